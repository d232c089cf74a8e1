"""The one short style sheet, for shapes and focus only; colours come from the tokens."""

from pathlib import Path

from dodo_desktop.assets import resources
from dodo_desktop.ui.tokens import Tokens


def style_sheet(tokens: Tokens, marks: Path | None = None) -> str:
    """The application's style sheet for these tokens.

    `marks` is the folder that holds the tick of check boxes; None takes the shipped one.
    """
    tick = ((marks or resources() / "icons") / "tick.svg").as_posix()
    return "".join(
        (_fields(tokens), _buttons(tokens), _choices(tokens, tick), _views(tokens), _texts(tokens))
    )


def _fields(t: Tokens) -> str:
    return f"""
QLineEdit, QPlainTextEdit, QComboBox {{ background: {t.base}; color: {t.text}; border: 1px solid {t.dark};
  border-radius: 6px; padding: 0 9px; min-height: 30px; selection-background-color: {t.accent};
  selection-color: {t.accent_text}; placeholder-text-color: {t.placeholder}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ color: {t.placeholder};
  border-color: {t.mid}; background: {t.window}; }}
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] {{
  border: 2px solid {t.danger}; padding: 0 8px; min-height: 28px; }}
QLineEdit[proposed="true"], QPlainTextEdit[proposed="true"], QComboBox[proposed="true"] {{
  background: {t.tint}; border: 1px dashed {t.focus}; }}
QLineEdit[fixed="true"] {{ background: {t.window}; border-color: {t.mid}; }}
QLineEdit[frameless="true"] {{ background: transparent; border: none; padding: 0; min-height: 0; }}
QLineEdit[cell="true"] {{ border-radius: 4px; padding: 0 7px; min-height: 22px; }}
QComboBox::drop-down {{ border: none; width: 30px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {t.base}; border: 1px solid {t.dark};
  selection-background-color: {t.tint}; selection-color: {t.text}; }}
"""


def _buttons(t: Tokens) -> str:
    return f"""
QPushButton, QToolButton[kind="plain"] {{ background: {t.button}; color: {t.text}; border: 1px solid {t.dark};
  border-radius: 6px; padding: 0 11px; min-height: 30px; }}
QPushButton:hover, QToolButton[kind="plain"]:hover, QPushButton:pressed, QToolButton[kind="plain"]:pressed {{
  background: {t.midlight}; }}
QPushButton:disabled, QToolButton[kind="plain"]:disabled {{ background: transparent; color: {t.placeholder};
  border-color: {t.mid}; }}
QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.accent_text}; border-color: {t.accent}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {t.accent_hover}; }}
QPushButton[kind="primary"]:disabled {{ background: {t.midlight}; color: {t.placeholder};
  border-color: {t.mid}; }}
QPushButton[kind="danger"] {{ color: {t.danger}; }}
QPushButton[kind="danger"]:disabled {{ color: {t.placeholder}; }}
QPushButton[kind="flat"], QToolButton[kind="flat"] {{ background: transparent; color: {t.text};
  border: 1px solid transparent; border-radius: 6px; padding: 0 7px; min-height: 30px; }}
QPushButton[kind="flat"]:hover, QToolButton[kind="flat"]:hover, QPushButton[kind="flat"]:pressed,
QToolButton[kind="flat"]:pressed, QToolButton[kind="flat"]:open {{ background: {t.midlight}; }}
QToolButton[disclosure="true"]:open {{ background: transparent; }}
QToolButton[disclosure="true"]:hover {{ background: {t.midlight}; }}
QPushButton[kind="flat"]:disabled, QToolButton[kind="flat"]:disabled {{ color: {t.placeholder};
  background: transparent; }}
QPushButton[kind="link"], QToolButton[kind="link"] {{ background: transparent; color: {t.link}; border: none;
  padding: 0; min-height: 24px; text-align: left; }}
QPushButton[kind="link"]:hover, QToolButton[kind="link"]:hover {{ text-decoration: underline; }}
QPushButton[kind="link"][tone="danger"], QToolButton[kind="link"][tone="danger"] {{ color: {t.danger}; }}
QPushButton[small="true"], QToolButton[small="true"] {{ min-height: 26px; padding: 0 8px; }}
QPushButton[big="true"] {{ min-height: 38px; }}
QPushButton::menu-indicator, QToolButton::menu-indicator {{ image: none; width: 0; }}
"""


def _choices(t: Tokens, tick: str) -> str:
    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 24px; background: transparent; outline: 0; }}
QCheckBox::indicator, QGroupBox::indicator {{ width: 14px; height: 14px; border: 1px solid {t.dark};
  border-radius: 4px; background: {t.base}; }}
QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url("{tick}"); }}
QCheckBox::indicator:disabled {{ background: {t.midlight}; border-color: {t.mid}; }}
QCheckBox::indicator:checked:disabled {{ background: {t.dark}; border-color: {t.dark}; }}
QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {t.dark}; border-radius: 8px;
  background: {t.base}; }}
QRadioButton::indicator:checked {{ border-color: {t.accent}; background: qradialgradient(cx: 0.5, cy: 0.5,
  radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 {t.accent_text}, stop: 0.36 {t.accent_text}, stop: 0.46 {t.accent},
  stop: 1 {t.accent}); }}
QRadioButton::indicator:disabled {{ border-color: {t.mid}; }}
QRadioButton::indicator:checked:disabled {{ border-color: {t.dark}; background: qradialgradient(cx: 0.5,
  cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 {t.base}, stop: 0.36 {t.base}, stop: 0.46 {t.dark},
  stop: 1 {t.dark}); }}
"""


def _views(t: Tokens) -> str:
    return f"""
QMessageBox, QDialog[surface="page"] {{ background: {t.base}; }}
QTableView, QListView {{ background: {t.base}; color: {t.text}; border: 1px solid {t.mid}; border-radius: 6px;
  gridline-color: {t.mid}; selection-background-color: {t.tint}; selection-color: {t.text}; outline: 0; }}
QTableView[plain="true"] {{ border: none; border-radius: 0; }}
QHeaderView, QHeaderView::section {{ background: {t.altbase}; color: {t.muted}; border: none; }}
QHeaderView::section {{ border-bottom: 1px solid {t.mid}; padding: 0 10px; }}
QTableCornerButton::section {{ background: {t.altbase}; border: none; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {t.dark}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 30px; }}
QScrollBar::handle:horizontal {{ min-width: 30px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none;
  border: none; width: 0; height: 0; }}
QSplitter::handle {{ background: {t.mid}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QMenu {{ background: {t.base}; color: {t.text}; border: 1px solid {t.dark}; padding: 4px; }}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; min-height: 20px; }}
QMenu::item:selected {{ background: {t.tint}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.placeholder}; }}
QMenu::separator {{ height: 1px; background: {t.mid}; margin: 4px 8px; }}
QToolTip {{ background: {t.tooltip}; color: {t.tooltip_fg}; border: none; padding: 4px 6px; }}
"""


def _texts(t: Tokens) -> str:
    tones = {
        "muted": t.muted,
        "accent": t.link,
        "success": t.success,
        "warning": t.warning,
        "danger": t.danger,
    }
    lines = [
        f'QLabel[tone="{name}"], QLineEdit[tone="{name}"] {{ color: {colour}; }}'
        for name, colour in tones.items()
    ]
    lines += [
        f'QFrame[surface="panel"] {{ background: {t.window}; border: none; }}',
        f'QFrame[surface="page"] {{ background: {t.base}; border: none; }}',
        f'QFrame[surface="card"] {{ background: {t.altbase}; border: 1px solid {t.mid};',
        "  border-radius: 6px; }",
        f'QFrame[surface="box"] {{ background: {t.base}; border: 1px solid {t.mid}; border-radius: 6px; }}',
        f'QFrame[surface="rule"] {{ background: {t.mid}; border: none; }}',
    ]
    return "\n".join(lines)
