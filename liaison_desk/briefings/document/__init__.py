"""The document model: paper without pages, made of portions.

Every piece of text is either a ``PortionText``, which carries information, a marking and the records it comes from,
or ``Words``, fixed words of the template that say nothing about any record. Because release is a function over
this tree, whatever a section builds is filtered in one place.
"""

from liaison_desk.briefings.document.blocks import (
    Block,
    Bluf,
    Branch,
    Card,
    Cards,
    Chart,
    Contents,
    Group,
    Inserted,
    Items,
    KeyValue,
    KeyValues,
    Paragraph,
    Photo,
    Title,
)
from liaison_desk.briefings.document.charts import ChartWords, Form, MilestoneChart, Pin
from liaison_desk.briefings.document.grids import (
    DayGrid,
    Entry,
    Grid,
    GridWords,
    Look,
    MonthGrid,
    Rulers,
    Stretch,
    Timeline,
)
from liaison_desk.briefings.document.inserts import Burndown, Pages, Picture, Spell
from liaison_desk.briefings.document.packet import Document, Furniture, Section
from liaison_desk.briefings.document.tables import Band, Column, Place, Row, Table
from liaison_desk.briefings.document.text import Line, Piece, PortionText, Source, Text, Words, wording

__all__ = [
    "Band",
    "Block",
    "Bluf",
    "Branch",
    "Burndown",
    "Card",
    "Cards",
    "Chart",
    "ChartWords",
    "Column",
    "Contents",
    "DayGrid",
    "Document",
    "Entry",
    "Form",
    "Furniture",
    "Grid",
    "GridWords",
    "Group",
    "Inserted",
    "Items",
    "KeyValue",
    "KeyValues",
    "Line",
    "Look",
    "MilestoneChart",
    "MonthGrid",
    "Pages",
    "Paragraph",
    "Photo",
    "Picture",
    "Piece",
    "Pin",
    "Place",
    "PortionText",
    "Row",
    "Rulers",
    "Section",
    "Source",
    "Spell",
    "Stretch",
    "Table",
    "Text",
    "Timeline",
    "Title",
    "Words",
    "wording",
]
