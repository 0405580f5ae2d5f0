"""Icons take the theme's colours, at every scale."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.qt.icons import Icons
from liaison_desk.foundation.qt.theme import ThemeSetting

NAMES = sorted(path.stem for path in resource("icons").glob("*.svg"))


@pytest.fixture
def icons(theme):
    return Icons(theme)


def inks(image):
    """The colours of the fully opaque points."""
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {image.pixelColor(x, y).name() for x, y in points if image.pixelColor(x, y).alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_one_colour(icons, theme, name):
    wanted = theme.color("red")
    found = [QColor(ink) for ink in inks(icons.pixmap(name, "red", 32).toImage())]
    assert found
    # Where two strokes overlap, blending rounds.
    assert all(
        abs(ink.red() - wanted.red()) + abs(ink.green() - wanted.green()) + abs(ink.blue() - wanted.blue()) <= 4
        for ink in found
    )


def test_an_icon_that_was_made_before_the_theme_changed_has_the_new_colour(icons, theme):
    icon = icons.icon("users", "acc")
    before = inks(icon.pixmap(32, 32).toImage())
    theme.choose(ThemeSetting.DARK)
    after = inks(icon.pixmap(32, 32).toImage())
    assert before == {QColor("#2457A6").name()}
    assert after == {theme.color("acc").name()}
    assert before != after


def test_an_icon_has_as_many_points_as_the_screen(icons):
    pixmap = icons.icon("calendar").pixmap(QSize(16, 16), 1.5)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (24, 1.5)
    assert icons.pixmap("calendar", size=16, ratio=2).width() == 32


def test_a_disabled_icon_is_pale(icons, theme):
    assert inks(icons.icon("plus", "acc").pixmap(32, 32, QIcon.Mode.Disabled).toImage()) == {theme.color("t3").name()}


def test_a_painted_icon_is_kept_and_not_drawn_twice(icons):
    assert icons.pixmap("flag").cacheKey() == icons.pixmap("flag").cacheKey()


def test_a_copied_icon_is_as_good(icons, theme):
    copy = QIcon(icons.icon("flag", "grn"))
    copy.addPixmap(icons.pixmap("flag", "grn", 8))
    assert theme.color("grn").name() in inks(copy.pixmap(32, 32).toImage())
