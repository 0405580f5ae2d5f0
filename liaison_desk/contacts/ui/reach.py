"""How a person is reached: one row a number or address, each with a button that copies it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.contacts.records import Address, Organization, Person
from liaison_desk.contacts.ui.inline import Change, email_change, phone_change
from liaison_desk.contacts.ui.phones import shown_number
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.zones import label, to_local
from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import SectionTitle, Text, TimeText, ZonedTime
from liaison_desk.foundation.qt.theme import Size

LABEL_WIDTH = 100
_HEIGHT = 26
_LONG = 22  # characters beyond which a value may take several lines


class ReachSection(QWidget):
    """Telephones, e-mail, addresses, web pages and languages of one person, and what time it is where he works."""

    def __init__(
        self, ui: Ui, words: Words, person: Person, house: Organization | None, names: Mapping[int, str],
        inline: Callable[[QWidget, str, str, Change], QWidget],
    ) -> None:  # fmt: skip
        super().__init__()
        self._names = names
        self._inline = inline
        self._ui = ui
        self._words = words
        tr = ui.language.tr
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(SectionTitle(ui, tr("Reach")), 1)
        if house is not None and house.zone:
            self._add_clock(head, house.zone)
        outer.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        outer.addLayout(self._grid)
        self.copy_buttons: list[IconButton] = []
        for number, phone in enumerate(person.phones):
            named_by_kind = phone.network == "civil" or phone.kind == "work"
            kind = "" if named_by_kind else dict(words.phone_kinds).get(phone.kind, phone.kind)
            self._add(
                words.phone_label(phone),
                shown_number(phone, person.nation),
                ", ".join(filter(None, (kind, phone.note))),
                typed=phone.number,
                change=phone_change(number),
            )
        for number, email in enumerate(person.emails):
            self._add(words.email_label(email), email.address, typed=email.address, change=email_change(number))
        for place in person.addresses:
            self._add(dict(words.place_kinds).get(place.kind, place.kind), one_line(place))
        for url in person.urls:
            self._add(tr("Web"), url)
        spoken = " · ".join(
            ", ".join(filter(None, (words.spoken_name(skill.code), words.level(skill.level))))
            for skill in person.languages
        )
        if spoken or person.interpreter:
            self._add(tr("Languages"), spoken, tr("interpreter needed") if person.interpreter else "", copies=False)
        for one in person.assistants:
            name = self._names.get(one.contact_id, one.name)
            self._add(tr("Assistant"), ", ".join(filter(None, (name, one.phone))))
        if not self._grid.count():
            self._grid.addWidget(Text(ui, tr("No telephone or address is known."), tone="t3"), 0, 0, 1, 3)

    def _add(
        self,
        name: str,
        value: str,
        note: str = "",
        *,
        copies: bool = True,
        typed: str = "",
        change: Change | None = None,
    ) -> None:
        row = self._grid.rowCount()
        ui = self._ui
        top = Qt.AlignmentFlag.AlignTop
        title = Text(ui, name, tone="t2")
        title.setMinimumHeight(_HEIGHT)
        self._grid.addWidget(title, row, 0, top)
        cell = QHBoxLayout()
        cell.setSpacing(8)
        shown: QWidget = Text(ui, value, tabular=True, wrap=len(value) > _LONG, selectable=True)
        shown.setMinimumHeight(_HEIGHT)
        if change is not None:
            shown = self._inline(shown, typed, name, change)
        cell.addWidget(shown, 1 if len(value) > _LONG else 0)
        if note:
            cell.addWidget(Text(ui, note, tone="t2", elide=True), 1)
        else:
            cell.addStretch(0)
        self._grid.addLayout(cell, row, 1)
        if copies:
            tip = ui.language.tr("Copy {value}", value=value)
            button = IconButton(ui, "copy", tip, act=lambda: self._copy(value))
            button.setFixedSize(_HEIGHT, _HEIGHT)
            self._grid.addWidget(button, row, 2, top)
            self.copy_buttons.append(button)

    def _copy(self, value: str) -> None:
        QGuiApplication.clipboard().setText(value)
        self._ui.notify(self._ui.language.tr("Copied: {value}", value=value), None)

    def _add_clock(self, head: QHBoxLayout, zone: str) -> None:
        ui, now = self._ui, self._ui.clock.now()
        there = to_local(now, zone)
        head.addWidget(Text(ui, ui.language.tr("Now there, {zone}", zone=label(zone, now)), Size.SECONDARY, tone="t2"))
        head.addWidget(TimeText(ui, [ZonedTime(there.strftime("%H:%M"), self._days_ahead(there))]))

    def _days_ahead(self, there: datetime) -> int:
        return (there.date() - self._words.today()).days


def one_line(place: Address) -> str:
    """Return a postal address on one line; a Japanese one from the large to the small, others the other way round."""
    if place.label:
        return ", ".join(place.label.split("\n"))
    parts = [place.extended, place.street, place.box, place.city, f"{place.region} {place.code}".strip(), place.country]
    if any("\u3040" <= letter <= "\u9fff" for letter in place.city + place.region):
        code = f"〒{place.code}" if place.code else ""
        tail = f"{place.region}{place.city}{place.street}"
        return " ".join(filter(None, (code, tail, place.extended, place.box)))
    return ", ".join(part for part in parts if part)
