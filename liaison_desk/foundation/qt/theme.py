"""The look as data: colours, palettes, sizes and fonts of the light and the dark theme.

Delegates, the style sheet and the icons all read the same tokens, so a colour is
written once, in ``resources/themes/``. Nothing else in the program names a colour.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.qt.sheet import style_sheet


class ThemeSetting(StrEnum):
    """What the user chose; ``system`` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tokens(NamedTuple):
    """The colours of one theme: names of LOOK to hexadecimal colours, and colour sets for calendars and markings."""

    dark: bool
    colors: Mapping[str, str]
    calendars: Mapping[str, Sequence[str]]
    markings: Mapping[str, Sequence[str]]


class CalendarColors(NamedTuple):
    """How one calendar's events are painted."""

    bar: QColor
    fill: QColor
    text: QColor


class MarkingColors(NamedTuple):
    """How a marking's banner or block is painted; its words always stand beside the colour."""

    fill: QColor
    text: QColor


CALENDARS: Final = ("planning", "exercises", "rhythm", "visits", "leave", "holiday_jp", "holiday_us", "holiday_other")
"""The calendar colour sets, in the order a chooser shows them."""


class Size:
    """Lengths in logical pixels; type sizes in pixels too, for the pictures are measured so."""

    BANNER: Final = 20
    HEADER: Final = 52
    NAVIGATION: Final = 196
    NAVIGATION_FOLDED: Final = 52
    PAGE_HEADER: Final = 60
    TOOLBAR: Final = 52
    ROW: Final = 28
    ROW_OUTLINE: Final = 34
    ROW_TWO_LINE: Final = 42
    ROW_SCHEDULE: Final = 46
    ROW_CONTACT: Final = 54
    HEADING: Final = 26
    BUTTON: Final = 30
    FIELD: Final = 32
    CHIP: Final = 18
    ICON: Final = 16
    GUTTER: Final = 20
    META: Final = 11
    SECONDARY: Final = 12
    BODY: Final = 13
    SUBJECT: Final = 15
    CLOCK: Final = 18
    TITLE: Final = 20
    NAME: Final = 24
    COUNTDOWN: Final = 44
    RADIUS_CHIP: Final = 4
    RADIUS_EVENT: Final = 5
    RADIUS_BUTTON: Final = 6
    RADIUS_FIELD: Final = 7
    RADIUS_PANEL: Final = 8
    RADIUS_POPOVER: Final = 10


REGULAR: Final = 400
MEDIUM: Final = 500
SEMIBOLD: Final = 600

TEXT_FONTS: Final = ("Inter_400Regular.ttf", "Inter_500Medium.ttf", "Inter_600SemiBold.ttf")
MONO_FONTS: Final = ("JetBrainsMono_400Regular.ttf",)
JAPANESE_FONTS: Final = ("BIZUDPGothic_400Regular.ttf", "BIZUDPGothic_700Bold.ttf")
# Inter comes first in Japanese too, so that Latin words and digits look the same in both languages.
FAMILIES: Final = ("Inter", "BIZ UDPGothic")
MONO_FAMILIES: Final = ("JetBrains Mono", "BIZ UDPGothic")


@cache
def load_tokens(name: str) -> Tokens:
    """Read one theme file, ``light`` or ``dark``."""
    # Qt reads ini files itself: importing a parser for another format would be felt at the start.
    file = QSettings(str(resource("themes", f"{name}.ini")), QSettings.Format.IniFormat)
    groups: dict[str, dict[str, Any]] = {"theme": {}, "colors": {}, "calendars": {}, "markings": {}}
    for key in file.allKeys():
        group, _, token = key.partition("/")
        groups[group][token] = file.value(key)
    return Tokens(
        dark=groups["theme"]["dark"] == "true",
        colors=MappingProxyType(groups["colors"]),
        calendars=MappingProxyType(groups["calendars"]),
        markings=MappingProxyType(groups["markings"]),
    )


@cache
def register_fonts(files: tuple[str, ...]) -> None:
    """Make bundled fonts known to Qt; needs an application object. A font is registered once a process."""
    for name in files:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))


class Theme(QObject):
    """The tokens in use. Ask for colours when painting, not before: ``changed`` tells when they are others."""

    changed = Signal()

    def __init__(self, setting: ThemeSetting = ThemeSetting.LIGHT) -> None:
        super().__init__()
        self._setting = setting
        self._name = self._resolve(setting)
        self._tokens = load_tokens(self._name)
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[tuple[int, int, bool, bool], QFont] = {}

    @property
    def name(self) -> str:
        """Either ``light`` or ``dark``, whatever the setting."""
        return self._name

    @property
    def setting(self) -> ThemeSetting:
        """What the user chose."""
        return self._setting

    @property
    def dark(self) -> bool:
        """Whether text is lighter than its ground."""
        return self._tokens.dark

    @property
    def tokens(self) -> Tokens:
        """The raw tokens, for the style sheet."""
        return self._tokens

    def color(self, token: str) -> QColor:
        """Return the colour of a token such as ``acc``, ``t2`` or ``red_bg``; an unknown token is a KeyError."""
        color = self._colors.get(token)
        if color is None:
            color = self._colors[token] = _color(self._tokens.colors[token])
        return color

    def calendar(self, key: str) -> CalendarColors:
        """Return a calendar's colours; an unknown key gets those of ``rhythm``, the neutral ones."""
        bar, fill, text = self._tokens.calendars.get(key) or self._tokens.calendars["rhythm"]
        return CalendarColors(QColor(bar), QColor(fill), QColor(text))

    def marking(self, level: str) -> MarkingColors:
        """Return the colours of a level's banner: the level's enum name in lower case, such as ``top_secret``."""
        fill, text = self._tokens.markings[level]
        return MarkingColors(QColor(fill), QColor(text))

    def font(self, size: int = Size.BODY, weight: int = REGULAR, *, tabular: bool = False, mono: bool = False) -> QFont:
        """Return a font of ``size`` pixels: tabular figures for columns of numbers, ``mono`` for DTGs."""
        key = (size, weight, tabular, mono)
        font = self._fonts.get(key)
        if font is None:
            register_fonts(MONO_FONTS if mono else TEXT_FONTS)
            font = QFont(list(MONO_FAMILIES if mono else FAMILIES))
            font.setPixelSize(size)
            font.setWeight(QFont.Weight(weight))
            if tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
            if size >= Size.SUBJECT and not mono:
                font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 99 if size < Size.NAME else 98)
            self._fonts[key] = font
        return QFont(font)

    def palette(self) -> QPalette:
        """Return Qt's palette made of the tokens, so that every standard widget agrees with the painted ones."""
        palette = QPalette()
        role = QPalette.ColorRole
        for target, token in (
            (role.Window, "win"), (role.Base, "surf"), (role.AlternateBase, "side"), (role.Button, "surf"),
            (role.WindowText, "t1"), (role.Text, "t1"), (role.ButtonText, "t1"), (role.BrightText, "red"),
            (role.Highlight, "sel"), (role.HighlightedText, "t1"), (role.Accent, "acc"), (role.Link, "acc"), (role.LinkVisited, "acc"),
            (role.ToolTipBase, "surf"), (role.ToolTipText, "t1"), (role.PlaceholderText, "t3"),
            (role.Light, "surf"), (role.Midlight, "line"), (role.Mid, "line2"), (role.Dark, "ctl"), (role.Shadow, "line2"),
        ):  # fmt: skip
            palette.setColor(target, self.color(token))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.color("t3"))
        return palette

    def install(self, app: QApplication) -> None:
        """Dress the application: palette, style sheet and font, now and at every later change of theme."""
        register_fonts(TEXT_FONTS)
        app.setFont(self.font())
        self._dress(app)
        self.changed.connect(lambda: self._dress(app))
        app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def show_japanese(self) -> None:
        """Register the Japanese fonts. The shell calls it after its first paint, or before when it speaks Japanese."""
        register_fonts(JAPANESE_FONTS)

    def choose(self, setting: ThemeSetting) -> None:
        """Use another theme at once."""
        self._setting = setting
        self._use(self._resolve(setting))

    def _dress(self, app: QApplication) -> None:
        app.setPalette(self.palette())
        sheet = style_sheet(self._tokens.colors)
        if app.styleSheet() != sheet:  # Qt takes one that says the same for a new one, and polishes every widget again
            app.setStyleSheet(sheet)

    def _use(self, name: str) -> None:
        if name != self._name:
            self._name = name
            self._tokens = load_tokens(name)
            self._colors.clear()
            self.changed.emit()

    def _on_system_changed(self) -> None:
        if self._setting is ThemeSetting.SYSTEM:
            self._use(self._resolve(self._setting))

    @staticmethod
    def _resolve(setting: ThemeSetting) -> str:
        if setting is not ThemeSetting.SYSTEM:
            return setting.value
        scheme = QGuiApplication.styleHints().colorScheme()
        return "dark" if scheme is Qt.ColorScheme.Dark else "light"


def _color(text: str) -> QColor:
    """Read ``#RRGGBB`` or ``#RRGGBBAA`` (Qt itself would read the alpha first)."""
    color = QColor(text[:7])
    if len(text) == 9:
        color.setAlpha(int(text[7:], 16))
    return color
