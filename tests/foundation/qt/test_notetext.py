"""Notes in the window: marks drawn faint while typing, one block read for a key, and finished text that is never markup."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from liaison_desk.domain.notetext import plain, runs, show, write_link
from liaison_desk.foundation.core.styled import Style
from liaison_desk.foundation.qt.notetext import (
    NoteHighlighter,
    NoteLabel,
    from_qt,
    note_format,
    record_of,
    rich,
    to_qt,
)
from liaison_desk.foundation.qt.theme import ThemeSetting

LINK = write_link("person", "0199-ab", "Tanaka")


class Counting(NoteHighlighter):
    """Counts the blocks it formats."""

    def __init__(self, *given):
        super().__init__(*given)
        self.blocks = []

    def highlightBlock(self, text):
        self.blocks.append(self.currentBlock().blockNumber())
        super().highlightBlock(text)


@pytest.fixture
def editor(qtbot, theme):
    editor = QTextEdit()
    editor.setAcceptRichText(False)
    qtbot.addWidget(editor)
    editor.show()
    editor.highlighter = Counting(editor.document(), theme, runs)
    return editor


def formats(editor, number=0):
    """Return the words of a block by how they are drawn: (words, colour, weight, italic, struck)."""
    block = editor.document().findBlockByNumber(number)
    text = block.text()
    return {
        text[from_qt(text, one.start) : from_qt(text, one.start + one.length)]: QTextCharFormat(one.format)
        for one in block.layout().formats()
    }


def test_marks_are_faint_and_words_look_as_they_mean(editor, theme):
    editor.setPlainText(f"**bold** *it* ~~old~~ `code` #SSA {LINK} これは**「重要」**です")
    drawn = formats(editor)
    assert drawn["**"].foreground().color() == theme.color("t3")
    assert drawn["bold"].fontWeight() == 600
    assert drawn["「重要」"].fontWeight() == 600
    assert drawn["it"].fontItalic()
    assert drawn["old"].fontStrikeOut()
    assert drawn["code"].background().color() == theme.color("sunk")
    assert drawn["#SSA"].foreground().color() == theme.color("acc")
    assert drawn["Tanaka"].foreground().color() == theme.color("acc")
    assert drawn["[[person:0199-ab|"].foreground().color().alpha() == 0


def test_a_portion_of_several_lines_is_read_line_by_line(editor, theme):
    editor.setPlainText("- one\u2028  - **two**\u2028| a | b |\u2028|---|---|\u2028| 1 | **2** |")
    assert editor.document().blockCount() == 1
    drawn = formats(editor)
    assert drawn["-"].foreground().color() == theme.color("t3")
    assert drawn["two"].fontWeight() == 600
    assert drawn["a"].fontWeight() == 600
    assert drawn["|---|---|"].foreground().color() == theme.color("t3")
    assert drawn["2"].fontWeight() == 600


def test_an_emoji_before_a_mark_moves_nothing(editor):
    editor.setPlainText("🚀🇯🇵 **bold** 👩‍🚀 *it*")
    drawn = formats(editor)
    assert drawn["bold"].fontWeight() == 600
    assert drawn["it"].fontItalic()


def test_a_key_formats_the_block_it_touches_and_no_other_of_two_thousand(editor, qtbot):
    editor.setPlainText("\n".join(f"- note **{number}** {LINK}" for number in range(2000)))
    assert len(editor.highlighter.blocks) >= 2000
    cursor = QTextCursor(editor.document().findBlockByNumber(1000))
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    editor.setTextCursor(cursor)
    editor.highlighter.blocks.clear()
    qtbot.keyClicks(editor, " **x**")
    assert set(editor.highlighter.blocks) == {1000}
    assert len(editor.highlighter.blocks) == 6
    editor.highlighter.blocks.clear()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert set(editor.highlighter.blocks) <= {1000, 1001}
    assert formats(editor, 1000)["x"].fontWeight() == 600


def test_a_pasted_book_stays_as_typed_so_that_no_key_waits(editor, qtbot):
    editor.setPlainText("**b** " * 50_000)
    qtbot.keyClicks(editor, "**x**")
    assert formats(editor) == {}


def test_the_revealed_block_shows_all_of_a_link_and_only_two_blocks_are_drawn(editor, theme):
    editor.setPlainText(f"{LINK}\n{LINK}\nplain")
    document = editor.document()
    editor.highlighter.reveal(document.findBlockByNumber(0))
    editor.highlighter.blocks.clear()
    editor.highlighter.reveal(document.findBlockByNumber(1))
    assert editor.highlighter.blocks == [0, 1]
    assert formats(editor, 0)["[[person:0199-ab|"].foreground().color().alpha() == 0
    assert formats(editor, 1)["[[person:0199-ab|"].foreground().color() == theme.color("t3")
    editor.highlighter.blocks.clear()
    editor.highlighter.reveal(document.findBlockByNumber(1))
    assert editor.highlighter.blocks == []
    editor.highlighter.reveal(None)
    assert formats(editor, 1)["]]"].foreground().color().alpha() == 0


def test_what_is_hidden_of_a_link_takes_no_room(qtbot, theme):
    shown = []
    for text in ("Tanaka", write_link("person", "0" * 36, "Tanaka")):
        editor = QPlainTextEdit(text)
        qtbot.addWidget(editor)
        editor.highlighter = NoteHighlighter(editor.document(), theme, runs)
        editor.highlighter.rehighlight()
        editor.show()
        shown.append(editor.document().findBlockByNumber(0).layout().lineAt(0).naturalTextWidth())
    assert abs(shown[1] - shown[0]) < 2


def test_colours_follow_the_theme(editor, theme):
    editor.setPlainText("**b** #SSA")
    theme.choose(ThemeSetting.DARK)
    assert formats(editor)["#SSA"].foreground().color().name() == theme.color("acc").name() == "#8ab4f8"
    theme.choose(ThemeSetting.LIGHT)
    assert formats(editor)["#SSA"].foreground().color().name() == "#2457a6"


def test_formatting_changes_no_letter(editor, qtbot):
    source = f"- **a** {LINK}"
    editor.setPlainText(source)
    assert editor.toPlainText() == source
    assert not editor.document().isUndoAvailable()


@given(st.text(), st.integers(0, 40))
def test_positions_go_to_qt_and_back(text, place):
    place = min(place, len(text))
    (there,) = to_qt(text, [place])
    assert there == len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
    assert from_qt(text, there) == place


HOSTILE = "<img src=x> &amp; <b>bold</b> </p><script>x</script> <a href='http://x.example'>x</a> \"q\" 'q'"


@pytest.mark.parametrize("text", [HOSTILE, f"**{HOSTILE}**", f"- {HOSTILE}", f"| {HOSTILE} |\n|---|\n| {HOSTILE} |", f"`{HOSTILE}`", f"[[person:{'<img'}|<b>x</b>]]", "https://x.example/_a_"])  # fmt: skip
def test_user_text_is_never_markup(theme, text):
    document = QTextDocument()
    document.setHtml(rich(show(text, linked=True), theme))
    said = document.toPlainText().replace("\xa0", " ")
    assert [word for word in plain(text).removeprefix("- ").replace(" | ", " ").split() if word not in said] == []
    for format_ in document.allFormats():
        assert not format_.isImageFormat()
        assert not format_.isCharFormat() or not format_.toCharFormat().anchorHref().startswith("http")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    # U+FFFC stands for an object that is not there: it is left out as controls are, for Qt would take it for a picture.
    st.text(
        st.characters(exclude_characters="*_~`[|#＃\\\ufffc", exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp"])
    )
)
def test_what_has_no_marks_is_shown_as_typed(theme, text):
    document = QTextDocument()
    document.setHtml(rich(show(text), theme))
    if show(text) and show(text)[0].level < 0 and text.strip():
        assert document.toPlainText() == text.replace("\xa0", " ")  # Qt tells fixed blanks as plain ones


def test_rich_text_shows_lists_and_tables(theme):
    document = QTextDocument()
    document.setHtml(rich(show("Points:\n\n- one\n  - two\n\n| a | b |\n|---|---:|\n| 1 | 2 |"), theme))
    told = document.toPlainText().replace("\xa0", " ")
    assert "Points:\n\n• one\n• two" in told
    table = next(one for one in document.rootFrame().childFrames())
    assert (table.rows(), table.columns()) == (2, 2)


def test_a_wide_table_is_shown_as_headings_and_values(theme):
    text = (
        "|"
        + "|".join(f"h{n}" for n in range(200))
        + "|\n"
        + "|-" * 200
        + "|\n|"
        + "|".join(f"v{n}" for n in range(200))
    )
    document = QTextDocument()
    document.setHtml(rich(show(text), theme))
    assert document.rootFrame().childFrames() == []
    assert "h199: v199" in document.toPlainText()


def test_a_link_in_a_label_is_pressed(qtbot, ui):
    label = NoteLabel(ui)
    qtbot.addWidget(label)
    label.show_note(show(f"{write_link('event', 'a b/ü|1', 'The long words of a link')} **x**", linked=True))
    label.resize(400, 40)
    label.show()
    with qtbot.waitSignal(label.pressed) as told:
        qtbot.mouseClick(label, Qt.MouseButton.LeftButton, pos=QPoint(30, 8))
    assert told.args == ["event", "a b/ü|1"]
    assert label.accessibleName() == "The long words of a link x"
    assert record_of("http://x.example") is None


def test_a_label_changes_with_the_theme(qtbot, ui, theme):
    label = NoteLabel(ui)
    qtbot.addWidget(label)
    label.show_note(show("#SSA"))
    assert "#2457a6" in label.text()
    theme.choose(ThemeSetting.DARK)
    assert "#8ab4f8" in label.text()


@pytest.mark.parametrize(
    "style", [Style.STRONG | Style.LINK, Style.HEAD | Style.TAG, Style.BAR, Style.STRIKE | Style.CODE]
)
def test_every_style_has_a_look(theme, style):
    assert note_format(theme, style).propertyCount() > 0
