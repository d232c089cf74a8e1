"""Every colour of the program, as one dataclass with a light and a dark instance.

Widgets and delegates ask the palette or these roles, never a literal colour.
"""

from dataclasses import fields
from typing import Literal

from PySide6.QtGui import QColor, QPalette

from dodo_desktop.core.value import value

Tone = Literal["neutral", "accent", "success", "warning", "danger"]
"""What a state, a hint or a banner wants to be taken for."""


@value
class Tokens:
    """Colours as ``#RRGGBB``, named by what they are used for."""

    dark_scheme: bool
    outlined: bool  # high contrast: no tints, state pills are drawn as outlines
    window: str
    text: str
    base: str
    altbase: str
    button: str
    midlight: str
    mid: str
    dark: str
    placeholder: str
    accent: str
    accent_text: str
    link: str
    tooltip: str
    tooltip_fg: str
    light: str
    shadow: str
    muted: str
    tint: str
    success: str
    success_bg: str
    warning: str
    warning_bg: str
    danger: str
    danger_bg: str
    neutral_bg: str
    practice: str
    practice_fg: str
    test: str
    test_fg: str
    live: str
    live_fg: str
    custom: str
    custom_fg: str
    focus: str

    def color(self, role: str) -> QColor:
        """The colour of a role such as ``"muted"``; an unknown role raises AttributeError."""
        return QColor(getattr(self, role))

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Foreground and background of a pill, hint or banner of this tone."""
        return {
            "neutral": (self.text, self.neutral_bg),
            "accent": (self.link, self.tint),
            "success": (self.success, self.success_bg),
            "warning": (self.warning, self.warning_bg),
            "danger": (self.danger, self.danger_bg),
        }[tone]

    @property
    def accent_hover(self) -> str:
        """The accent a little towards black, so that text on it gains contrast."""
        return self.color("accent").darker(112).name()


LIGHT = Tokens(
    dark_scheme=False,
    outlined=False,
    window="#F3F4F6",
    text="#1A1D21",
    base="#FFFFFF",
    altbase="#F8F9FA",
    button="#FFFFFF",
    midlight="#E7E9ED",
    mid="#D8DCE2",
    dark="#838B96",
    placeholder="#646C78",
    accent="#2458D3",
    accent_text="#FFFFFF",
    link="#1F4FC4",
    tooltip="#1F2328",
    tooltip_fg="#FFFFFF",
    light="#FFFFFF",
    shadow="#000000",
    muted="#545B66",
    tint="#E6EDFC",
    success="#176B3A",
    success_bg="#E2F3E8",
    warning="#865000",
    warning_bg="#FDF0D9",
    danger="#B3261E",
    danger_bg="#FCE9E7",
    neutral_bg="#E7E9ED",
    practice="#6B3FA0",
    practice_fg="#FFFFFF",
    test="#F2B01E",
    test_fg="#2B1D00",
    live="#17703F",
    live_fg="#FFFFFF",
    custom="#4A5260",
    custom_fg="#FFFFFF",
    focus="#2458D3",
)

DARK = Tokens(
    dark_scheme=True,
    outlined=False,
    window="#24272C",
    text="#ECEEF1",
    base="#1B1D21",
    altbase="#202327",
    button="#2E3238",
    midlight="#32363D",
    mid="#3A3F47",
    dark="#7B8490",
    placeholder="#959DA9",
    accent="#3D6FE0",
    accent_text="#FFFFFF",
    link="#94B6FF",
    tooltip="#ECEEF1",
    tooltip_fg="#1A1D21",
    light="#3A3F47",
    shadow="#000000",
    muted="#AEB5BF",
    tint="#26365A",
    success="#7ED6A0",
    success_bg="#1C3628",
    warning="#F0C06A",
    warning_bg="#3B2F16",
    danger="#FF9F95",
    danger_bg="#45221F",
    neutral_bg="#32363D",
    practice="#BE9DF2",
    practice_fg="#1E0F36",
    test="#F2B01E",
    test_fg="#2B1D00",
    live="#52C485",
    live_fg="#06210F",
    custom="#AEB5BF",
    custom_fg="#1A1D21",
    focus="#94B6FF",
)

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Base: "base",
    QPalette.ColorRole.AlternateBase: "altbase",
    QPalette.ColorRole.Button: "button",
    QPalette.ColorRole.Midlight: "midlight",
    QPalette.ColorRole.Mid: "mid",
    QPalette.ColorRole.Dark: "dark",
    QPalette.ColorRole.PlaceholderText: "placeholder",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.HighlightedText: "accent_text",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.ToolTipBase: "tooltip",
    QPalette.ColorRole.ToolTipText: "tooltip_fg",
    QPalette.ColorRole.Light: "light",
    QPalette.ColorRole.Shadow: "shadow",
}


def palette(tokens: Tokens) -> QPalette:
    """The palette that Qt's own widgets paint with."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, tokens.color(name))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, tokens.color("placeholder"))
    return made


def high_contrast(system: QPalette) -> Tokens:
    """Roles for a system that asks for high contrast: its own few colours, nothing tinted."""
    role = QPalette.ColorRole
    text, base = system.color(role.WindowText).name(), system.color(role.Base).name()
    window, button = system.color(role.Window).name(), system.color(role.Button).name()
    accent, on_accent = system.color(role.Highlight).name(), system.color(role.HighlightedText).name()
    colours = {field.name: text for field in fields(Tokens) if field.name not in ("dark_scheme", "outlined")}
    colours |= dict.fromkeys(("base", "altbase", "tint"), base)
    colours |= dict.fromkeys(("success_bg", "warning_bg", "danger_bg", "neutral_bg"), base)
    colours |= dict.fromkeys(("practice_fg", "test_fg", "live_fg", "custom_fg", "window", "midlight"), window)
    disabled = system.color(QPalette.ColorGroup.Disabled, role.WindowText).name()
    colours |= {
        "button": button,
        "accent": accent,
        "accent_text": on_accent,
        "light": base,
        "placeholder": disabled,
    }
    colours |= {"link": system.color(role.Link).name(), "tooltip": base}
    return Tokens(dark_scheme=system.color(role.Base).lightness() < 128, outlined=True, **colours)
