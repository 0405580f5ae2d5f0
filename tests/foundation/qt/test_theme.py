"""The look as data: both themes complete, readable, and the fonts really there."""

import itertools

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QPalette, QRawFont

from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.qt.sheet import style_sheet
from liaison_desk.foundation.qt.style import with_style
from liaison_desk.foundation.qt.theme import CALENDARS, MEDIUM, REGULAR, SEMIBOLD, Theme, ThemeSetting, load_tokens

THEMES = ("light", "dark")
GROUNDS = ("win", "surf", "side", "sunk", "hov")


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(params=THEMES)
def each(request, theme):
    theme.choose(ThemeSetting(request.param))
    return theme


def test_both_themes_have_the_same_names():
    light, dark = (load_tokens(name) for name in THEMES)
    for one, other in zip(light[1:], dark[1:], strict=True):
        assert set(one) == set(other)
    assert set(light.calendars) == set(CALENDARS)


@pytest.mark.parametrize("ground", GROUNDS)
def test_every_tone_of_text_can_be_read_on_every_ground(each, ground):
    for tone in ("t1", "t2", "t3", "acc", "red", "amb", "grn"):
        # t3 and the warning tones are for the plain grounds; the neutral chip and hover hold t2 and t1.
        needed = 4.5 if tone in {"t1", "t2"} or ground in {"win", "surf", "side"} else 4.2
        assert contrast(each.color(tone), each.color(ground)) >= needed, (tone, ground)


def test_selection_chips_and_primary_buttons_can_be_read(each):
    pairs = [("t1", "sel"), ("t2", "sel"), ("t2", "sunk"), ("on_acc", "acc"), ("on_acc", "acc_hov"), ("acc", "accbg")]
    pairs += [(tone, f"{tone}_bg") for tone in ("red", "amb", "grn")]
    for tone, ground in pairs:
        assert contrast(each.color(tone), each.color(ground)) >= 4.5, (tone, ground)


def test_the_edge_of_an_input_is_seen(each):
    assert contrast(each.color("ctl"), each.color("surf")) >= 3


def test_events_and_banners_can_be_read(each):
    for key in CALENDARS:
        colors = each.calendar(key)
        assert contrast(colors.text, colors.fill) >= 5.5, key
        assert contrast(colors.bar, colors.fill) >= 3, key
    for level in ("unclassified", "cui", "restricted", "confidential", "secret", "top_secret"):
        colors = each.marking(level)
        assert contrast(colors.text, colors.fill) >= 4.5, level


def test_a_calendar_of_no_known_colour_is_neutral(theme):
    assert theme.calendar("somebody's own") == theme.calendar("rhythm")


def test_a_token_that_is_not_there_is_a_mistake_of_the_program(theme):
    with pytest.raises(KeyError):
        theme.color("turquoise")


def test_changing_the_theme_repaints_qts_own_widgets_too(theme, qapp, qtbot):
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color("win")
    with qtbot.waitSignal(theme.changed):
        theme.choose(ThemeSetting.DARK)
    assert theme.dark
    assert theme.setting is ThemeSetting.DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color("win")
    assert theme.color("win").name().upper() in qapp.styleSheet().upper()


def test_choosing_the_same_theme_again_says_nothing(theme, qtbot):
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose(ThemeSetting.LIGHT)


def test_the_system_setting_is_one_of_both(qapp):
    assert Theme(ThemeSetting.SYSTEM).name in THEMES


def test_the_style_sheet_has_no_place_left_open(each):
    assert "$" not in style_sheet(each.tokens.colors)


def test_qt_is_asked_for_fusion_by_its_own_argument():
    assert with_style(["liaison-desk", "--demo"]) == ["liaison-desk", "-style", "fusion"]


@pytest.mark.parametrize("weight", [REGULAR, MEDIUM, SEMIBOLD])
def test_the_three_weights_are_really_there(theme, weight):
    info = QFontInfo(theme.font(13, weight))
    assert info.family().startswith("Inter")
    assert QRawFont.fromFont(theme.font(13, weight)).weight() == weight


def test_weights_differ_on_paper_and_screen(theme):
    widths = [
        QFontMetrics(theme.font(24, weight)).horizontalAdvance("Bilateral planning")
        for weight in (REGULAR, MEDIUM, SEMIBOLD)
    ]
    assert all(thin < thick for thin, thick in itertools.pairwise(widths))


def test_tabular_figures_stand_under_each_other(theme):
    metrics = QFontMetrics(theme.font(18, SEMIBOLD, tabular=True))
    assert len({metrics.horizontalAdvance(digit * 4) for digit in "0123456789"}) == 1
    loose = QFontMetrics(theme.font(18, SEMIBOLD))
    assert loose.horizontalAdvance("1111") < loose.horizontalAdvance("0000")


def test_japanese_is_drawn_with_japanese_forms_and_digits_with_inter(theme):
    bundled = QRawFont(str(resource("fonts", "BIZUDPGothic_400Regular.ttf")), 13)
    metrics = QFontMetrics(theme.font(13))
    for kanji in "直骨角今":
        wide = bundled.advancesForGlyphIndexes(bundled.glyphIndexesForString(kanji))[0].x()
        assert metrics.horizontalAdvance(kanji) == pytest.approx(wide, abs=1)
    assert "Inter" in QFontInfo(theme.font(13)).family()


def test_a_dtg_is_set_in_a_monospaced_face(theme):
    metrics = QFontMetrics(theme.font(12, mono=True))
    assert metrics.horizontalAdvance("iiiii") == metrics.horizontalAdvance("WWWWW")
