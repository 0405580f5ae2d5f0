"""Entries of a packet: sections with their options, single records found by typing, files, the menu of an entry, the checks."""

from dataclasses import replace

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.briefings.records import FILE, TEXT, ItemRef, PacketItem
from liaison_desk.briefings.rules import entry_of
from liaison_desk.briefings.ui.outline.deeds import entry_menu
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.tasks.records import Rfi, Task, TaskKind
from tests.briefings.builders import (
    ALT,
    CTRL,
    NONE,
    kept,
    keys,
    kinds,
    look_up,
    pick,
    press_key,
    row_of,
    settled,
    titles,
)
from tests.briefings.desks import BOTH, HOME_ONLY, OPEN
from tests.briefings.test_people_sections import picture


def added(qtbot, ui, line, words, dialog_act=True):
    """Let the dialog that opens next find a record by words, take the first, and add it."""

    def fill(dialog):
        field = dialog.form.field("record").input
        look_up(qtbot, ui, field, words)
        line.extend(ref.label for ref in field.offers)
        QTest.keyClick(field, Qt.Key.Key_Return)
        if dialog_act:
            QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
            assert ui.jobs.idle()

    ui.ask.fill = fill


def test_a_section_is_added_behind_the_chosen_entry(page, ui, desk, qtbot):
    page.outline.list.choose(keys(page)[0])
    pick(page.adding.menu(), "People and organizations", "Contact roster")
    settled(page, ui, qtbot)
    assert kinds(page)[:3] == ["cover", "roster", "schedule"]
    assert page.outline.list.current_key() == keys(page)[1]
    assert not page.editing.editing
    assert row_of(page, keys(page)[1]).page >= 1


def test_the_options_of_a_section_are_chosen_beside_the_preview(page, ui, desk, qtbot):
    number = kinds(page).index("suspenses")
    page.outline.list.choose(keys(page)[number])
    press_key(page, Qt.Key.Key_F2)
    form = page.editing.entry.form
    QTest.mouseClick(form.field("option full").input, Qt.MouseButton.LeftButton)
    days = form.field("option ahead_days").input
    days.selectAll()
    QTest.keyClicks(days, "21")
    QTest.keyClicks(form.field("since").input, "2026-11-20")
    QTest.mouseClick(form.field("tab").input, Qt.MouseButton.LeftButton)
    assert form.field("divider").isEnabled()
    QTest.keyClicks(form.field("title").host, "What is due")
    assert form.field("marking").isVisible()
    settled(page, ui, qtbot)
    item = kept(desk).items[number]
    assert item.options == {"ahead_days": 21, "full": True}
    assert (item.about.since.day, item.tab, item.title, item.marking) == (20, True, Bilingual("What is due"), OPEN)
    assert titles(page)[number] == "What is due"
    assert row_of(page, item.key).letter == "A"


def test_a_single_request_is_found_and_printed_as_its_sheet(page, ui, desk, qtbot):
    desk.tasks.save(
        Task(
            title=Bilingual("Sensor data rights"),
            kind=TaskKind.RFI,
            from_nation="JPN",
            to_nation="USA",
            rfi=Rfi(),
            marking=OPEN,
        )
    )
    offered = []
    added(qtbot, ui, offered, "sensor")
    page.outline.list.choose(keys(page)[-1])
    page.adding.ask_record()
    settled(page, ui, qtbot)
    item = kept(desk).items[-1]
    assert offered == ["Task: Sensor data rights"]
    assert item.kind == "rfi_sheet"
    assert [(ref.kind, ref.label) for ref in item.about.records] == [("task", "Sensor data rights")]
    assert row_of(page, item.key).page > 1
    assert "“RFI sheet: Sensor data rights” has nothing to show." not in [
        one.say(ui.language) for one in page.inspector.checks.checks
    ]


def test_a_person_is_offered_on_the_papers_that_fit_him(page, ui, desk, qtbot):
    words = []

    def fill(dialog):
        field = dialog.form.field("record").input
        look_up(qtbot, ui, field, "hartwell")
        QTest.keyClick(field, Qt.Key.Key_Return)
        paper = dialog.form.field("paper")
        words.extend(paper.input.itemText(number) for number in range(paper.input.count()))
        QTest.keyClick(paper.input, Qt.Key.Key_Down)
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.adding.ask_record()
    settled(page, ui, qtbot)
    assert words == ["Biographies", "Contact cards", "Contact roster"]
    item = kept(desk).items[-1]
    assert (item.kind, item.about.records[0].label) == ("cards", "Hartwell Dana")


def test_a_meeting_narrows_the_roster_to_who_was_there(page, ui, desk, qtbot):
    pick(page.adding.menu(), "People and organizations", "Contact roster")
    press_key(page, Qt.Key.Key_Return)
    line = page.editing.entry.form.field("records").input
    look_up(qtbot, ui, line, "space")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settled(page, ui, qtbot)
    (ref,) = kept(desk).items[-1].about.records
    assert ref.kind == "meeting"
    (tag,) = page.editing.entry.form.field("records").findChildren(Tag)
    QTest.keyClick(tag, Qt.Key.Key_Delete)
    settled(page, ui, qtbot)
    assert kept(desk).items[-1].about.records == ()


def test_a_picture_is_added_with_its_heading_and_marking(page, ui, desk, qtbot, tmp_path):
    path = tmp_path / "site plan.png"
    path.write_bytes(picture("navy"))

    def fill(dialog):
        QTest.keyClicks(dialog.form.field("title").input, "Site plan")
        dialog.form.field("marking").set_value(BOTH)
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        assert ui.jobs.idle()

    ui.ask.fill = fill
    ui.ask.files = (path,)
    page.outline.list.choose(keys(page)[0])
    page.adding.ask_file()
    settled(page, ui, qtbot)
    item = kept(desk).items[1]
    assert (item.kind, item.file_name, item.title, item.marking) == (
        FILE,
        "site plan.png",
        Bilingual("Site plan"),
        BOTH,
    )
    assert desk.attachments.contents([item.file])[item.file] == path.read_bytes()
    assert row_of(page, item.key).title == "Site plan"


def dropped(page, *paths):
    """Drop files on the page; tell whether it took them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    args = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(page.rect().center()), *args)
    page.dragEnterEvent(enter)
    if enter.isAccepted():
        page.dropEvent(QDropEvent(QPointF(page.rect().center()), *args))
    return enter.isAccepted()


def test_files_dropped_on_the_page_are_asked_about_and_others_left_to_the_window(page, ui, desk, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(picture("navy"))
    assert not dropped(page, tmp_path / "calendar.ics")
    assert dropped(page, path, path)
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Add 2 files"]
    assert desk.packets.packets() == [], "the dialog was closed without adding them"


def test_files_that_were_added_together_are_taken_back_in_one_step(page, ui, desk, qtbot, tmp_path):
    paths = [tmp_path / "a.png", tmp_path / "b.png"]
    for path, colour in zip(paths, ("navy", "maroon"), strict=True):
        path.write_bytes(picture(colour))
    pick(page.adding.menu(), "People and organizations", "Contact roster")
    settled(page, ui, qtbot)
    before = kinds(page)

    def fill(dialog):
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.adding.take(paths)
    settled(page, ui, qtbot)
    assert len(kinds(page)) == len(before) + 2
    assert desk.history.undo() == "Add to a packet"
    qtbot.waitUntil(lambda: kinds(page) == before, timeout=10_000)
    assert desk.attachments.of(RecordRef("packet", kept(desk).id)) == []
    desk.history.redo()
    qtbot.waitUntil(lambda: len(kinds(page)) == len(before) + 2, timeout=10_000)
    settled(page, ui, qtbot)
    assert page.message.isHidden()


def test_a_record_that_is_gone_stops_the_packet_and_the_check_leads_there(page, ui, desk, qtbot):
    gone = PacketItem("roster", {"order": "precedence", "nation": "", "tag": ""}, about=replace(
        PacketItem().about, records=(ItemRef("person", "no-such-uid", "Col Gone"),)
    ))  # fmt: skip
    page.deeds.add(keys(page)[0], [gone])
    page.keeper.save()
    qtbot.waitUntil(lambda: "Col Gone is not there any more" in page.message.text(), timeout=10_000)
    assert ui.jobs.idle()
    first = page.inspector.checks.checks[0]
    assert (str(first.tone), first.problem.field) == ("red", keys(page)[1])
    assert not page.inspector.export_button.isEnabled()
    QTest.mouseClick(page.inspector.checks.go_buttons[0], Qt.MouseButton.LeftButton)
    assert page.editing.entry.key == keys(page)[1]


def test_checks_lead_to_what_is_blank_and_grow_green(page, ui, desk, qtbot):
    pick(page.adding.menu(), "Text", "Paragraphs")
    settled(page, ui, qtbot)
    said = [one.say(ui.language) for one in page.inspector.checks.checks]
    assert said[0] == "“Text” has not been written."
    page.editing.leave()
    QTest.mouseClick(page.inspector.checks.go_buttons[0], Qt.MouseButton.LeftButton)
    assert page.focusWidget() is page.editing.entry.form.field("text").host
    QTest.keyClicks(page.editing.entry.form.field("text").host, "Written.")
    settled(page, ui, qtbot)
    assert "“Text” has not been written." not in [one.say(ui.language) for one in page.inspector.checks.checks]


def menu_of(page, key):
    """Return the menu of an entry."""
    item = entry_of(page.items(), key)
    return entry_menu(page._ui, page, item, row_of(page, key), page.deeds, page, "it")


def test_the_menu_of_an_entry_does_what_its_keys_do(page, ui, desk, qtbot):
    key = keys(page)[2]
    pick(menu_of(page, key), "Begins a tab")
    pick(menu_of(page, key), "With a divider sheet")
    pick(menu_of(page, key), "Page lies", "On its long side")
    settled(page, ui, qtbot)
    item = entry_of(kept(desk).items, key)
    assert (item.tab, item.divider, item.across) == (True, True, True)
    page.preview.go_to(1)
    pick(menu_of(page, key), f"Go to page {row_of(page, key).page}")
    assert page.preview.page() == row_of(page, key).page
    pick(menu_of(page, key), "Rename…")
    assert page.focusWidget() is page.editing.entry.form.field("title").host
    pick(menu_of(page, key), "Remove")
    settled(page, ui, qtbot)
    assert entry_of(kept(desk).items, key) is None
    assert not page.editing.editing


def test_a_heading_below_an_entry_is_not_the_entry(page, ui, desk, qtbot):
    tree = page.outline.list
    number = next(at for at, row in enumerate(tree.rows_model.rows) if row.below)
    tree.setCurrentIndex(tree.rows_model.index(0, 0, tree.rows_model.index(number, 0)))
    before = keys(page)
    for key, modifiers in (
        (Qt.Key.Key_Delete, NONE),
        (Qt.Key.Key_Down, ALT),
        (Qt.Key.Key_Up, ALT),
        (Qt.Key.Key_D, CTRL),
    ):
        press_key(page, key, modifiers)
    assert ui.jobs.idle()
    assert (keys(page), desk.packets.packets()) == (before, [])
    asked = []
    tree.menu_wanted.disconnect()
    tree.menu_wanted.connect(asked.append)
    tree.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    assert len(asked) == 1
    assert tree.current_row().key == before[number], "whose menu it is"
    press_key(page, Qt.Key.Key_Delete)
    settled(page, ui, qtbot)
    assert keys(page) == [*before[:number], *before[number + 1 :]]


def test_the_menu_key_opens_the_menu_beside_the_entry(page, qtbot):
    asked = []
    page.outline.list.menu_wanted.disconnect()
    page.outline.list.menu_wanted.connect(asked.append)
    page.outline.list.choose(keys(page)[2])
    rect = page.outline.list.visualRect(page.outline.list.currentIndex())
    middle = page.outline.list.viewport().mapToGlobal(rect.center())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, rect.center(), middle)
    QApplication.sendEvent(page.outline.list.viewport(), event)
    (at,) = asked
    assert rect.bottom() == page.outline.list.viewport().mapFromGlobal(at).y()


def test_why_an_entry_stays_out_is_told_with_the_way_to_the_decision(page, ui, desk, qtbot):
    page.deeds.add(
        keys(page)[0], [PacketItem(title=Bilingual("Equities"), text=Bilingual("Ours alone."), marking=HOME_ONLY)]
    )
    settled(page, ui, qtbot)
    key = keys(page)[1]
    assert (row_of(page, key).state, row_of(page, key).page) == ("withheld", 0)
    pick(menu_of(page, key), "Why does it stay out?")
    told = page.inspector.withheld.text()
    for words in (
        "Record: packet: Equities", "Portion:", "Audience: USA, JPN", "May not read it: USA",
        "Rule: The release list does not name USA.",
    ):  # fmt: skip
        assert words in told
    row = next(one for one in page.inspector.withheld.records if one.withheld.uid == key)
    QTest.mouseClick(row.open_button, Qt.MouseButton.LeftButton)
    assert page.editing.entry.key == key


def test_a_withheld_record_is_opened_from_its_reason(page, ui, said, desk, qtbot):
    box = page.inspector.withheld
    QTest.mouseClick(box.why, Qt.MouseButton.LeftButton)
    row = next(one for one in box.records if one.withheld.record.label == "Attaché's quiet dinner")
    QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(row.open_button, Qt.MouseButton.LeftButton)
    assert [(ref.kind, ref.label) for ref in said.opened] == [("event", "Attaché's quiet dinner")]


def test_the_outline_says_everything_to_a_screen_reader(page, ui, qtbot):
    page.deeds.set_tab(keys(page)[2], tab=True)
    page.deeds.add(keys(page)[-1], [PacketItem(TEXT, title=Bilingual("Background"), marking=OPEN)])
    settled(page, ui, qtbot)
    model = page.outline.list.rows_model
    spoken = [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert spoken[2] == f"Tab A, Suspenses, (U), page {model.rows[2].page}"
    assert spoken[-1] == "Background, (U), Nobody has written it yet"
