"""Says on every page, quietly and until it is put off, that there is a newer version of the program."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from dodo_desktop.core.updates import DOWNLOAD_PAGE
from dodo_desktop.ui.widgets.banner import Banner
from dodo_desktop.ui.widgets.buttons import Button
from dodo_desktop.ui.words import _
from dodo_desktop.ui.words.updates import newer_told

if TYPE_CHECKING:
    from dodo_desktop.services.updates import Updates

_log = logging.getLogger(__name__)


def open_download_page() -> None:
    """Shows the project's page in the browser; its address is the program's own, whatever was answered."""
    QDesktopServices.openUrl(QUrl(DOWNLOAD_PAGE))


class UpdateBanner(Banner):
    """Hidden while there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("accent", inline=True, parent=parent)
        self._updates: Updates | None = None
        self.setObjectName("update.banner")
        self.page = Button(_("Open the download page"), "plain", "open", small=True)
        self.page.setObjectName("update.page")
        self.page.clicked.connect(open_download_page)
        self.later = Button(_("Not this version"), "plain", small=True)
        self.later.setObjectName("update.later")
        self.later.clicked.connect(self._put_off)
        self.add_button(self.page)
        self.add_button(self.later)
        self.hide()

    def use(self, updates: Updates) -> None:
        """Follow what is known of newer versions."""
        self._updates = updates
        updates.changed.subscribe(lambda _news: self._render())
        self._render()

    def _render(self) -> None:
        assert self._updates is not None
        version = self._updates.reminder
        if version:
            self.say(*newer_told(version, self._updates.current))
        self.setVisible(bool(version))

    def _put_off(self) -> None:
        if self._updates is None:
            return
        try:
            self._updates.put_off()
        except OSError:
            # The disk's trouble is told where it matters; for now the reminder goes all the same.
            _log.warning("it could not be kept that a version was put off")
            self.hide()
