"""Exporting from the calendar page: from an event, a calendar or the shown days, for the officer himself or for others."""

from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from liaison_desk.app.features import FEATURES
from liaison_desk.domain.marking import Marking
from liaison_desk.exchange.ical import read_ical
from liaison_desk.exchange.result import ReadSettings

LEFT = Qt.MouseButton.LeftButton
OURS = Marking("JPN", audience=frozenset({"JPN"}))


@pytest.fixture
def page(ui, desk, board, qtbot):
    """Return the calendar page as the window makes it, with three events of which one is home's alone."""
    board.event("Sync", datetime(2026, 11, 25, 9))
    board.event("Reception", datetime(2026, 11, 26, 18), calendar_id=board.visits.id)
    board.event("Home only", datetime(2026, 11, 26, 9), marking=OURS)
    board.event("Next month", datetime(2026, 12, 20, 9))
    made = next(one for one in FEATURES if one.key == "calendar").make(desk, ui)
    qtbot.addWidget(made)
    made.resize(1244, 808)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    assert ui.jobs.idle()
    made.refresh(None)
    assert ui.jobs.idle()
    return made


def press(menu, words):
    next(one for one in menu.actions() if one.text() == words).trigger()


def titles(path):
    return {entry.record.title.host for entry in read_ical(path.read_bytes(), ReadSettings()).events}


def choose(dialog, qtbot, **values):
    """Choose values as the user does: each field tells that it changed."""
    for name, value in values.items():
        field = dialog.form.field(name)
        field.set_value(value)
        field.changed.emit()


def save(dialog, qtbot):
    qtbot.mouseClick(dialog.save_button, LEFT)


def test_an_event_goes_out_from_its_menu(page, board, ui, tmp_path, window, qtbot):
    ui.ask.target, ui.ask.fill = tmp_path / "one", lambda dialog: save(dialog, qtbot)
    press(page.deeds.menu(board.one("Sync")), "Export…")
    assert ui.jobs.idle()
    assert titles(tmp_path / "one.ics") == {"Sync"}
    assert window.toasts[-1] == ("one.ics: Exported 1 event.", None)


def test_a_calendar_goes_out_from_its_line_and_the_shown_days_from_the_ground(page, board, ui, tmp_path, qtbot):
    ui.ask.target, ui.ask.fill = tmp_path / "visits.ics", lambda dialog: save(dialog, qtbot)
    press(page.sidebar.menu(board.visits), "Export calendar…")
    assert ui.jobs.idle()
    assert titles(tmp_path / "visits.ics") == {"Reception"}
    ui.ask.target = tmp_path / "week.ics"
    page._open_menu(None, QPoint(300, 300))
    menu = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible())
    press(menu, "Export calendar…")
    menu.close()
    assert ui.jobs.idle()
    assert titles(tmp_path / "week.ics") == {"Sync", "Reception", "Home only"}


def test_for_others_only_what_they_may_have_goes_out_and_the_officer_sees_why(page, board, ui, tmp_path, qtbot):
    ui.ask.target = tmp_path / "out.ics"
    seen = []

    def fill(dialog) -> None:
        if hasattr(dialog, "form"):
            choose(dialog, qtbot, what="all", whose="others")
            assert dialog.form.field("audience").value() == ("USA", "JPN")
            assert "json" not in dialog.form.field("format")._values
            save(dialog, qtbot)
            return
        seen.append(dialog.box.count.text_whole())
        qtbot.mouseClick(dialog.box.why, LEFT)
        assert "Home only" in dialog.box.text()
        # Never into the very file that goes out.
        qtbot.mouseClick(dialog.box.save, LEFT)
        assert ui.jobs.idle()
        assert "needs a file of its own" in dialog.strip.text()
        ui.ask.target = tmp_path / "withheld.txt"
        qtbot.mouseClick(dialog.box.save, LEFT)
        assert ui.jobs.idle()

    ui.ask.fill = fill
    press(page.sidebar.menu(board.planning), "Export calendar…")
    assert ui.jobs.idle()
    assert titles(tmp_path / "out.ics") == {"Sync", "Reception", "Next month"}
    assert seen == ["3 records withheld"]  # and the names of two unmarked calendars
    assert "Home only" in (tmp_path / "withheld.txt").read_text("utf-8")


def test_what_cannot_be_is_said_in_the_dialog_and_nothing_is_written(page, board, ui, tmp_path, qtbot):
    ui.ask.target = tmp_path / "out.ics"
    said = []

    def fill(dialog) -> None:
        choose(dialog, qtbot, what="all", whose="others", audience=())
        save(dialog, qtbot)
        said.append(dialog.form.field("audience").problem())
        choose(dialog, qtbot, audience=("XQZ",))
        save(dialog, qtbot)
        said.append(dialog.form.field("audience").problem())
        choose(
            dialog,
            qtbot,
            audience=("JPN", "USA"),
            since=datetime(2026, 12, 2).date(),
            until=datetime(2026, 12, 1).date(),
        )
        save(dialog, qtbot)
        said.append(dialog.form.field("until").problem())
        dialog.form.settle()
        dialog.reject()

    ui.ask.fill = fill
    press(page.sidebar.menu(board.planning), "Export calendar…")
    assert ui.jobs.idle()
    assert said[0] == "Say which nations the file is for."
    assert "XQZ" in said[1]
    assert said[2] == "The last day lies before the first."
    assert list(tmp_path.glob("out*")) == []


def test_what_is_refused_while_writing_comes_back_with_all_that_was_asked_for(page, board, ui, tmp_path, qtbot):
    ui.ask.target = tmp_path / "folder.csv"
    ui.ask.target.mkdir()
    again = []

    def fill(dialog) -> None:
        if ui.ask.asked.count(dialog.windowTitle()) > 2:
            again.append((dialog.form.values(), dialog.strip.text()))
            return
        choose(dialog, qtbot, what="all", since=datetime(2026, 11, 1).date(), format="csv")
        save(dialog, qtbot)

    ui.ask.fill = fill
    press(page.sidebar.menu(board.planning), "Export calendar…")
    assert ui.jobs.idle()
    ((values, said),) = again
    assert (values["what"], values["since"], values["format"]) == ("all", datetime(2026, 11, 1).date(), "csv")
    assert "no ordinary file" in said
