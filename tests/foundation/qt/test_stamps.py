"""Words and pictures are drawn once, in the colours of the theme, and cut where there is no room."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from liaison_desk.foundation.qt.stamps import Stamps
from liaison_desk.foundation.qt.theme import Theme, ThemeSetting
from tests.cost import calls


@pytest.fixture
def theme(qapp):
    return Theme()


def painted(stamps, font, text="MPC", ratio=1.0, **more):
    image = QImage(int(160 * ratio), int(40 * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    painter = QPainter(image)
    stamps.words(painter, QPointF(10.4, 20), "face", font, text, "t1", **more)
    painter.end()
    return image


def test_words_are_set_once(theme):
    stamps, font = Stamps(theme), theme.font()
    first = calls(lambda: painted(stamps, font))
    assert calls(lambda: painted(stamps, font)) < first
    assert painted(stamps, font) == painted(Stamps(theme), font)


def test_another_theme_and_another_screen_get_pictures_of_their_own(theme):
    stamps, font = Stamps(theme), theme.font()
    light, sharp = painted(stamps, font), painted(stamps, font, ratio=1.5)
    theme.choose(ThemeSetting.DARK)
    assert painted(stamps, font) != light
    theme.choose(ThemeSetting.LIGHT)
    assert painted(stamps, font) == light
    assert sharp.size() != light.size()


def test_what_lies_below_words_is_hidden(theme):
    stamps, font = Stamps(theme), theme.font()
    plain, grounded = painted(stamps, font), painted(stamps, font, ground="red")
    assert plain.pixelColor(11, 20) != grounded.pixelColor(11, 20)


def test_words_end_with_an_ellipsis_where_there_is_no_room(theme):
    stamps, font = Stamps(theme), theme.font()
    assert stamps.cut("face", font, "PACIFIC LANTERN", 1000) == "PACIFIC LANTERN"
    cut = stamps.cut("face", font, "PACIFIC LANTERN", 60)
    assert cut.endswith("…")
    assert stamps.width("face", font, cut) <= 60


def test_a_picture_is_drawn_once_around_its_middle(theme):
    stamps, drawn = Stamps(theme), []
    image = QImage(40, 40, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))

    def draw(painter: QPainter) -> None:
        drawn.append(1)
        painter.fillRect(QRectF(-3, -3, 6, 6), QColor("red"))

    painter = QPainter(image)
    for x in (10.0, 30.0):
        stamps.picture(painter, QPointF(x, 20), ("square",), 5.0, draw)
    painter.end()
    assert drawn == [1]
    assert image.pixelColor(10, 20) == image.pixelColor(30, 20) == QColor("red")
    assert image.pixelColor(20, 20) == QColor("white")
