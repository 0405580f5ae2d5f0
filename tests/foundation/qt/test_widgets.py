"""Buttons, segments, check boxes, labels, the focus ring, toasts and strips, under real clicks and keys."""

import re

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget

from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import (
    Button,
    ButtonKind,
    Check,
    IconButton,
    PlainButton,
    PrimaryButton,
    Segments,
    literal,
)
from liaison_desk.foundation.qt.chips import FilterChip
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.jobs import Progress
from liaison_desk.foundation.qt.paint import (
    Chip,
    EmptyState,
    KeyHint,
    SectionTitle,
    Text,
    TimeText,
    ZonedTime,
    hairline,
)
from liaison_desk.foundation.qt.strips import MessageStrip, ProgressStrip, Toast
from liaison_desk.foundation.qt.style import FocusRing
from liaison_desk.foundation.qt.theme import Size, ThemeSetting


@pytest.fixture
def window(qtbot, theme):
    window = QWidget()
    QVBoxLayout(window)
    window.resize(600, 400)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def put(window, *widgets):
    for widget in widgets:
        window.layout().addWidget(widget)
        widget.show()
    return widgets[0]


def test_a_button_acts_on_click_and_on_space_and_not_when_disabled(ui, window, qtbot):
    acts = []
    button = put(window, PrimaryButton(ui, "&Capture", icon="plus", key="Ctrl N", act=lambda: acts.append("capture")))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    button.setEnabled(False)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert acts == ["capture", "capture"]
    assert button.height() == Size.BUTTON


def test_a_button_has_room_for_its_words_in_both_languages(ui, window):
    for words in ("Export PDF", "取消し可能な書き出し"):
        button = put(window, PlainButton(ui, words, icon="printer"))
        assert button.width() >= button.fontMetrics().horizontalAdvance(words) + Size.ICON + 24


def test_every_kind_of_button_is_painted_in_both_themes(ui, window, theme):
    buttons = [Button(ui, "Delete", kind, icon="trash-2") for kind in ButtonKind]
    put(window, *buttons)
    light = [button.grab().toImage() for button in buttons]
    theme.choose(ThemeSetting.DARK)
    dark = [button.grab().toImage() for button in buttons]
    assert all(one != other for one, other in zip(light, dark, strict=True))
    fill = buttons[0].grab().toImage().pixelColor(buttons[0].width() // 2, 4)
    assert fill == theme.color("acc")


def test_an_icon_button_says_what_it_does(ui, window):
    button = put(window, IconButton(ui, "pencil", "Edit", key="F2"))
    assert button.accessibleName() == "Edit"
    assert button.toolTip() == "Edit (F2)"
    named = IconButton(ui, "eye", "Open <b>plan</b> & annex.pdf")
    assert "Open &lt;b&gt;plan&lt;/b&gt; &amp; annex.pdf" in named.toolTip(), "a file's name is no markup"


def test_segments_choose_one_and_tell_only_what_the_user_chose(ui, window, qtbot):
    segments = put(window, Segments(ui, [("day", "Day"), ("week", "Week"), ("month", "Month")], "View"))
    told = []
    segments.chosen.connect(told.append)
    segments.set_value("month")
    assert told == []
    qtbot.mouseClick(segments.button("week"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(segments.button("week"), Qt.Key.Key_Right)
    assert told == ["week", "month"]
    assert segments.value() == "month"


def test_a_check_box_is_ticked_by_its_words(ui, window, qtbot, theme):
    check = put(window, Check(ui, "Planning", color=theme.calendar("planning").bar))
    qtbot.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(check.sizeHint().width() - 4, 10))
    assert check.isChecked()
    assert check.grab().toImage().pixelColor(9, check.height() // 2 - 6) == theme.calendar("planning").bar


def test_an_ampersand_in_a_calendars_name_is_shown_and_counted(ui, window):
    with_sign, without = Check(ui, literal("R&D")), Check(ui, "RD")
    put(window, with_sign, without)
    assert with_sign.text() == "R&&D"
    assert with_sign.sizeHint().width() > without.sizeHint().width()


def test_a_chip_takes_no_key_for_the_ampersand_of_its_value_and_says_it(ui, window):
    chip = put(window, FilterChip(ui, "Person", menu=True))
    chip.show_value("R&D", on=True)
    assert chip.shortcut().isEmpty()
    assert FilterChip(ui, "R&D").shortcut().isEmpty()
    assert QAccessible.queryAccessibleInterface(chip).text(QAccessible.Text.Name) == "R&D"


def test_user_text_is_shown_as_typed(ui, window):
    label = put(window, Text(ui, "<b>Cmdr <J6> & staff</b>"))
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>Cmdr <J6> & staff</b>"


def test_a_label_too_long_for_its_place_is_cut_and_whole_in_its_tool_tip(ui, window, qtbot):
    text = "PACIFIC LANTERN 27 <scenario> group, second drafting session"
    label = put(window, Text(ui, text, elide=True))
    window.resize(160, 100)
    qtbot.waitUntil(lambda: label.text().endswith("…"))
    assert label.text_whole() == text
    assert "&lt;scenario&gt;" in label.toolTip()
    window.resize(900, 100)
    qtbot.waitUntil(lambda: label.text() == text)
    assert label.toolTip() == ""


def test_times_are_told_to_screen_readers_with_their_day(ui, window):
    times = put(window, TimeText(ui, [ZonedTime("18:30"), ZonedTime("0130", 1), ZonedTime("10:30", 1)]))
    assert times.accessibleName() == "18:30, 0130+1, 10:30+1"
    plain = times.grab().toImage()
    times.set_times([ZonedTime("18:30"), ZonedTime("0130"), ZonedTime("10:30")])
    assert times.grab().toImage() != plain


def test_small_parts_show_themselves(ui, window, theme):
    chip = put(window, Chip(ui, "Overdue 1 d", "red", "triangle-alert"))
    title = put(window, SectionTitle(ui, "Suspenses", "6", link="All tasks"))
    put(window, KeyHint(ui, "Ctrl K"), hairline(ui))
    assert chip.height() == Size.CHIP
    assert chip.grab().toImage().pixelColor(4, 9) == theme.color("red_bg")
    title.set_count("7")
    assert "7" in [label.text() for label in title.findChildren(QLabel)]


def test_an_empty_list_offers_its_one_action(ui, window, qtbot):
    acts = []
    empty = put(window, EmptyState(ui, "No tasks yet.", "New task", lambda: acts.append("new")))
    qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert acts == ["new"]


class ShownWindows(QObject):
    """Collects every widget that is shown as a window of its own."""

    def __init__(self, app):
        super().__init__()
        self.seen = []
        app.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


def test_making_an_empty_list_opens_no_window_that_would_take_the_keyboard(ui, window, qapp):
    shown = ShownWindows(qapp)
    EmptyState(ui, "No tasks yet.", "New task")
    qapp.removeEventFilter(shown)
    assert shown.seen == []


def test_widgets_that_flow_take_as_many_lines_as_they_need(ui, window):
    box = QWidget()
    flow = FlowLayout(box)
    for number in range(12):
        flow.addWidget(PlainButton(ui, f"Word {number}"))
    assert flow.heightForWidth(2000) == Size.BUTTON
    assert flow.heightForWidth(200) > 4 * Size.BUTTON
    flow.clear()
    assert flow.count() == 0


@pytest.fixture
def ring(qapp, theme):
    ring = FocusRing(qapp, theme)
    yield ring
    qapp.focusChanged.disconnect()
    ring.setParent(None)


def test_the_ring_follows_the_keyboard_and_never_the_mouse(ui, window, ring, qtbot):
    row = QWidget()
    layout = QHBoxLayout(row)
    line, save, cancel = QLineEdit(), PlainButton(ui, "Save"), PlainButton(ui, "Cancel")
    for widget in (line, save, cancel):
        layout.addWidget(widget)
    put(window, row)
    line.setFocus()
    qtbot.mouseClick(save, Qt.MouseButton.LeftButton)
    assert ring.target is None
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert ring.target is save
    qtbot.keyClick(save, Qt.Key.Key_Tab)
    assert ring.target is cancel
    theme = ui.theme
    at = cancel.mapTo(window, QPoint(-3, cancel.height() // 2))
    assert window.grab().toImage().pixelColor(at) == theme.color("acc")
    qtbot.keyClick(cancel, Qt.Key.Key_Backtab)
    qtbot.keyClick(save, Qt.Key.Key_Backtab)
    assert ring.target is None, "a text input shows its own focus"


def test_the_ring_survives_the_window_it_was_in(ui, ring, qtbot, window):
    import shiboken6

    other = QWidget()
    layout = QVBoxLayout(other)
    first, second = PlainButton(ui, "One"), PlainButton(ui, "Two")
    layout.addWidget(first)
    layout.addWidget(second)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert ring.target is second
    shiboken6.delete(other)
    mine = put(window, PlainButton(ui, "Mine"), PlainButton(ui, "Yours"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    mine.setFocus()
    qtbot.keyClick(mine, Qt.Key.Key_Tab)
    assert ring.target is not None


def test_a_toast_undoes_once(ui, window, qtbot):
    toast = Toast(ui, window)
    undone = []
    toast.tell("Task completed", lambda: undone.append(True))
    assert toast.isVisible()
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert undone == [True]
    assert not toast.isVisible()
    toast.tell("Copied")
    assert not toast.undo_button.isVisible()


def test_a_toast_stays_within_its_window(ui, window, qtbot):
    toast = Toast(ui, window)
    toast.tell("Task completed", lambda: None)
    window.resize(900, 500)
    qtbot.waitUntil(lambda: abs(toast.geometry().center().x() - 450) <= 1)
    assert window.rect().contains(toast.geometry())


def test_a_toast_leaves_the_foot_of_the_page_free(ui, window, qtbot):
    toast = Toast(ui, window)
    window.resize(1024, 700)
    toast.tell("Meeting saved", lambda: None)
    capture_line = QRect(0, 700 - 120, 1024, 120)
    header = QRect(0, 0, 1024, 72)
    assert not toast.geometry().intersects(capture_line)
    assert not toast.geometry().intersects(header)
    assert toast.undo_button.visibleRegion().boundingRect().size() == toast.undo_button.size()


def test_a_toast_stays_within_a_low_window(ui, window, qtbot):
    toast = Toast(ui, window)
    window.resize(600, 120)
    toast.tell("Meeting saved", lambda: None)
    assert window.rect().contains(toast.geometry())


def test_a_message_stays_until_it_is_closed(ui, window, qtbot):
    strip = MessageStrip(ui)
    window.layout().addWidget(strip)
    strip.show_error(DeskError("The folder {name} is read-only.", name="<desk>"))
    assert strip.isVisible()
    assert strip.text() == "The folder <desk> is read-only."
    qtbot.mouseClick(strip.findChild(IconButton), Qt.MouseButton.LeftButton)
    assert not strip.isVisible()


def test_progress_shows_how_far_and_stops(ui, window, jobs, qtbot):
    strip = ProgressStrip(ui)
    window.layout().addWidget(strip)
    work = Progress("Importing")
    strip.follow(work)
    work.report(250, 1000)
    assert "250 / 1,000" in [label.text() for label in strip.findChildren(QLabel)]
    qtbot.mouseClick(strip.stop_button, Qt.MouseButton.LeftButton)
    assert work.stopped
    with qtbot.waitSignal(strip.ended):
        work.finished.emit()
    assert not strip.isVisible()


def test_a_run_without_a_blank_breaks_and_is_copied_as_it_was_given(ui, qtbot):
    address = "https://example.org/" + "a" * 400
    words = Text(ui, f"See\n{address}", wrap=True, selectable=True)
    qtbot.addWidget(words)
    words.show()
    assert words.minimumSizeHint().width() < 200
    words.setSelection(0, len(words.text()))
    qtbot.keyClick(words, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == words.text_whole() == f"See\n{address}"
    words.setSelection(0, 3)
    QApplication.sendEvent(words, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(2, 2), QPoint(2, 2)))
    menu = next(one for one in words.findChildren(QMenu) if one.isVisible())
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[0]).center())
    assert QGuiApplication.clipboard().text() == "See"
    assert Text(ui, "short words stay", wrap=True).text() == "short words stay"


def test_a_toasts_undo_goes_when_something_else_is_done(ui, window):
    toast = Toast(ui, window)
    undone = []
    toast.tell("Task completed", lambda: undone.append(True))
    ui.changes.changed.emit(ChangeSet({"task": frozenset({1})}, "Change a task"))
    assert toast.isVisible()
    assert not toast.undo_button.isVisible()
    toast.tell("Meeting deleted", lambda: undone.append(True))
    assert toast.undo_button.isVisible()


@pytest.mark.parametrize(
    "words", ["4ページ、すべてLetterに収まります。", "「議題及び出席者」に載せるものがありません。"]
)
def test_japanese_sentences_are_left_to_the_rules_of_line_breaking(ui, words):
    assert Text(ui, words, wrap=True).text() == words


def test_a_long_word_may_be_broken_also_between_japanese_ones(ui):
    shown = Text(ui, f"場所は{'x' * 50}です。", wrap=True).text()
    assert shown.replace("\u200b", "") == f"場所は{'x' * 50}です。"
    assert max(map(len, re.split("[\u200b場所はです。]", shown))) == 10


def test_a_label_says_that_it_does_not_show_a_million_letters(qtbot, ui):
    label = Text(ui, "word " * 200_000, wrap=True, selectable=True)
    qtbot.addWidget(label)
    assert label.text().endswith("word… (980000 more letters; the form shows them all)")
    assert len(label.text()) < 20_100
    assert label.text_whole() == "word " * 200_000
    label.set_text("word " * 4_000)
    assert label.text() == label.text_whole()


def test_a_link_that_can_be_copied_makes_no_pane_wider(qtbot, ui):
    link = "https://example.org/" + "a" * 300
    label = Text(ui, f"See {link}", wrap=True, selectable=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 100
    label.setSelection(0, len(label.text()))
    assert label.words_selected() == f"See {link}", "it is copied as it is"
