"""The dialect of notes: what is strong, a link, a tag, an item, a table; and that every text has a reading, in linear time."""

import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from liaison_desk.domain.notetext import (
    Item,
    Paragraph,
    Table,
    first_line,
    is_plain,
    link_at,
    links,
    mentions,
    parse,
    passages_of,
    plain,
    runs,
    runs_of,
    show,
    topics,
)
from liaison_desk.foundation.core.styled import Align, Phrase, Style, TextLine, TextTable, words_of
from tests.cost import processor_seconds

SIGNS = "*_~`[]|#＃\\-:・1. \n\u2028\u3000a字「」。…🚀é"
MARKED = st.text(st.sampled_from(SIGNS), max_size=60) | st.text(max_size=60)
LINKED = st.lists(st.sampled_from(["[[person:u-1|", "Tanaka", "]]", "**", "*", "~~", " ", "|", "|---|\n", "\n", "- ", "`", "#SSA", "字"]), max_size=30).map("".join)  # fmt: skip
TEXTS = MARKED | LINKED


def styled(text, style):
    """Return every stretch that has a style, without its marks."""
    return [text[one.start : one.end] for one in runs(text) if one.style & style and not one.style & Style.MARK]


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("**bold** and plain", ["bold"]),
        ("これは**「重要」**です", ["「重要」"]),
        ("**A」**…**「B**", ["A」", "「B"]),
        ("**A」**と**「B**", ["A」", "「B"]),
        ("彼は**“重要”**と述べた", ["“重要”"]),
        ("**日本。**米国", ["日本。"]),
        ("米国**（統合）**側", ["（統合）"]),
        ("a**b**c", ["b"]),
        ("** not** bold", []),
        ("2**3 and 4", []),
        ("forgotten **mark", []),
        (r"\**not\**", []),
        ("`**code**`", []),
        ("one **line\ntwo** lines", []),
        ("🚀**🚀**🚀", ["🚀"]),
        ("**שלום**", ["שלום"]),
    ],
)
def test_what_is_strong(text, strong):
    assert styled(text, Style.STRONG) == strong


@pytest.mark.parametrize(
    ("text", "emphasized"),
    [
        ("*one* _two_", ["one", "two"]),
        ("日本_計画_v2.docx snake_case_name", []),
        ("5*3*2", []),
        ("これは*重要*です", ["重要"]),
        ("***both***", ["both"]),
        ("* item", []),
    ],
)
def test_what_is_emphasized(text, emphasized):
    assert styled(text, Style.EMPHASIS) == emphasized


def test_strike_and_code_and_a_backtick_in_code():
    assert styled("~~old~~ new ~one~ ~~~three~~~", Style.STRIKE) == ["old"]
    assert styled("a `x*y*` b", Style.CODE) == ["x*y*"]
    assert styled("`` ` ``", Style.CODE) == ["`"]
    assert plain("`` ` ``") == "`"


def test_a_link_has_a_record_and_a_label_and_its_label_holds_no_marks():
    text = "See **[[person:0199-ab|Tanaka **Ken**]]** and [[event:a%5Bb|]]"
    assert links(text) == (("person", "0199-ab", "Tanaka **Ken**"), ("event", "a[b", ""))
    assert plain(text) == "See Tanaka **Ken** and "
    assert link_at(text, text.index("0199")).uid == "0199-ab"
    assert link_at(text, 0) is None


@pytest.mark.parametrize("text", ["[[person]]", "[[Person:x|y]]", "[[:x|y]]", "[[person:|y]]", "[[person:x y|z]]", "[[person:x|y\nz]]", "[a](http://x.example)", "![a](b.png)", "<b>x</b>", "https://x.example/_a_#b", "# heading"])  # fmt: skip
def test_what_is_no_link_stays_as_typed(text):
    assert links(text) == ()
    assert topics(text) == ()
    assert plain(text) == text


def test_tags_are_told_once_whatever_their_width_and_case():
    text = "#SSA と＃ミサイル警戒、#ssa #ﾐｻｲﾙ警戒 会議#宇宙-領域 C#x #1 &#39; a/#b `#code` [[x:y|#label]] #a_b_"
    assert topics(text) == ("SSA", "ミサイル警戒", "宇宙-領域", "a_b")
    assert plain("#SSA") == "#SSA"
    assert topics(f"#{'a' * 101}") == ()


def test_lists_have_levels_by_their_indentation_and_numbers_as_typed():
    text = "- a\n  - b\n      * c\n  1. d\n　　・e\nf\n10. g\n１．目的\n-no\n1.5 km\n・・・\n１．５倍"
    items = [one for one in parse(text) if isinstance(one, Item)]
    assert [(one.marker, one.level) for one in items] == [
        ("-", 0),
        ("-", 1),
        ("*", 2),
        ("1.", 1),
        ("・", 2),
        ("10.", 0),
        ("１．", 0),
    ]
    assert [one.ordered for one in items][-2:] == [True, True]


def test_an_indented_line_goes_on_with_its_item():
    (item, after) = parse("- a\n  b\nc")
    assert isinstance(item, Item)
    assert len(item.lines) == 2
    assert isinstance(after, Paragraph)
    assert show("- a\n  b") == (TextLine((Phrase("a"),), 0, "•"), TextLine((Phrase("b"),), 0, ""))


def test_a_table_has_cells_and_alignment_and_its_links_hold_no_bars():
    text = "before\n| Due | [[person:u|Ken]] |\n|:-:|---:|\n| **1 Dec** | a \\| b |\n|x|\nafter"
    before, table, after = parse(text)
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)
    assert isinstance(table, Table)
    assert table.aligns == (Align.CENTER, Align.RIGHT)
    assert plain(text) == "before\nDue | Ken\n1 Dec | a | b\nx\nafter"
    shown = show(text)[1]
    assert isinstance(shown, TextTable)
    assert [[words_of(cell) for cell in row] for row in (shown.head, *shown.rows)] == [["Due", "Ken"], ["1 Dec", "a | b"], ["x"]]  # fmt: skip
    assert shown.columns == 2
    assert plain("a | b\nc | d") == "a | b\nc | d"


def test_a_longer_row_loses_no_cell():
    assert plain("|a|\n|-|\n|1|2|3|") == "a\n1 | 2 | 3"


def test_what_is_shown_on_paper_knows_no_record():
    text = "[[person:secret-uid|Ken]] **b**"
    assert "secret-uid" not in repr(show(text))
    assert "secret-uid" in repr(show(text, linked=True))


def test_what_a_source_mentions_does_not_depend_on_whole_links():
    text = "[[person:a%20b|x]] [[person:a%20b|y `[[task:t-1|z]]` \\[[event:e|"
    assert mentions(text) == (("person", "a b"), ("task", "t-1"), ("event", "e"))
    assert links(text) == (("person", "a b", "x"),)
    assert mentions("[[ no ]] [x] (y)") == ()


@given(TEXTS)
def test_every_link_is_mentioned(text):
    assert {(one.kind, one.uid) for one in links(text)} <= set(mentions(text))


def test_the_first_line_is_short_and_without_marks():
    assert first_line("\n\n- **Annex B** is released\nmore") == "Annex B is released"
    assert first_line("|a|b|\n|-|-|") == "a | b"
    assert first_line("字" * 300, 10) == "字" * 9 + "…"
    assert first_line(" \n") == ""
    assert len(first_line("*a* " * 300_000, 50)) <= 50


def test_empty_lines_are_shown_and_plain_text_is_known_as_such():
    assert [words_of(one.phrases) for one in show("a\n\n\nb")] == ["a", "", "", "b"]
    assert is_plain(show("a #SSA [[x:y|z]]\n\n  b"))
    assert not any(is_plain(show(text)) for text in ("- a", "**a**", "`a`", "|a|\n|-|"))


@given(TEXTS)
def test_spans_lie_in_their_passages_and_never_cross(text):
    for block in parse(text):
        for passage in passages_of(block):
            assert 0 <= passage.start <= passage.end <= len(text)
            cut = list(runs_of(passage))
            assert "".join(text[one.start : one.end] for one in cut) == text[passage.start : passage.end]
            for span in passage.spans:
                assert passage.start <= span.start <= span.inner <= span.outer <= span.end <= passage.end
            for number, one in enumerate(passage.spans):
                for other in passage.spans[number + 1 :]:
                    apart = other.start >= one.end
                    assert apart or (one.inner <= other.start and other.end <= one.outer)


@given(TEXTS)
def test_runs_follow_each_other_inside_the_text(text):
    found = runs(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(TEXTS)
def test_what_is_shown_says_what_plain_says(text):
    said = []
    for one in show(text):
        rows = [(one.phrases,)] if isinstance(one, TextLine) else [one.head, *one.rows]
        said += [words_of(cell) for row in rows for cell in row]
    told, words = "".join(said), plain(text)
    assert {letter: told.count(letter) for letter in "字éa🚀。"} == {
        letter: words.count(letter) for letter in "字éa🚀。"
    }


@given(st.text(st.characters(exclude_characters="*_~`[|#＃\\\u2028\u2029")))
def test_a_text_without_marks_is_its_own_plain_text(text):
    assert plain(text) == text


@given(st.lists(st.sampled_from(["**", "*", "a", "b", " ", "`", "\\*", "_", "."]), max_size=14).map("".join))
def test_plain_and_bold_agree_with_commonmark_on_ascii(text):
    assume(not re.match(r"\s*([-*+](\s|$)|_{3}|\*{3}|[*_\s]+$)", text) and text.strip())
    oracle = MarkdownIt("commonmark", {"html": False}).disable(["entity", "image", "link", "autolink", "code", "hr"])
    token = oracle.parseInline(text.strip())[0]
    depth, strong, said = 0, [], []
    for child in token.children:
        depth += {"strong_open": 1, "strong_close": -1}.get(child.type, 0)
        if child.content and child.type in {"text", "code_inline", "text_special"}:
            said.append(child.content)
            strong += [depth > 0] * len(child.content)
    ours = [(text.strip()[one.start : one.end], bool(one.style & Style.STRONG)) for block in parse(text.strip()) for passage in passages_of(block) for one in runs_of(passage) if not one.style & Style.MARK]  # fmt: skip
    assert "".join(words for words, _ in ours) == "".join(said)
    assert [on for words, on in ours for _ in words] == strong


HOSTILE = {
    "stars": "*" * 1_000_000, "brackets": "[" * 1_000_000, "bars": "|" * 1_000_000, "scores": "_" * 1_000_000,
    "backslashes": "\\" * 1_000_000, "openers": "**a *b _c " * 100_000, "closers": "a** b* c_ " * 100_000,
    "nested": "*a " * 150_000 + "a* " * 150_000, "mixed": "*_**_~~" * 140_000, "ticks": "".join("`" * (n % 700) + "a" for n in range(2800)),
    "half links": "[[a:b|" * 160_000, "half uids": "[[a:" + "b" * 1_000_000, "tags": "字#a-b" * 160_000, "items": "".join(" " * n + "- a\n" for n in range(1400)),
    "table": "|a" * 200 + "|\n" + "|-" * 200 + "|\n" + ("|a" * 200 + "|\n") * 2000, "rules": ("|-" * 250_000 + "\n") * 2, "lines": "a\n" * 500_000,
    "controls": "\x00\x1f\x7f\u202e\u200b" * 200_000, "emoji": "👩‍🚀**🇯🇵**" * 100_000, "mixed scripts": "שלום**عربي**漢字 " * 60_000,
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_megabyte_of_anything_is_read_in_linear_time(text):
    with processor_seconds(25):
        assert all(one.end > one.start for one in runs(text))


def test_a_megabyte_is_said_plainly_and_shown_in_linear_time():
    with processor_seconds(25):
        assert plain(HOSTILE["openers"]) == HOSTILE["openers"]
        assert len(show(HOSTILE["table"])[0].rows) == 2000
