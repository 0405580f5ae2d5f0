"""The page that composes packets as tests use it: shown on a real desk, with what it says and what it was asked."""

from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from liaison_desk.app.lending.composing import lend_records
from liaison_desk.briefings.ui.builder import BriefingsPage
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.icons import Icons
from liaison_desk.foundation.qt.jobs import Jobs
from liaison_desk.foundation.qt.relay import ChangeRelay
from liaison_desk.foundation.qt.settings import Memory
from liaison_desk.foundation.qt.theme import Theme
from tests.briefings.desks import PROFILE

NONE, ALT, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Said:
    """What the window was told to say and to open, and what went wrong."""

    notes: list[str] = field(default_factory=list)
    undo: object = None
    opened: list[object] = field(default_factory=list)
    crashes: list[Exception] = field(default_factory=list)


@contextmanager
def surroundings(desk, folder, language="en"):
    """Yield a page's surroundings, and what is said in them; at the end both lanes have ended without a crash."""
    theme, jobs, said = Theme(), Jobs(), Said()
    jobs.crashed.connect(said.crashes.append)

    def notify(text, undo):
        said.notes.append(text)
        said.undo = undo

    ui = Ui(
        Language(language), theme, Icons(theme), jobs, desk.clock, ChangeRelay(desk.bus), Memory(folder),
        PreparedAsker(), notify, said.opened.append,
    )  # fmt: skip
    yield ui, said
    ui.changes.close()
    assert jobs.close()
    assert said.crashes == []


def shown(ui, desk, qtbot, profile=PROFILE, size=(1244, 812)):
    """Return the page, shown and at rest."""
    page = BriefingsPage(ui, desk.briefings, desk.packets, lambda: profile, lend_records(desk))
    qtbot.addWidget(page)
    page.resize(*size)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    assert ui.jobs.idle()
    return page


def settled(page, ui, qtbot):
    """Wait until everything is kept and the packet is made."""
    page.keeper.save()
    qtbot.waitUntil(lambda: page.inspector.export_button.isEnabled() and not ui.jobs.busy, timeout=20_000)


def keys(page):
    """Return the keys of the entries, in order."""
    return [row.key for row in page.outline.list.rows_model.rows]


def kinds(page):
    """Return the kinds of the entries, in order."""
    return [row.kind for row in page.outline.list.rows_model.rows]


def titles(page):
    """Return what the entries are called, in order."""
    return [row.title for row in page.outline.list.rows_model.rows]


def row_of(page, key):
    """Return the row of an entry."""
    return next(row for row in page.outline.list.rows_model.rows if row.key == key)


def centre(page, number):
    """Return the middle of an entry's row in the outline."""
    tree = page.outline.list
    return tree.visualRect(tree.rows_model.index(number, 0)).center()


def press_key(page, key, modifiers=NONE):
    """Press a key on the outline."""
    page.outline.list.setFocus()
    QTest.keyClick(page.outline.list, key, modifiers)


def drag(page, source, target):
    """Drag the entry at one place before the one at another (beyond the last: to the end)."""
    tree = page.outline.list
    view = tree.viewport()
    begin = centre(page, source)
    count = len(tree.rows_model.rows)
    end = centre(page, target) - QPoint(0, 15) if target < count else centre(page, count - 1) + QPoint(0, 30)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, NONE, begin)
    QTest.mouseMove(view, begin + QPoint(0, 20))
    QTest.mouseMove(view, end)
    QTest.mouseMove(view, end + QPoint(1, 0))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, NONE, end + QPoint(1, 0))


def pick(menu, *words):
    """Take an entry of a menu, by the words of each level without mnemonics and keys."""
    for word in words:
        action = next(one for one in menu.actions() if one.text().replace("&", "").partition("\t")[0] == word)
        if action.menu() is not None:
            menu = action.menu()
        else:
            action.trigger()
    return menu


def look_up(qtbot, ui, line, words):
    """Type into a line that finds records, and wait until it offers some."""
    line.setFocus()
    QTest.keyClicks(line, words)
    qtbot.waitUntil(lambda: ui.jobs.idle() and len(line.offers) > 0)


def kept(desk):
    """Return the only packet that is kept."""
    (line,) = desk.packets.packets()
    return desk.packets.packet(line.id)


def written(page, words):
    """Type into the text of the entry that is edited."""
    QTest.keyClicks(page.editing.entry.form.field("text").host, words)
