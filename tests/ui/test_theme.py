"""Colours, fonts, icons and the ring."""

import dataclasses
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dodo_desktop.assets import resources
from dodo_desktop.ui import icons
from dodo_desktop.ui.compose.empty_cart import EmptyCart
from dodo_desktop.ui.sheet import style_sheet
from dodo_desktop.ui.theme import set_text, theme
from dodo_desktop.ui.tokens import DARK, LIGHT, Tokens, high_contrast
from dodo_desktop.ui.widgets.ink import Line, ink

# Foreground, background, what the table of tokens promises for light and dark.
PAIRS = [
    ("text", "base", 16.9, 14.5),
    ("text", "window", 15.4, 12.9),
    ("text", "altbase", 16.0, 13.6),
    ("text", "tint", 14.4, 10.3),
    ("text", "midlight", 13.9, 10.4),
    ("text", "warning_bg", 15.0, 11.3),
    ("text", "danger_bg", 14.5, 12.0),
    ("text", "success_bg", 14.7, 11.2),
    ("text", "button", 16.9, 11.1),
    ("text", "neutral_bg", 13.9, 10.4),
    ("muted", "base", 6.9, 8.2),
    ("muted", "window", 6.2, 7.3),
    ("muted", "midlight", 5.6, 5.9),
    ("muted", "tint", 5.8, 5.8),
    ("placeholder", "base", 5.3, 6.2),
    ("accent_text", "accent", 6.2, 4.6),
    ("link", "base", 7.1, 8.4),
    ("link", "window", 6.4, 7.4),
    ("link", "tint", 6.0, 5.9),
    ("success", "base", 6.6, 9.7),
    ("success", "window", 6.0, 8.6),
    ("success", "success_bg", 5.7, 7.5),
    ("success", "tint", 5.6, 6.8),
    ("warning", "base", 6.6, 10.0),
    ("warning", "window", 6.0, 8.9),
    ("warning", "warning_bg", 5.9, 7.8),
    ("danger", "base", 6.5, 8.6),
    ("danger", "window", 5.9, 7.6),
    ("danger", "danger_bg", 5.6, 7.1),
    ("danger", "button", 6.5, 6.5),
    ("practice_fg", "practice", 7.4, 7.9),
    ("test_fg", "test", 8.6, 8.6),
    ("live_fg", "live", 6.1, 7.8),
    ("custom_fg", "custom", 7.9, 8.2),
    ("tooltip_fg", "tooltip", 15.8, 14.6),
]
CONTROLS = [
    ("dark", "base", 3.4, 4.5),
    ("dark", "window", 3.1, 4.0),
    ("accent", "base", 6.2, 3.7),
    ("accent", "window", 5.6, 3.2),
    ("practice", "window", 6.7, 6.6),
    ("live", "window", 5.6, 6.8),
    ("focus", "base", 6.2, 8.4),
    ("focus", "window", 5.6, 7.4),
]


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(tokens: Tokens, front: str, back: str) -> float:
    lighter, darker = sorted((luminance(tokens.color(front)), luminance(tokens.color(back))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("front", "back", "light", "dark"), PAIRS + CONTROLS)
def test_contrast_is_what_the_tokens_promise(front: str, back: str, light: float, dark: float) -> None:
    least = 3.0 if (front, back, light, dark) in CONTROLS else 4.5
    for tokens, promised in ((LIGHT, light), (DARK, dark)):
        measured = contrast(tokens, front, back)
        assert measured >= least
        assert measured == pytest.approx(promised, abs=0.06)


def test_a_hovered_primary_button_stays_readable() -> None:
    for tokens in (LIGHT, DARK):
        hovered = dataclasses.replace(tokens, accent=tokens.accent_hover)
        assert contrast(hovered, "accent_text", "accent") >= 4.5


def test_the_sheet_has_no_colour_of_its_own() -> None:
    kept: dict[str, Any] = {
        f.name: "#000001" for f in dataclasses.fields(Tokens) if f.type is str or f.type == "str"
    }
    black = dataclasses.replace(LIGHT, **kept)
    used = {part[:6] for part in style_sheet(black).split("#")[1:]}
    assert used == {"000001"}


def test_look_can_be_chosen_and_followed(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(LIGHT.base)
    with qtbot.waitSignal(theme().changed):
        theme().set_look("dark")
    assert theme().tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(DARK.base)


def test_the_environment_overrides_the_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DODO_DESKTOP_LOOK", "dark")
    theme().apply("light")
    assert theme().look == "dark"
    monkeypatch.delenv("DODO_DESKTOP_LOOK")


def test_high_contrast_takes_the_systems_colours_and_tints_nothing() -> None:
    system = QPalette(QColor("#000000"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("#FFFF00"))
    system.setColor(QPalette.ColorRole.Base, QColor("#000000"))
    tokens = high_contrast(system)
    assert tokens.outlined
    assert tokens.tint == tokens.base == tokens.warning_bg == "#000000"
    assert tokens.danger == tokens.muted == tokens.practice == "#ffff00"
    assert contrast(tokens, "practice_fg", "practice") > 4.5


def test_fonts_follow_the_systems_size(qapp: QApplication, qtbot: QtBot) -> None:
    label = QLabel("Total")
    qtbot.addWidget(label)
    set_text(label, "page", tabular=True)
    kept = qapp.font()
    try:
        larger = QFont(kept)
        larger.setPointSizeF(kept.pointSizeF() * 2)
        with qtbot.waitSignal(theme().changed):
            qapp.setFont(larger)
        assert label.font().pointSizeF() == pytest.approx(kept.pointSizeF() * 2 * 1.4)
        assert label.font().isFeatureSet(QFont.Tag("tnum"))
    finally:
        qapp.setFont(kept)


def test_every_icon_is_drawn_in_the_roles_colour(qapp: QApplication) -> None:
    for path in sorted((resources() / "icons").glob("*.svg")):
        name = path.stem
        if name.startswith("app-icon") or name == "tick":
            continue
        image = icons.icon(name, "danger").pixmap(QSize(24, 24), 2.0).toImage()
        assert image.width() == 48, name
        dots = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
        solid = [dot for dot in dots if dot.alpha() > 200]
        assert solid, name
        assert all(abs(dot.red() - QColor(LIGHT.danger).red()) < 6 for dot in solid), name


def test_icons_follow_mode_and_theme(qapp: QApplication) -> None:
    made = icons.icon("problem")

    def darkest(mode: QIcon.Mode) -> QColor:
        image = made.pixmap(QSize(24, 24), 1.0, mode).toImage()
        dots = [image.pixelColor(x, y) for x in range(24) for y in range(24)]
        return max(dots, key=lambda dot: dot.alpha())

    normal = darkest(QIcon.Mode.Normal)
    assert normal.value() < 80
    assert darkest(QIcon.Mode.Disabled).value() > normal.value()
    theme().set_look("dark")
    assert darkest(QIcon.Mode.Normal).value() > 180


def test_only_icons_that_point_are_mirrored(qapp: QApplication) -> None:
    for name, mirrored in (("chevron-right", True), ("check", False)):
        plain = icons.pixmap(name, "text", 24, 1.0).toImage()
        right_to_left = icons.pixmap(name, "text", 24, 1.0, mirrored=name in icons.MIRRORED).toImage()
        assert (plain != right_to_left) is mirrored
    assert {"compose", "open", "undo", "redo", "send", "export", "chevron-right"} == icons.MIRRORED


def test_the_app_icon_has_small_and_large_drawings(qapp: QApplication) -> None:
    sizes = {size.width() for size in icons.app_icon().availableSizes()}
    assert {16, 32, 48, 256} <= sizes


def ring_of(window: QWidget) -> QWidget:
    found = window.findChild(QWidget, "focus.ring")
    assert found is not None
    return found


def test_the_ring_goes_one_pixel_outside_the_control(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    edit, push, check = QLineEdit(), QPushButton("Go"), QCheckBox("Card")
    for widget in (edit, push, check):
        column.addWidget(widget)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    edit.setFocus()
    ring = ring_of(window)
    assert ring.isVisible()
    assert ring.geometry() == edit.geometry().adjusted(-3, -3, 3, 3)
    push.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring_of(window).geometry() == push.geometry().adjusted(-3, -3, 3, 3)
    check.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring_of(window).width() == 16 + 6
    window.resize(600, 300)
    edit.setFocus()
    assert ring_of(window).geometry() == edit.geometry().adjusted(-3, -3, 3, 3)


def test_a_click_does_not_ring_a_button(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    edit, push = QLineEdit(), QPushButton("Go")
    column.addWidget(edit)
    column.addWidget(push)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    edit.setFocus()
    qtbot.mousePress(push, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert push.hasFocus()
    ring = window.findChild(QWidget, "focus.ring")
    assert ring is None or not ring.isVisible()
    qtbot.mouseRelease(push, Qt.MouseButton.LeftButton)


def test_the_ring_survives_the_page_that_it_was_on(qtbot: QtBot) -> None:
    for _ in range(2):
        window = QWidget()
        QVBoxLayout(window).addWidget(edit := QLineEdit())
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        edit.setFocus()
        assert ring_of(window).isVisible()
        window.close()
        window.deleteLater()
        with qtbot.waitSignal(window.destroyed):
            pass


def test_words_that_stand_out_stay_legible_when_the_look_changes(qtbot: QtBot) -> None:
    box = EmptyCart()
    qtbot.addWidget(box)
    box.show()
    theme().apply("dark")
    QApplication.processEvents()
    seen = box.grab().toImage()
    wanted = theme().tokens.color("text").lightness()
    brightest = max(
        seen.pixelColor(x, y).lightness() for x in range(seen.width()) for y in range(seen.height())
    )
    assert brightest >= wanted - 8


def test_of_lines_of_text_those_that_are_still_drawn_are_remembered() -> None:
    kept = ink()

    def line(text: str) -> Line:
        return kept.line(text, "body", 100, tabular=False, leftwards=False)

    first, second = line("Bowl"), line("Cup")
    for number in range(1000):
        line(f"Bowl {number}")
        assert line("Bowl") is first
    assert line("Cup") is not second


def test_what_painters_put_together_is_put_together_anew_for_another_look(qapp: QApplication) -> None:
    kept = ink()
    assert ink() is kept
    assert kept.line("Bowl", "body", 100, tabular=False, leftwards=False) is kept.line(
        "Bowl", "body", 100, tabular=False, leftwards=False
    )
    theme().set_look("dark")
    assert ink().colour("text") == QColor(DARK.text) != kept.colour("text")
    dark, height = ink(), ink().font("body")[1].height()
    usual = qapp.font()
    larger = QFont(usual)
    larger.setPointSizeF(usual.pointSizeF() * 2)
    try:
        qapp.setFont(larger)
        QApplication.processEvents()
        assert ink() is not dark
        assert ink().font("body")[1].height() > height
    finally:
        qapp.setFont(usual)


def test_a_line_has_no_more_room_than_it_is_given() -> None:
    whole = ink().line("Stoneware bowl", "body", 500, tabular=False, leftwards=False)
    short = ink().line("Stoneware bowl", "body", 40, tabular=False, leftwards=False)
    assert whole.text.text() == "Stoneware bowl"
    assert short.text.text().endswith("…")
    assert short.width <= 40 < whole.width
