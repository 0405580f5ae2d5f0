"""The settings, used as an officer uses them: with the mouse and the keyboard, on a real desk."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.profile.ui.settings import show_settings
from tests.cost import processor_seconds


@pytest.fixture
def change(ui, desk, asker, qtbot):
    """Opens the settings, lets a test fill them in, and returns what the window was told when they were saved."""

    def run(fill):
        parent, told = QWidget(), []
        qtbot.addWidget(parent)
        asker.fill = fill
        asker.asked.clear()
        show_settings(ui, desk.profile, parent, told.append)
        qtbot.waitUntil(lambda: "Settings" in asker.asked)
        ui.jobs.idle()
        return told

    return run


def _type(qtbot, line, text):
    line.setFocus()
    line.selectAll()
    if text.isascii():
        qtbot.keyClicks(line, text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(line, event)


def _choose(field, value):
    field.set_value(value)
    field.input.activated.emit(field.input.currentIndex())


def _save(qtbot, dialog):
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    dialog.ui.jobs.idle()


def test_what_is_typed_while_the_settings_are_kept_hinders_nothing(change, desk, qtbot):
    def fill(dialog):
        _type(qtbot, dialog.form.field("duty_end").begin, "0700")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        _type(qtbot, dialog.form.field("duty_end").end, "late")
        dialog.ui.jobs.idle()

    (saved,) = change(fill)
    assert saved.duty_start == time(7) == desk.profile.get().duty_start


def test_what_is_saved_is_the_desk_s_new_profile(change, desk, qtbot):
    def fill(dialog):
        field = dialog.form.field
        _type(qtbot, field("officer_name").inputs["family"], "Ishida")
        _type(qtbot, field("officer_name").inputs["native_family"], "石田")
        _type(qtbot, field("officer_rank").home, "2等空佐")
        _type(qtbot, field("host_place").host, "Peterson SFB")
        _type(qtbot, field("duty_end").begin, "7:00")
        _type(qtbot, field("duty_end").end, "1600")
        _choose(field("paper"), "a4")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        dialog.ui.jobs.idle()

    told = change(fill)

    saved = desk.profile.get()
    assert told == [saved]
    assert saved.officer_name == PersonName("Ishida", "", "石田")
    assert saved.officer_rank == Bilingual("", "2等空佐")
    assert saved.host_place.host == "Peterson SFB"
    assert (saved.duty_start, saved.duty_end) == (time(7), time(16))
    assert saved.paper == "a4"


def test_saving_without_a_change_changes_nothing(change, desk, qtbot):
    before = desk.profile.get()
    changes = desk.history.count()

    change(lambda dialog: _save(qtbot, dialog))

    assert desk.profile.get() == before
    assert desk.history.count() == changes


def test_a_change_of_the_profile_can_be_undone(change, desk, qtbot):
    def fill(dialog):
        _choose(dialog.form.field("paper"), "a4")
        _save(qtbot, dialog)

    change(fill)
    assert desk.history.undo() == "Change the desk profile"
    assert desk.profile.get().paper == "letter"


def test_a_zone_is_found_by_a_part_of_its_city_and_shows_the_time_there(change, desk, qtbot):
    seen = []

    def fill(dialog):
        zone = dialog.form.field("host_zone")
        seen.append(zone.now.text())
        _type(qtbot, zone.input, "honol")
        qtbot.waitUntil(lambda: bool(zone.input.offers))
        qtbot.keyClick(zone.input, Qt.Key.Key_Return)
        seen.append(zone.now.text())
        _save(qtbot, dialog)

    change(fill)
    assert seen == ["Now 0941 MST, UTC-0700", "Now 0641 HST, UTC-1000"]
    assert desk.profile.get().host_zone == "Pacific/Honolulu"


@pytest.mark.parametrize(
    ("name", "line", "typed", "said"),
    [
        ("home_zone", "input", "Atlantis/Capital", "There is no time zone called Atlantis/Capital."),
        ("duty_end", "begin", "2500", "“2500” is no time of day. Type it as 0730."),
        ("home_duty_end", "end", "0600", "Duty must end after it begins."),
    ],
)
def test_what_means_nothing_is_said_below_its_field_and_nothing_is_saved(change, desk, qtbot, name, line, typed, said):
    before, problems = desk.profile.get(), []

    def fill(dialog):
        field = dialog.form.field(name)
        _type(qtbot, getattr(field, line), typed)
        _save(qtbot, dialog)
        problems.append(field.problem())
        assert getattr(field, line).text() == typed

    assert change(fill) == []
    assert problems == [said]
    assert desk.profile.get() == before


def test_home_and_host_must_differ(change, desk, qtbot):
    problems = []

    def fill(dialog):
        _choose(dialog.form.field("home"), "USA")
        _save(qtbot, dialog)
        problems.append(dialog.form.field("host").problem())

    change(fill)
    assert problems == ["Home and host must be two different nations."]
    assert desk.profile.get().home == "JPN"


def test_the_usual_marking_follows_the_nations(change, desk, qtbot):
    def fill(dialog):
        _choose(dialog.form.field("home"), "AUS")
        _save(qtbot, dialog)

    change(fill)
    assert desk.profile.get().default_marking == Marking("AUS", audience=frozenset({"AUS", "USA"}))


def test_a_default_marking_above_the_ceiling_is_refused_until_the_ceiling_is_raised(change, desk, qtbot):
    problems = []

    def fill(dialog):
        field = dialog.form.field
        _type(qtbot, field("default_marking").edit, "(CUI//REL TO JPN, USA)")
        _save(qtbot, dialog)
        problems.append(field("default_marking").problem())
        _choose(field("ceiling"), Level.CUI)
        _save(qtbot, dialog)

    change(fill)
    assert problems == ["The default marking stands above the ceiling of the desk."]
    assert desk.profile.get().ceiling is Level.CUI
    assert desk.profile.get().default_marking == Marking("JPN", Level.CUI, frozenset({"JPN", "USA"}))


def test_language_and_theme_are_kept_for_the_window_and_the_theme_changes_at_once(change, ui, qtbot):
    def fill(dialog):
        _choose(dialog.form.field("window_language"), "ja")
        _choose(dialog.form.field("window_theme"), "dark")
        _save(qtbot, dialog)

    change(fill)
    assert ui.memory.text("window/language") == "ja"
    assert ui.memory.text("window/theme") == "dark"
    assert ui.theme.dark


def test_stepping_back_after_typing_asks_first(change, desk, asker, qtbot):
    before = desk.profile.get()

    def fill(dialog):
        _type(qtbot, dialog.form.field("office").host, "Liaison")
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    assert change(fill) == []
    assert "Discard what you typed?" in asker.asked
    assert desk.profile.get() == before


def test_the_settings_open_at_once(change, ui, qtbot):
    change(lambda dialog: None)
    with processor_seconds(0.5):  # 0.1 s is the goal
        change(lambda dialog: dialog.repaint())


def test_the_officers_addresses_are_chips_and_what_is_no_address_is_said_below_them(change, desk, qtbot):
    said = []

    def fill(dialog):
        field = dialog.form.field("officer_emails")
        _type(qtbot, field.input, "yajima@example.jp,not an address")
        _save(qtbot, dialog)
        said.append(field.problem())
        field.input.setFocus()
        qtbot.keyClick(field.input, Qt.Key.Key_Backspace)
        _type(qtbot, field.input, "m.yajima@example.org")
        _save(qtbot, dialog)

    change(fill)
    assert said == ["not an address is no e-mail address."]
    assert desk.profile.get().officer_emails == ("yajima@example.jp", "m.yajima@example.org")
    change(lambda dialog: _save(qtbot, dialog))
    assert len(desk.profile.get().officer_emails) == 2
