"""The dialogs of the shell, with real clicks on a real desk."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTableWidget

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_files
from liaison_desk.app.reports import AboutDialog, CheckReport, ImportReport, KeysDialog
from liaison_desk.app.shell.help import HelpDialog, guide
from liaison_desk.app.shell.past import HistoryDialog
from liaison_desk.app.shell.trash import TrashDialog
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dtg import three_zones
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.foundation.core.language import Language, languages
from liaison_desk.foundation.database import engine
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.tasks.records import Task
from tests.desks import new_desk


def _say_time(at):
    return three_zones(at, "America/Denver", "Asia/Tokyo").line


@pytest.fixture
def show(qtbot):
    """Shows a dialog and waits until it has read what it shows."""

    def opened(dialog):
        qtbot.addWidget(dialog)
        dialog.show()
        assert dialog.ui.jobs.idle()
        return dialog

    return opened


def _rows(table):
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
        if not table.isRowHidden(row)
    ]


def _words(dialog):
    return [label.text_whole() for label in dialog.findChildren(Text) if label.isVisibleTo(dialog)]


def _table(dialog):
    return dialog.findChild(QTableWidget)


def _click(qtbot, button):
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


# Trash ----------------------------------------------------------------------------------------------------------------


def test_an_empty_trash_says_so_and_offers_nothing(show, ui, desk):
    dialog = show(TrashDialog(ui, desk.history, _say_time))
    assert "The trash is empty. What is deleted stays here for 30 days." in _words(dialog)
    assert not dialog.take_out.isEnabled()
    assert not dialog.erase.isEnabled()


def test_a_deleted_task_is_taken_out_of_the_trash(show, ui, desk, make, qtbot):
    task = make.task("Answer the RFI")
    desk.tasks.delete([task.id])
    dialog = show(TrashDialog(ui, desk.history, _say_time))
    assert [row[:2] for row in _rows(dialog.table)] == [["Answer the RFI", "task"]]

    _click(qtbot, dialog.take_out)
    ui.jobs.idle()

    assert desk.tasks.task(task.id).title.host == "Answer the RFI"
    assert _rows(dialog.table) == []


def test_times_of_deletion_stand_in_three_zones(show, ui, desk, make):
    desk.tasks.delete([make.task().id])
    dialog = show(TrashDialog(ui, desk.history, _say_time))
    assert _rows(dialog.table)[0][2] == _say_time(desk.clock.now())


def test_erasing_asks_first(show, ui, desk, make, asker, qtbot):
    desk.tasks.delete([make.task("Secret of the house").id])
    dialog = show(TrashDialog(ui, desk.history, _say_time))

    asker.confirms = False
    _click(qtbot, dialog.erase)
    ui.jobs.idle()
    assert len(desk.history.trash()) == 1

    asker.confirms = True
    _click(qtbot, dialog.erase)
    ui.jobs.idle()
    assert asker.asked == ["Erase for good", "Erase for good"]
    assert desk.history.trash() == []
    assert all(entry.purged for entry in desk.history.entries() if entry.kind == "task")


def test_an_erasing_says_what_it_could_not_reach(show, ui, tmp_path, asker, qtbot, monkeypatch):
    monkeypatch.setattr(engine, "LOCK_SECONDS", 0.05)
    toasts = []
    heard = replace(ui, notify=lambda said, _undo: toasts.append(said))
    with closing(new_desk(tmp_path / "busy.desk", new_profile("JPN", "USA"))) as desk:
        desk.tasks.delete([desk.tasks.save(Task(title=Bilingual("Secret of the house"))).id])
        dialog = show(TrashDialog(heard, desk.history, _say_time, shared=True))
        asker.confirms = True
        with desk.database.read() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM task").scalar_one()
            _click(qtbot, dialog.erase)
            ui.jobs.idle()
        assert toasts[0].startswith(
            "Traces in the file go at the next opening: another program has it open. The server’s own"
        )
        assert desk.database.settle(), "made up for"


def test_a_record_erased_meanwhile_is_said_above_the_list(show, ui, desk, make, qtbot):
    task = make.task()
    desk.tasks.delete([task.id])
    dialog = show(TrashDialog(ui, desk.history, _say_time))
    desk.history.purge("task", [task.id])

    _click(qtbot, dialog.take_out)
    ui.jobs.idle()

    assert dialog.strip.isVisibleTo(dialog)
    assert dialog.strip.text()


# History --------------------------------------------------------------------------------------------------------------


def test_an_earlier_version_is_brought_back(show, ui, desk, make, qtbot):
    task = make.task("First wording")
    desk.tasks.save(replace(task, title=replace(task.title, host="Second wording")))
    dialog = show(HistoryDialog(ui, desk.history, _say_time))
    assert [row[1] for row in _rows(dialog.table)][:2] == ["Change a task", "Add a task"]

    dialog.table.selectRow(1)
    _click(qtbot, dialog.bring_back)
    ui.jobs.idle()

    assert desk.tasks.task(task.id).title.host == "First wording"
    assert _rows(dialog.table)[0][1] == "Restore an earlier version"


def test_the_history_is_filtered_by_any_of_its_words(show, ui, desk, make, qtbot):
    make.task("覚書の返送")
    make.person("Kisaragi", "Jun")
    dialog = show(HistoryDialog(ui, desk.history, _say_time))
    qtbot.keyClicks(dialog.filter, "kisaragi contact")
    assert [row[3] for row in _rows(dialog.table)] == ["Kisaragi Jun"]
    dialog.filter.setText("覚書")
    assert [row[3] for row in _rows(dialog.table)] == ["覚書の返送"]
    dialog.filter.setText("nothing such")
    assert _rows(dialog.table) == []
    assert not dialog.bring_back.isEnabled()


def test_older_entries_are_read_on_demand(show, ui, desk, make, qtbot):
    make.people(350)
    dialog = show(HistoryDialog(ui, desk.history, _say_time))
    assert dialog.table.rowCount() == 300

    _click(qtbot, dialog.older)
    ui.jobs.idle()

    assert dialog.table.rowCount() == desk.history.count()
    assert not dialog.older.isEnabled()


def test_the_history_speaks_the_user_s_language(show, japanese_ui, desk, make):
    make.task()
    dialog = show(HistoryDialog(japanese_ui, desk.history, _say_time))
    assert _rows(dialog.table)[0][1:3] == ["課題の追加", "課題"]


# Reports --------------------------------------------------------------------------------------------------------------

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:1@example
SUMMARY:Sync
DTSTART:20261124T090000Z
DTEND:20261124T100000Z
END:VEVENT
BEGIN:VEVENT
UID:2@example
SUMMARY:Broken
DTSTART:never
END:VEVENT
END:VCALENDAR
"""


def test_an_import_tells_every_file_and_every_entry_left_out(show, ui, desk, tmp_path):
    good, bad = tmp_path / "week.ics", tmp_path / "no.ics"
    good.write_bytes(CALENDAR.replace("\n", "\r\n").encode())
    bad.write_text("Dear all,")
    dialog = show(ImportReport(ui, import_files(desk, [good, bad])))

    words = _words(dialog)
    assert "week.ics: 2 read, 1 added, 0 updated, 1 skipped" in words
    assert any(line.startswith("no.ics: ") for line in words)
    assert {row[0] for row in _rows(_table(dialog))} == {"week.ics"}


def test_why_a_file_was_refused_is_said_in_japanese(show, japanese_ui, desk, tmp_path):
    bad = tmp_path / "no.ics"
    bad.write_text("Dear all,")
    dialog = show(ImportReport(japanese_ui, import_files(desk, [bad])))
    assert next(line for line in _words(dialog) if line.startswith("no.ics")).endswith("何も読み込んでいません。")


def test_many_files_scroll_inside_the_report(show, ui, desk, tmp_path):
    files = []
    for number in range(40):
        files.append(tmp_path / f"{number}.ics")
        files[-1].write_text("not a calendar")
    dialog = show(ImportReport(ui, import_files(desk, files)))
    assert dialog.height() <= 700


def test_file_names_and_findings_are_never_markup(show, ui):
    dialog = show(CheckReport(ui, [Problem("history", "<b>{title}</b>", (("title", "<img src=x>"),))]))
    assert _rows(_table(dialog)) == [["history", "<b><img src=x></b>"]]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in dialog.findChildren(Text))


def test_keys_and_about_close_with_escape_and_return(show, ui, qtbot):
    for dialog in (show(KeysDialog(ui, [("Undo", "Ctrl+Z")])), show(AboutDialog(ui))):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_about_says_that_the_program_is_accredited_for_nothing(show, ui):
    assert any("accredited for nothing" in words for words in _words(show(AboutDialog(ui))))


# Guide ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", languages())
def test_the_guide_is_written_in_every_language(code):
    chapters, english = (
        [line for line in guide(Language(one)).splitlines() if line.startswith("## ")] for one in (code, "en")
    )
    assert len(chapters) == len(english) > 5
    assert (code == "en") == (chapters == english)


def test_the_guide_is_shown_laid_out_and_opens_nothing(show, ui):
    dialog = show(HelpDialog(ui))
    text = dialog.page.document().toPlainText()
    assert "First steps" in text
    assert "**" not in text
    assert "|---|" not in text
    assert not dialog.page.openLinks()
    assert dialog.page.loadResource(QTextDocument.ResourceType.ImageResource, "file:///etc/hostname") is None


def test_times_are_told_as_the_field_tells_them():
    assert _say_time(datetime(2026, 11, 23, 14, 30, tzinfo=UTC)) == "23 0730T / 1430Z / 2330I NOV 26"
