"""Pictures of the pages to look at: ``python tests/ui/links/shots.py light 1280x800 FOLDER``."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from qasync import QEventLoop

from dodo_desktop.core.link import PaymentLink
from dodo_desktop.ui import words
from dodo_desktop.ui.links.full_screen import FullScreen
from dodo_desktop.ui.links.link_view import LinkView
from dodo_desktop.ui.links.page import LinksPage
from dodo_desktop.ui.outbox.page import OutboxPage
from dodo_desktop.ui.theme import theme
from tests.ui.links.fakes import NOW, PLACE, FakeSending, FakeTracking, every_order, link, workspace


def many() -> list[PaymentLink]:
    day = timedelta(days=1)
    return [
        link(0),
        link(1, status="requires_customer_action"),
        link(2, status="succeeded"),
        link(6, status="processing"),
        link(5, status="succeeded"),
        link(4, status="failed", created_at=NOW - day),
        link(3, created_at=NOW - day, expires_at=NOW - timedelta(hours=18)),
        link(7, status="cancelled", created_at=NOW - 2 * day),
        link(8, expires_at=None, created_at=NOW - 3 * day),
        link(9, status="requires_a_new_thing", created_at=NOW - 3 * day),
    ]


def result(view: LinkView) -> QWidget:
    panel = QFrame()
    panel.setProperty("surface", "panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(22, 16, 22, 16)
    column.addWidget(view)
    column.addSpacing(48)
    return panel


async def shoot(app: QApplication, size: tuple[int, int], folder: Path, tag: str) -> None:
    narrow = size[0] < 1200
    side = 84 if narrow else 184
    sending, tracking = FakeSending(every_order()), FakeTracking(many())
    space = workspace(sending, tracking)
    root = QWidget()
    row = QHBoxLayout(root)
    row.setContentsMargins(0, 4, 0, 0)
    row.setSpacing(0)
    left = QFrame()
    left.setProperty("surface", "panel")
    left.setFixedWidth(side)
    row.addWidget(left)
    stack = QStackedWidget()
    row.addWidget(stack, 1)
    root.resize(size[0], size[1] - 30)
    links, outbox = LinksPage(now=lambda: NOW), OutboxPage(now=lambda: NOW)
    for page in (links, outbox):
        stack.addWidget(page)
        page.set_narrow(narrow)
        page.attach(space)
    created = QWidget()
    across = QHBoxLayout(created)
    across.setContentsMargins(0, 48, 0, 0)
    across.setSpacing(0)
    across.addWidget(QFrame(), 1)
    view = LinkView(now=lambda: NOW)
    view.show_link(link(0), PLACE)
    panel = result(view)
    panel.setFixedWidth(384 if narrow else 424)
    across.addWidget(panel)
    stack.addWidget(created)
    root.show()
    root.activateWindow()

    async def take(page: QWidget, name: str) -> None:
        stack.setCurrentWidget(page)
        for _turn in range(30):
            await asyncio.sleep(0.01)
        root.grab().save(str(folder / f"{name}-{tag}.png"))

    await take(links, "links")
    links.table.selectRow(1)
    await take(links, "links-row1")
    outbox.focus_start()
    await take(outbox, "outbox")
    for n in range(1, 7):
        outbox.table.selectRow(n)
        await take(outbox, f"outbox-{n}")
    await take(created, "result")
    view.show_link(link(0, url="https://pay.example.net/x", mode="live"), PLACE)
    await take(created, "result-untrusted")
    view.show_links([link(0), link(0, payment_id="pay_other", status="succeeded")], PLACE)
    await take(created, "result-several")
    view.show_link(link(0, total=None, url="", expires_at=None, status=None), PLACE)
    await take(created, "result-bare")
    view.show_order(every_order()[0], PLACE)
    await take(created, "result-order")
    screen = FullScreen(root, now=lambda: NOW)
    screen.show_link(link(0), PLACE)
    screen.resize(*size)
    screen.show()
    await asyncio.sleep(0.1)
    screen.grab().save(str(folder / f"screen-{tag}.png"))
    screen.close()


def main() -> None:
    look, size, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    font = app.font()
    font.setFamily("Inter")
    font.setPixelSize(13)
    app.setFont(font)
    words.install("en")
    theme().apply(look)  # type: ignore[arg-type]
    loop = QEventLoop(app)
    asyncio.set_event_loop(loop)
    wide, high = (int(part) for part in size.split("x"))
    ratio = app.devicePixelRatio()
    loop.run_until_complete(shoot(app, (wide, high), folder, f"{look}-{size}-{ratio:g}"))


if __name__ == "__main__":
    main()
