"""The text of a portion: a small dialect of Markdown, read with the position of every mark.

Strong ``**…**``, emphasis ``*…*`` and ``_…_``, code in backticks, strike ``~~…~~``, links to records
``[[kind:uid|Label]]``, topics ``#SSA``, lists and tables. No headings, no markup, no pictures, and no URL becomes a link.

It is our own reader and not markdown-it-py because live formatting needs the position of every mark in the source, which
that gives for whole lines only; because bold by CommonMark's rules breaks beside Japanese brackets (``これは**「重要」**です``
stays as typed), and the plug-in that mends it holds back the library; and because a portion never needs the rest: what is
not read here is shown as typed, so that no source can turn into anything else. Every line is read by itself, in linear
time, and every text has a reading.
"""

from liaison_desk.domain.notetext.blocks import Item, NoteBlock, Paragraph, Table, TableRow, parse
from liaison_desk.domain.notetext.editing import Edit, continue_list, shift, toggle, write_link
from liaison_desk.domain.notetext.spans import Passage, Span, read_passage, runs_of
from liaison_desk.domain.notetext.telling import (
    NoteLink,
    first_line,
    first_lines,
    is_plain,
    link_at,
    links,
    mentions,
    passages_of,
    plain,
    runs,
    show,
    topics,
    unmarked,
)

__all__ = [
    "Edit",
    "Item",
    "NoteBlock",
    "NoteLink",
    "Paragraph",
    "Passage",
    "Span",
    "Table",
    "TableRow",
    "continue_list",
    "first_line",
    "first_lines",
    "is_plain",
    "link_at",
    "links",
    "mentions",
    "parse",
    "passages_of",
    "plain",
    "read_passage",
    "runs",
    "runs_of",
    "shift",
    "show",
    "toggle",
    "topics",
    "unmarked",
    "write_link",
]
