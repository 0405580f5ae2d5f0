"""What surrounds the pages: changes that reach them, what the window remembers, where bugs go."""

import stat
import sys
import threading

import pytest
from PySide6.QtCore import QRect, QSize, Qt, qWarning
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.qt.desktop import prepare_input_method, translate_qt
from liaison_desk.foundation.qt.messages import CrashLog
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.settings import Memory


class TaskPage(Page):
    kinds = frozenset({"task"})

    def __init__(self, relay):
        super().__init__(relay)
        self.refreshes = []
        self.threads = set()

    def refresh(self, changes):
        self.refreshes.append(changes)
        self.threads.add(threading.get_ident())


TASK = ChangeSet({"task": frozenset({3})}, "Complete task")
PERSON = ChangeSet({"person": frozenset({1})}, "Edit person")


@pytest.fixture
def page(ui, qtbot):
    page = TaskPage(ui.changes)
    qtbot.addWidget(page)
    return page


def test_a_visible_page_refreshes_at_once_for_its_own_kinds(page, bus):
    page.show()
    bus.publish(TASK)
    bus.publish(PERSON)
    assert page.refreshes == [None, TASK]


def test_a_hidden_page_catches_up_once_when_it_is_shown(page, bus):
    page.show()
    page.hide()
    for _ in range(3):
        bus.publish(TASK)
    assert page.refreshes == [None]
    page.show()
    page.hide()
    page.show()
    assert page.refreshes == [None, None]


def test_a_commit_on_the_database_lane_reaches_the_page_on_the_windows_thread(page, bus, jobs):
    page.show()
    jobs.database.run(lambda: bus.publish(TASK))
    assert jobs.idle(10)
    assert page.refreshes == [None, TASK]
    assert page.threads == {threading.get_ident()}


def test_a_relay_that_was_closed_tells_nothing(ui, page, bus):
    page.show()
    ui.changes.close()
    bus.publish(TASK)
    assert page.refreshes == [None]


def test_values_survive_a_restart_with_their_types(tmp_path):
    memory = Memory(tmp_path)
    memory.keep("page", "contacts")
    memory.keep("folded", True)
    memory.keep("zoom", 125)
    memory.keep("widths", [100, 20])
    memory.keep("order", ["name", "rank"])
    memory.flush()
    again = Memory(tmp_path)
    assert again.text("page") == "contacts"
    assert again.flag("folded")
    assert again.number("zoom") == 125
    assert again.numbers("widths") == (100, 20)
    assert again.words("order") == ("name", "rank")


def test_damaged_values_read_as_their_defaults(tmp_path):
    (tmp_path / "window.ini").write_text(
        '[General]\nzoom=many\nwidths=1 x 3\npage=@Variant(nonsense\nlist=a, b\nwindow="text"\n'
    )
    memory = Memory(tmp_path)
    assert memory.number("zoom", 100) == 100
    assert memory.numbers("widths") == ()
    assert memory.text("list", "default") == "default"
    assert memory.text("missing", "contacts") == "contacts"


def test_reset_layout_forgets(tmp_path):
    memory = Memory(tmp_path)
    memory.keep("contacts/widths", [1])
    memory.keep("tasks/widths", [2])
    memory.forget("contacts")
    assert memory.numbers("contacts/widths") == ()
    assert memory.numbers("tasks/widths") == (2,)


def test_a_window_comes_back_where_it_was(tmp_path, qtbot):
    memory = Memory(tmp_path)
    first, second = QWidget(), QWidget()
    for window in (first, second):
        qtbot.addWidget(window)
    first.setGeometry(QRect(40, 60, 500, 300))
    first.show()
    memory.keep_window("window", first)
    memory.restore_window("window", second, QSize(1440, 900))
    assert second.size() == QSize(500, 300)


def test_a_window_of_a_screen_that_is_gone_comes_back_within_reach(tmp_path, qtbot, qapp):
    memory = Memory(tmp_path)
    lost = QWidget()
    qtbot.addWidget(lost)
    lost.setGeometry(QRect(9000, 9000, 400, 300))
    lost.show()
    memory.keep_window("window", lost)
    window = QWidget()
    qtbot.addWidget(window)
    memory.restore_window("window", window, QSize(600, 400))
    assert qapp.primaryScreen().availableGeometry().intersects(window.frameGeometry())


def test_panes_keep_their_sizes_unless_the_page_has_other_panes_now(tmp_path, qtbot):
    memory = Memory(tmp_path)
    splitter = QSplitter(Qt.Orientation.Horizontal)
    qtbot.addWidget(splitter)
    for _ in range(3):
        splitter.addWidget(QWidget())
    splitter.resize(1000, 100)
    splitter.show()
    memory.keep("contacts/panes", [300, 400, 298])
    memory.restore_splitter("contacts/panes", splitter, (344, 320, 336))
    assert splitter.sizes()[0] == pytest.approx(300, abs=3)
    memory.keep("contacts/panes", [500, 500])
    memory.restore_splitter("contacts/panes", splitter, (344, 320, 336))
    assert splitter.sizes()[0] == pytest.approx(344, abs=4)


@pytest.fixture
def log(ui, tmp_path):
    return CrashLog(tmp_path, ui.clock)


def test_a_bug_is_written_down_for_its_owners_eyes_only(log, qtbot):
    try:
        {}["nothing"]
    except KeyError as error:
        with qtbot.waitSignal(log.crashed) as crashed:
            log.take(error)
    report = log.path.read_text("utf-8")
    assert "KeyError: 'nothing'" in report
    assert report.startswith("2026-11-24T16:41:00Z Python ")
    assert crashed.args[0] in report + "\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(log.path.stat().st_mode) == 0o600


def test_bugs_in_slots_and_threads_and_qts_own_warnings_are_caught(log, monkeypatch, qtbot):
    # The hooks are saved by monkeypatch, for pytest's own stand in their place during a test.
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    reports = []
    log.crashed.connect(reports.append)
    log.install()
    try:
        sys.excepthook(ValueError, ValueError("in a slot"), None)
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
        qWarning("QPainter::begin: odd")
        qWarning("This plugin does not support raise()")
    finally:
        log.uninstall()
    text = log.path.read_text("utf-8")
    assert "ValueError: in a slot" in text
    assert "ZeroDivisionError" in text
    assert "QPainter::begin: odd" in text
    assert "does not support" not in text
    qtbot.waitUntil(lambda: len(reports) == 2)  # the thread's comes over the event loop


def test_fcitx_is_reached_through_ibus_where_its_plugin_is_missing():
    environment = {"XMODIFIERS": "@im=fcitx"}
    prepare_input_method(environment)
    assert environment.get("QT_IM_MODULE") == "ibus"
    other = {"XMODIFIERS": "@im=ibus"}
    prepare_input_method(other)
    assert other == {"XMODIFIERS": "@im=ibus"}


def test_the_menu_of_a_text_input_speaks_japanese(qapp, qtbot):
    translate_qt(qapp, "ja")
    try:
        line = QLineEdit()
        qtbot.addWidget(line)
        words = [action.text() for action in line.createStandardContextMenu().actions()]
        assert any("コピー" in text for text in words)
    finally:
        from PySide6.QtCore import QTranslator

        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)
