"""Whatever keys are pressed in whatever order: each block is one portion, set as what it is, and what is seen is what is kept."""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent

from liaison_desk.meetings.ui.notes.blocks import INDENT, MARGIN, uid_of
from tests.meetings.notes import ALT, CTRL, SHIFT

PLAIN = Qt.KeyboardModifier.NoModifier
KEYS = (
    (Qt.Key.Key_Return, PLAIN), (Qt.Key.Key_Return, PLAIN), (Qt.Key.Key_Return, SHIFT), (Qt.Key.Key_Backspace, PLAIN),
    (Qt.Key.Key_Delete, PLAIN), (Qt.Key.Key_Delete, CTRL | SHIFT), (Qt.Key.Key_Tab, PLAIN), (Qt.Key.Key_Backtab, PLAIN),
    (Qt.Key.Key_Up, PLAIN), (Qt.Key.Key_Down, PLAIN), (Qt.Key.Key_Up, ALT), (Qt.Key.Key_Down, ALT), (Qt.Key.Key_Home, PLAIN),
    (Qt.Key.Key_End, PLAIN), (Qt.Key.Key_Up, SHIFT), (Qt.Key.Key_Left, SHIFT), (Qt.Key.Key_Down, SHIFT), (Qt.Key.Key_A, CTRL),
    (Qt.Key.Key_X, CTRL), (Qt.Key.Key_C, CTRL), (Qt.Key.Key_V, CTRL), (Qt.Key.Key_Z, CTRL), (Qt.Key.Key_Z, CTRL),
    (Qt.Key.Key_Z, CTRL | SHIFT), (Qt.Key.Key_B, CTRL), (Qt.Key.Key_T, CTRL),
)  # fmt: skip
WORDS = ("word ", "more ", "d/", "e3/", "2/", "n/a ", "1/2")


@pytest.mark.parametrize("seed", [*range(6), 16, 75])
def test_whatever_is_typed_is_seen_and_kept_alike(page, ui, desk, two, qtbot, qapp, seed):
    choose = random.Random(seed)
    editor, sheet = page.notes.editor, page.notes.sheet
    for _ in range(70):
        if choose.random() < 0.3:
            qtbot.keyClicks(editor, choose.choice(WORDS))
        elif choose.random() < 0.1:
            done = QInputMethodEvent()
            done.setCommitString("日程")
            qapp.sendEvent(editor, done)
        else:
            qtbot.keyClick(editor, *choose.choice(KEYS))
        if choose.random() < 0.3:
            assert ui.jobs.idle()
        uids = [uid_of(block) for block in sheet.blocks()]
        assert len(set(uids)) == len(uids)
        assert [sheet.block_of(uid).blockNumber() for uid in uids] == list(range(len(uids)))
        for block in sheet.blocks():
            assert block.blockFormat().leftMargin() == MARGIN + INDENT * sheet.portion(block).level
            assert sheet.is_empty(uid_of(block)) == (block.length() <= 1)
    for _ in range(2):  # a marking typed before the words becomes the marking when it is saved
        page.notes.keeper.save()
        assert ui.jobs.idle()
    shown = [portion for block in sheet.blocks() if (portion := sheet.portion(block)).text]
    assert desk.meetings.meeting(two[0].id).portions == tuple(shown)
