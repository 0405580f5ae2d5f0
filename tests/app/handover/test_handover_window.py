"""Handing over and taking over in the window, by keyboard."""

from contextlib import closing

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.handover.phrases import Strength, strength
from liaison_desk.app.handover.reading import opened
from liaison_desk.app.handover.writing import hand_over
from liaison_desk.app.opening import find_desk
from liaison_desk.app.shell.handover_dialogs import HandedOver
from liaison_desk.app.shell.takeover_dialog import TakeOverDialog
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.location import first_desk, keep_desk
from liaison_desk.foundation.qt.buttons import Button
from liaison_desk.foundation.qt.paint import Text
from tests.app.handover.conftest import PASSPHRASE, TITLE, renamed, titles
from tests.conftest import HandClock
from tests.journeys.conftest import officer

__all__ = ["officer"]

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def location(made_twin, tmp_path):
    """The desk a successor opened of an archive, with a task he changed since."""
    place = tmp_path / "officer.desk"
    place.write_bytes(made_twin)
    clock = HandClock()
    with closing(open_desk(str(place), clock=clock)) as desk:
        renamed(desk, TITLE, "The pier is closed", clock)
        renamed(desk, "Before it", "埠頭の件", clock)
    return str(place)


@pytest.fixture
def own_folders(monkeypatch, tmp_path):
    """Folders of the user's own, so that the desk chosen here is not the one of another test."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


def words(dialog):
    return "\n".join(one.text_whole() for one in dialog.findChildren(Text) if one.isVisibleTo(dialog))


def test_the_desk_is_handed_over_under_a_passphrase_typed_twice(officer, tmp_path):
    told = []

    def fill(dialog):
        if isinstance(dialog, HandedOver):
            told.append(words(dialog))
            return
        first, again = (dialog.form.field(name).input for name in ("passphrase", "again"))
        QTest.keyClicks(first, "short")
        assert "7 more characters at least." in words(dialog)
        QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
        assert "at least 12 characters" in words(dialog)
        first.clear()
        QTest.keyClicks(first, PASSPHRASE)
        assert "Good." in words(dialog)
        QTest.keyClicks(again, PASSPHRASE[:-1])
        QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
        assert "The two passphrases differ." in words(dialog)
        QTest.keyClicks(again, PASSPHRASE[-1])
        QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
        officer.settle()

    officer.asker.fill, officer.asker.target = fill, tmp_path / "mine"
    officer.do("hand-over")
    officer.settle()
    file = tmp_path / "mine.handover"
    assert str(file) in told[0]
    assert "1 file" in told[0]
    with opened(file, PASSPHRASE) as archive:
        assert archive.origin == "JPN – USA"


def test_an_archive_is_looked_over_its_conflicts_are_decided_by_keys_and_it_is_taken_over(
    officer, old, tmp_path, clock
):
    clock.forward(hours=5)
    renamed(old, TITLE, "The pier is open", clock)
    renamed(old, "Before it", "埠頭の<b>件</b>、済み", clock)
    hand_over(old, tmp_path / "theirs.handover", PASSPHRASE)
    seen = []

    def fill(dialog):
        if not isinstance(dialog, TakeOverDialog):
            phrase = dialog.form.field("passphrase").input
            QTest.keyClicks(phrase, "not the passphrase")
            QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
            officer.settle()
            assert "passphrase is wrong" in dialog.strip.text()
            phrase.setText(PASSPHRASE)
            QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
            officer.settle()
            return
        assert "2 changed on both desks" in words(dialog)
        rows = [[dialog.rows.topLevelItem(n).text(column) for column in (0, 1, 4)] for n in range(2)]
        assert sorted(rows) == [["task", "The pier is open", "Theirs"], ["task", "埠頭の<b>件</b>、済み", "Theirs"]]
        assert all("<b>" not in dialog.rows.topLevelItem(n).toolTip(1) for n in range(2)), "a title is no markup"
        dialog.rows.choose(next(n for n, row in enumerate(rows) if "pier" in row[1]))
        shown = dialog.beside.toPlainText()
        assert "The pier is closed" in shown
        assert "The pier is open" in shown
        QTest.keyClick(dialog.rows, Qt.Key.Key_M)
        assert dialog.choice.value() is False
        dialog.all_mine.click()
        dialog.all_later.click()
        QTest.keyClick(dialog.rows, Qt.Key.Key_Space)
        assert sorted(dialog.theirs.values()) == [False, True]
        # Someone else writes meanwhile: what is shown is shown anew, what was decided stays.
        with closing(open_desk(officer.desk.location)) as another:
            renamed(another, "The pier is closed", "The pier is shut")
        QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
        officer.settle()
        assert "changed meanwhile" in dialog.strip.text()
        assert "The pier is shut" in dialog.beside.toPlainText() + "".join(
            each.mine for one in dialog.shown.conflicts for each in one.differences
        )
        assert sorted(dialog.theirs.values()) == [False, True]
        QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
        officer.settle()
        seen.append(dialog.done_with)

    officer.asker.fill, officer.asker.files = fill, (tmp_path / "theirs.handover",)
    officer.do("take-over")
    officer.settle()
    assert [(one.updated, one.kept) for one in seen] == [(1, 1)]
    assert titles(officer.desk) == ["The pier is shut", "埠頭の<b>件</b>、済み"]
    officer.do("undo")
    assert titles(officer.desk) == ["The pier is shut", "埠頭の件"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("eleven char", Strength.SHORT),
        ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength.WEAK),
        ("202611240900", Strength.WEAK),
        ("Kisaragi-2026", Strength.FAIR),
        ("埠頭 起重機 味噌 月曜日", Strength.GOOD),
    ],
)
def test_a_passphrase_is_weighed_by_length_letters_and_words(typed, found):
    assert strength(typed) is found


def test_an_archive_that_is_dropped_on_the_window_is_looked_over(officer, tmp_path, qtbot):
    for name, asked in (("theirs.handover", "Take over an archive"), ("Notes.txt", "Import")):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        (tmp_path / name).write_bytes(b"x")
        event = QDropEvent(
            QPointF(300, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
        officer.window.dropEvent(event)
        qtbot.waitUntil(lambda asked=asked: any(asked in one for one in officer.asker.asked))
        officer.settle()
    assert not any("archive" in one for one in officer.asker.asked[1:])


def test_a_desk_begins_with_an_archive_and_is_opened_instead(officer, old, tmp_path):
    hand_over(old, tmp_path / "theirs.handover", PASSPHRASE)
    said = []

    def fill(dialog):
        phrase, own, again = (dialog.form.field(name).input for name in ("passphrase", "own", "again"))
        for typed, mine in (("not the passphrase", ""), (PASSPHRASE, "my own words"), (PASSPHRASE, "")):
            phrase.setText(typed)
            own.setText(mine)
            again.setText("")
            QTest.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
            officer.settle()
            said.append(f"{dialog.strip.text()} {dialog.form.field('again').problem()}" if dialog.isVisible() else "")

    officer.asker.fill, officer.asker.files = fill, (tmp_path / "theirs.handover",)
    officer.asker.target = tmp_path / "mine"
    officer.do("begin-desk")
    assert "passphrase is wrong" in said[0]
    assert "The two passphrases differ." in said[1]
    assert said[2] == ""
    place = str(tmp_path / "mine.desk")
    assert officer.program.wanted == place
    assert not officer.window.isVisible()
    with closing(open_desk(place)) as made:
        assert titles(made) == titles(old)


@pytest.mark.parametrize("chosen", ["in this window", "before the last end"])
def test_what_is_no_desk_is_tried_again_or_leads_to_another(chosen, officer, own_folders, tmp_path):
    here, first = tmp_path / "officer.desk", first_desk()
    officer.asker.files = (here,)
    officer.do("open-desk")
    assert officer.window.isVisible()  # it is open already
    none = tmp_path / "none.desk"
    none.write_bytes(b"SQLite format 3\x00 and nothing more")
    first.write_bytes(b"")
    keep_desk(str(none))
    officer.program.location, officer.program.before = str(none), str(here) if chosen == "in this window" else ""
    for _ in range(2):
        officer.program.open_desk()
        assert officer.program.jobs.idle()
    ways = {one.text(): one for one in officer.window.stack.findChildren(Button) if one.isVisible()}
    other, there = (
        ("Back to the desk before", here) if officer.program.before else ("Open the desk of the first start", first)
    )
    assert list(ways) == ["Try again", other]
    ways["Try again"].click()
    assert officer.program.jobs.idle()
    assert officer.window.isVisible()
    [way] = [one for one in officer.window.stack.findChildren(Button) if one.text() == other]
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert (officer.program.wanted, officer.window.isVisible()) == (str(there), False)


def test_the_desk_that_was_chosen_last_is_opened_as_long_as_it_is_there(own_folders, tmp_path):
    first, mine = str(first_desk()), tmp_path / "mine.desk"
    assert find_desk(None) == (first, "")
    keep_desk(str(mine))
    assert find_desk(None) == (first, str(mine))
    mine.write_bytes(b"")
    assert find_desk(None) == (str(mine), "")
    assert find_desk(first) == (first, "")
    with pytest.raises(NotFoundError, match=r"There is no desk at none\.desk"):
        find_desk("none.desk")
