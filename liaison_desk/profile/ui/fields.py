"""The fields that only the settings have: a zone found by typing, a text of two sides, a name, hours of duty."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import time
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.domain.text import fold
from liaison_desk.domain.zones import known_zones, label, offset_text, to_local
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, Field, FinderLine, ImeLineEdit
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size

_PARTS: Final = ("family", "given", "native_family", "native_given", "reading_family", "reading_given")
_TIME: Final = re.compile(r"([01]?\d|2[0-3]):?([0-5]\d)")
_LONGEST: Final = 200


def find_zones(words: str) -> list[RecordRef]:
    """Return the zones whose names hold every word, those that begin with the last one first."""
    wanted = fold(words.replace("_", " ").replace("/", " ")).split()
    found: list[tuple[bool, str]] = []
    for name in known_zones():
        folded = fold(name.replace("_", " "))
        if wanted and all(word in folded for word in wanted):
            found.append((not folded.rsplit("/", 1)[-1].startswith(wanted[-1]), name))
    return [RecordRef("zone", number, name) for number, (_, name) in enumerate(sorted(found), 1)]


class ZoneField(Field):
    """A time zone: part of a city's name finds it; the present time there stands below."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.input = FinderLine(ui, find_zones, ui.language.tr("A city, such as Tokyo"))
        self.input.picked.connect(self._on_picked)
        self.input.textEdited.connect(self._on_edited)
        self.now = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True)
        self.body.addWidget(self.input)
        self.body.addWidget(self.now)
        self.watch(self.input)

    def value(self) -> str:
        """Return the zone's name; DeskError when there is none of that name."""
        typed = self.input.text().strip()
        known = next((name for name in known_zones() if name.casefold() == typed.casefold()), None)
        if known is None:
            raise DeskError("There is no time zone called {name}.", name=typed[:80])
        return known

    def set_value(self, value: str) -> None:
        """Show a zone."""
        self.input.setText(value)
        self._show_now()

    def _on_picked(self, ref: RecordRef) -> None:
        self.set_value(ref.label)
        self.set_problem(None)
        self.changed.emit()

    def _on_edited(self) -> None:
        self._show_now()
        self.changed.emit()

    def _show_now(self) -> None:
        try:
            name = self.value()
        except DeskError:
            self.now.set_text("")
            return
        at = self.ui.clock.now()
        local = to_local(at, name)
        offset = local.utcoffset()
        words = self.ui.language.tr(
            "Now {time} {zone}, UTC{offset}",
            time=f"{local:%H%M}",
            zone=label(name, at),
            offset=offset_text(offset) if offset is not None else "",
        )
        self.now.set_text(words)


class SidesField(Field):
    """A short text of both sides, side by side: what is rewritten is an original, and the other side may become stale."""

    def __init__(self, ui: Ui, host_label: str, home_label: str) -> None:
        super().__init__(ui)
        self._kept = Bilingual()
        self.host, self.home = (_line(side, self.changed.emit) for side in (host_label, home_label))
        self._labels = (host_label, home_label)
        row = QHBoxLayout()
        row.setSpacing(6)
        for line in (self.host, self.home):
            row.addWidget(line, 1)
            self.watch(line)
        self.body.addLayout(row)

    def value(self) -> Bilingual:
        """Return both wordings."""
        return self._kept.rewritten(Side.HOST, self.host.text().strip()).rewritten(Side.HOME, self.home.text().strip())

    def set_value(self, value: Bilingual) -> None:
        """Show both wordings."""
        self._kept = value
        self.host.setText(value.host)
        self.home.setText(value.home)

    def name(self, label: str) -> None:
        """Each input is named by the field and its language."""
        for line, side in zip((self.host, self.home), self._labels, strict=True):
            line.setAccessibleName(f"{label}, {side}")
        super().name(label)


class OfficerField(Field):
    """The officer's name in Latin letters, in its own script and as it is read, in the order of his people."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self._kept = PersonName()
        heads = (tr("Family name"), tr("Given name"))
        scripts = (tr("Latin letters"), tr("Own script"), tr("Reading in kana"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        for column, head in enumerate(heads):
            grid.addWidget(Text(ui, head, Size.META, tone="t3"), 0, column)
            grid.setColumnStretch(column, 1)
        self.inputs: dict[str, ImeLineEdit] = {}
        for number, part in enumerate(_PARTS):
            line = _line("", self.changed.emit)
            line.setAccessibleName(f"{heads[number % 2]}, {scripts[number // 2]}")
            self.inputs[part] = line
            grid.addWidget(line, number // 2 + 1, number % 2)
            self.watch(line)
        for row, script in enumerate(scripts, 1):
            grid.addWidget(Text(ui, script, Size.META, tone="t3"), row, 2)
        self.order = ComboBox(ui)
        self.order.addItem(tr("Family name first"), NameOrder.FAMILY_FIRST)
        self.order.addItem(tr("Given name first"), NameOrder.GIVEN_FIRST)
        self.order.setAccessibleName(tr("Order of the names"))
        self.order.activated.connect(lambda _: self.changed.emit())
        self.body.addLayout(grid)
        self.body.addWidget(self.order, 0, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> PersonName:
        """Return the name; prefix and suffix stay as they were."""
        parts = {part: line.text().strip() for part, line in self.inputs.items()}
        return replace(self._kept, **parts, order=NameOrder(self.order.currentData()))

    def set_value(self, value: PersonName) -> None:
        """Show a name."""
        self._kept = value
        for part, line in self.inputs.items():
            line.setText(getattr(value, part))
        self.order.setCurrentIndex(self.order.findData(value.order))


class HoursField(Field):
    """When duty begins and ends, as 0730 or 7:30; ``value`` is both times, local to the place."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self.begin, self.end = (_line("", self.changed.emit) for _ in range(2))
        self._names = (tr("from"), tr("to"))
        row = QHBoxLayout()
        row.setSpacing(6)
        for line, words in zip((self.begin, self.end), self._names, strict=True):
            line.setFixedWidth(76)
            line.setPlaceholderText("0730" if line is self.begin else "1630")
            row.addWidget(Text(ui, words, Size.SECONDARY, tone="t2"))
            row.addWidget(line)
            self.watch(line)
        row.addStretch(1)
        self.body.addLayout(row)

    def value(self) -> tuple[time, time]:
        """Return begin and end; DeskError when either is no time of day."""
        return _time(self.begin.text()), _time(self.end.text())

    def set_value(self, value: Sequence[time]) -> None:
        """Show begin and end."""
        for line, moment in zip((self.begin, self.end), value, strict=True):
            line.setText(f"{moment:%H%M}")

    def name(self, label: str) -> None:
        """Each input is named by the field and by which end it is."""
        for line, words in zip((self.begin, self.end), self._names, strict=True):
            line.setAccessibleName(f"{label}, {words}")
        super().name(label)


def _line(placeholder: str, changed: Callable[[], object]) -> ImeLineEdit:
    line = ImeLineEdit()
    line.setMaxLength(_LONGEST)
    line.setPlaceholderText(placeholder)
    line.textEdited.connect(lambda _: changed())
    return line


def _time(typed: str) -> time:
    import unicodedata

    match = _TIME.fullmatch(unicodedata.normalize("NFKC", typed[:16]).strip())
    if match is None:
        raise DeskError("“{typed}” is no time of day. Type it as 0730.", typed=typed[:16])
    return time(int(match[1]), int(match[2]))
