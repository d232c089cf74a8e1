"""What the window has besides its pages, each made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from dodo_desktop.ui.pages import Pages
from dodo_desktop.ui.sidebar import Sidebar
from dodo_desktop.ui.widgets.mode_strip import ModeStrip
from dodo_desktop.ui.words import _

if TYPE_CHECKING:
    from dodo_desktop.ui.compose.page import ComposePage
    from dodo_desktop.ui.disk_banner import DiskBanner
    from dodo_desktop.ui.unlocking import Unlocking
    from dodo_desktop.ui.unready_page import UnreadyPage
    from dodo_desktop.ui.update_banner import UpdateBanner
    from dodo_desktop.ui.widgets.banner import Banner

W = TypeVar("W", bound=QWidget)

_BANNERS = ("disk", "update_banner", "banner")
"""What may stand above the pages, from the top."""


class WindowParts(QMainWindow):
    """The window's parts and where they stand; what the first picture does without comes later.

    Signals: `connect_asked` from the banner of practice.
    """

    connect_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._right = QVBoxLayout()
        self.strip = ModeStrip()
        self.sidebar = Sidebar()
        self.pages = Pages(lambda: self.unlocking)

    @property
    def compose(self) -> ComposePage:
        """The page where links are made; the first picture has its front alone."""
        return self.pages.compose

    @cached_property
    def unlocking(self) -> Unlocking:
        """What has the keyring asked."""
        from dodo_desktop.ui.unlocking import Unlocking

        made = Unlocking(self)
        made.busy_changed.connect(self.sidebar.connection.set_unlocking)
        made.busy_changed.connect(self.pages.set_unlocking)
        return made

    @cached_property
    def unready(self) -> UnreadyPage:
        """What stands in the place of the pages while nothing is open."""
        from dodo_desktop.ui.unready_page import UnreadyPage

        made = UnreadyPage()
        self._right.addWidget(made, 1)
        return made

    @cached_property
    def disk(self) -> DiskBanner:
        """Says that the disk does not take what happens to orders."""
        from dodo_desktop.ui.disk_banner import DiskBanner

        return self._put_above("disk", DiskBanner())

    @cached_property
    def update_banner(self) -> UpdateBanner:
        """Says that there is a newer version."""
        from dodo_desktop.ui.update_banner import UpdateBanner

        return self._put_above("update_banner", UpdateBanner())

    @cached_property
    def banner(self) -> Banner:
        """Says what practice mode is."""
        from dodo_desktop.ui.widgets.banner import Banner
        from dodo_desktop.ui.widgets.buttons import Button

        made = Banner("accent", icon="practice", icon_role="practice", inline=True)
        made.say(
            _("Practice mode."),
            _(
                "Make links with sample customers and products, and pay them on a practice page. No"
                " account needed."
            ),
        )
        connect = Button(_("Connect your account…"), "plain", "key")
        connect.setObjectName("settings.connect")
        connect.clicked.connect(self.connect_asked)
        made.add_button(connect)
        made.hide()
        return self._put_above("banner", made)

    def make_whole(self) -> None:
        """Make the form, for `show_whole`; what is seen only when something is amiss comes later."""
        self.pages.make_compose()

    def show_whole(self) -> None:
        """Put the form where the first picture has its front."""
        _whole = self.compose

    def _put_above(self, name: str, made: W) -> W:
        """Puts a banner above the pages, below those that come before it."""
        before = _BANNERS[: _BANNERS.index(name)]
        self._right.insertWidget(sum(one in vars(self) for one in before), made)
        return made
