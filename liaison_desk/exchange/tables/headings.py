"""What the headings of a table mean: words of many programs, as data, and the mapping from columns to fields."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from liaison_desk.domain.headings import MOST, Headings, heading_key, headings_table
from liaison_desk.domain.text import fold
from liaison_desk.exchange.tables.grid import Row
from liaison_desk.foundation.core.formulas import unguarded
from liaison_desk.foundation.core.language import Language

PEOPLE, EVENTS, TASKS, MEETINGS, REGISTER = "people", "events", "tasks", "meetings", "register"
MILESTONES = "milestones"
ARRANGEMENTS, AMENDMENTS, OPPORTUNITIES, VISITS = "arrangements", "amendments", "opportunities", "visits"
VALIDITIES, DISCLOSURES, GIFTS = "validities", "disclosures", "gifts"
PARTNERSHIP = (ARRANGEMENTS, OPPORTUNITIES, VISITS, VALIDITIES, DISCLOSURES, GIFTS)
LEFT_OUT = "-"  # the field of a column that is not taken in


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its place, its heading, and the field it fills; "" goes to the notes with its heading.

    ``usual`` are the values (folded) that its program writes in every row and that say nothing.
    """

    index: int
    heading: str
    field: str = ""
    usual: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column fills which field: guessed from the headings, and changed by the user where the guess is wrong."""

    kind: str
    columns: tuple[Column, ...]

    @property
    def known(self) -> int:
        """How many columns fill a field."""
        return sum(bool(column.field) for column in self.columns)

    def with_field(self, index: int, field: str) -> "Columns":
        """Return the mapping with one column filling another field, "" for none."""
        return replace(self, columns=tuple(replace(c, field=field) if c.index == index else c for c in self.columns))


@dataclass(slots=True)
class Cells:
    """A row by the names of its fields, and what stands in columns without one; ``cut`` if some of it was too much and is not here."""

    line: int
    fields: dict[str, str] = field(default_factory=dict)
    others: list[tuple[str, str]] = field(default_factory=list)
    cut: bool = False

    def get(self, name: str) -> str:
        """Return a field's text, "" if the row has none."""
        return self.fields.get(name, "")

    def numbers(self, group: str) -> list[int]:
        """Return which numbers of a numbered group (``phone.{n}.…``, ``url.{n}``) the row uses, in order."""
        parts = [name.split(".") for name in self.fields if name.startswith(f"{group}.")]
        return sorted({int(part[1]) for part in parts if part[1].isdecimal()})

    def take(self, *names: str) -> str:
        """Return the first of these fields that says something."""
        return next((self.fields[name] for name in names if self.fields.get(name)), "")


class Vocabulary(Headings):
    """The headings of one kind of table. It never changes once loaded."""

    def __init__(self, kind: str, table: Mapping[str, Any]) -> None:
        super().__init__(table)
        self.kind = kind
        self.written: tuple[str, ...] = tuple(table["written"])
        self._telling = frozenset(table.get("telling", ()))
        self._headings: Mapping[str, str] = {name: headings[0] for name, headings in table["fields"].items()}
        usual = table.get("usual", {})
        self._usual = {heading_key(name): frozenset(map(fold, values)) for name, values in usual.items()}

    def columns(self, headings: Sequence[str]) -> Columns:
        """Return the mapping that the headings suggest; of two columns for one field the first that says something fills it."""
        columns = [
            Column(index, heading.strip(), name, self._usual.get(heading_key(heading), frozenset()))
            for index, (heading, name) in enumerate(zip(headings, self.fields(headings), strict=True))
        ]
        return Columns(self.kind, tuple(columns))

    def may_be(self, columns: Columns) -> bool:
        """Tell whether a table with these columns can be of this kind: one that says what only this kind has, where there is such a thing."""
        return not self._telling or any(column.field in self._telling for column in columns.columns)

    def cells(self, columns: Columns, row: Row) -> Cells:
        """Return a row by field names; values without a heading and values that say nothing new are sorted out."""
        cells = Cells(row.line, cut=row.cut)
        for column in columns.columns:
            text = unguarded(row.cells[column.index]).strip() if column.index < len(row.cells) else ""
            if not text or column.field == LEFT_OUT or (column.usual and fold(text) in column.usual):
                continue
            if column.field and column.field not in cells.fields:
                cells.fields[column.field] = text
            else:
                cells.others.append((column.heading, text))
        known = set(cells.fields.values())
        surplus = [text.strip() for text in row.cells[len(columns.columns) :] if text.strip()]
        cells.others = [(heading, text) for heading, text in cells.others if text not in known]
        cells.others += [("", text) for text in surplus]
        return cells

    def english(self, name: str) -> str:
        """Return the English heading of a field, for notes that keep what had no place."""
        return self._headings.get(name, name)

    def heading(self, name: str, language: Language) -> str:
        """Return the heading of a field as this desk writes it."""
        pattern = re.sub(r"\.\d+(?=\.|$)", ".{n}", name)
        number = re.search(r"\.(\d+)(?:\.|$)", name)
        words = language.tr(self._headings[pattern])
        return words.replace("{n}", number.group(1)) if number else words

    def choices(self, language: Language) -> list[tuple[str, str]]:
        """Return the fields a column can fill with what they are called, numbered ones twice; in the order they are written."""
        plain = [name for name in self._headings if name not in self.written]
        names = [
            name.replace("{n}", str(number))
            for name in (*self.written, *plain)
            for number in ((1, 2) if "{n}" in name else (0,))
        ]
        return [(name, self.heading(name, language)) for name in names]

    def in_order(self, used: Iterable[str]) -> list[str]:
        """Return the fields to write: the single ones always, the numbered ones as far as they are used."""
        said = set(used)
        names: list[str] = []
        index = 0
        while index < len(self.written):
            group = [self.written[index]]
            stem = group[0].partition("{n}")[0]
            while (
                "{n}" in group[0]
                and self.written[index + len(group) :][:1]
                and self.written[index + len(group)].startswith(stem)
            ):
                group.append(self.written[index + len(group)])
            for number in range(1, MOST + 1) if "{n}" in group[0] else (0,):
                filled = [name.replace("{n}", str(number)) for name in group]
                if not number or said & set(filled):
                    names += filled
            index += len(group)
        return names


@cache
def load_vocabulary(kind: str) -> Vocabulary:
    """Return the headings of one kind of table, from ``resources/exchange/csv_headings.toml``."""
    return Vocabulary(kind, headings_table(kind))
