"""The form of a person: every attribute that a person would edit, in the order one fills in a card."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from liaison_desk.contacts.records import ORGANIZATION, PERSON, Organization, Person
from liaison_desk.contacts.rules.validity import LONGEST_INTERVAL
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.ui.assistant_field import AssistantRow
from liaison_desk.contacts.ui.markings import guard_texts
from liaison_desk.contacts.ui.name_fields import NameField, RankField
from liaison_desk.contacts.ui.post_field import PostsField
from liaison_desk.contacts.ui.row_fields import AddressRow, EmailRow, LineRow, PhoneRow, RowsField, SkillRow
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import (
    BilingualField,
    CheckRow,
    Chips,
    Choice,
    DateField,
    Form,
    ParsedField,
    TextField,
)
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of

_PLAIN = (
    "name", "nickname", "address_as", "pronunciation", "nation", "date_of_rank", "posts", "phones", "emails", "addresses", "urls", "assistants", "languages",
    "interpreter", "diet", "met_where", "birthday", "anniversary", "tags", "marking",
)  # fmt: skip
_TEXTS = ("biography", "notes")
_RANK = ("service", "rank", "rank_home", "rank_code")


class PersonForm(Form):
    """Field names are the record's attribute names (``rank`` speaks for four); ``show`` fills them, ``collect`` reads them."""

    def __init__(
        self, ui: Ui, words: Words, contacts: Contacts, houses: Mapping[int, Organization],
        known: Mapping[int, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(ui, label_width=128)
        self._base = Person(name=NameField(ui).value())
        tr = ui.language.tr

        def find(typed: str) -> list[Any]:
            return contacts.suggest(typed, kinds=(ORGANIZATION,))

        def find_person(typed: str) -> list[Any]:
            return contacts.suggest(typed, kinds=(PERSON,))

        names = known or {}
        self._words = words
        sides = words.side_names()
        self._nations = nation_choices(words)
        self.add_section(tr("Person"))
        self.nation = self.add("nation", tr("&Nation"), Choice(ui, self._nations))
        self.name = self.add("name", tr("Full n&ame"), NameField(ui))
        self.add("nickname", tr("Known as"), TextField(ui))
        self.add("address_as", tr("Form of address"), TextField(ui, tr("As he likes to be addressed: Jim, Yajima-san")))
        self.add("pronunciation", tr("Pronunciation"), TextField(ui, tr("As it is said: yah-JEE-mah")))
        self.rank = self.add("rank", tr("&Rank"), RankField(ui, words))
        self.add("date_of_rank", tr("Date of rank"), DateField(ui, words.read_day(happened=True)))
        self.add("tags", tr("&Tags"), Chips(ui, tr("Type a tag and press Enter")))
        self.add("marking", tr("&Marking"), marking_field(ui, words.profile()))
        self.add_section(tr("Posts"))
        self.posts = self.add("posts", tr("&Posts"), PostsField(ui, words, find, houses))
        self.add_section(tr("Reach"))
        self.add("phones", tr("Telep&hones"), RowsField(ui, tr("Add telephone"), lambda: PhoneRow(ui, words)))
        self.add("emails", tr("&E-mail"), RowsField(ui, tr("Add e-mail address"), lambda: EmailRow(ui, words)))
        self.add("addresses", tr("Addresses"), RowsField(ui, tr("Add address"), lambda: AddressRow(ui, words)))
        self.add("urls", tr("Web"), RowsField(ui, tr("Add web page"), lambda: LineRow("https://")))
        self.assistants = self.add(
            "assistants",
            tr("Assistants"),
            RowsField(ui, tr("Add assistant"), lambda: AssistantRow(ui, find_person, names)),
        )
        self.add_section(tr("Working together"))
        self.cadence = self.add("cadence_days", tr("Meet every"), days_field(ui))
        self.add("languages", tr("Languages"), RowsField(ui, tr("Add language"), lambda: SkillRow(ui, words)))
        self.add("interpreter", "", CheckRow(ui, tr("Interpreter needed")))
        self.add("diet", tr("Diet"), TextField(ui))
        self.add("met_where", tr("Met at"), TextField(ui))
        self.add("birthday", tr("Birthday"), DateField(ui, words.read_day(happened=True)))
        self.add("anniversary", tr("Anniversary"), DateField(ui, words.read_day(happened=True)))
        self.add_section(tr("Texts"))
        self.add("notes", tr("N&otes"), BilingualField(ui, *sides, rows=3))
        self.add("biography", tr("&Biography"), BilingualField(ui, *sides, rows=4))
        self.nation.changed.connect(self._on_nation)

    def show_person(self, person: Person) -> None:
        """Show a person; the form is clean afterwards."""
        self._base = person
        if person.nation not in {code for code, _ in self._nations}:  # an imported card may know more nations
            self.nation.set_choices([*self._nations, (person.nation, person.nation)])
        self.rank.follow_nation(person.nation)
        values: dict[str, Any] = {name: getattr(person, name) for name in _PLAIN}
        values |= {name: pair_of(getattr(person, name)) for name in _TEXTS}
        values["cadence_days"] = person.cadence_days or None
        values["rank"] = {name: getattr(person, name) for name in _RANK}
        self.fill(values)
        self.name.follow_nation(person.nation)

    def collect(self) -> Person:
        """Return the person as the form says; what it does not show stays as it was. InvalidError above the ceiling."""
        values = self.values()
        texts = {name: bilingual_of(values[name]) for name in _TEXTS}
        guard_texts(texts, self._words.profile())
        values |= texts
        values |= values.pop("rank")
        values["cadence_days"] = values["cadence_days"] or 0
        return replace(self._base, **values)

    def rebase(self, newer: Person) -> None:
        """Let what the form says be saved over a newer version."""
        self._base = replace(self._base, version=newer.version)

    def to_new_post(self) -> None:
        """Begin a new post."""
        self.posts.add_row().setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self.posts)

    def to_notes(self) -> None:
        """Put the keyboard into the notes."""
        notes = self.field("notes")
        notes.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(notes)

    def _on_nation(self) -> None:
        nation = self.nation.value()
        self.name.follow_nation(nation)
        self.rank.follow_nation(nation)


def nation_choices(words: Words) -> list[tuple[str, str]]:
    """Return the nations, host and home first, and the choice of none."""
    profile = words.profile()
    own = (profile.host, profile.home)
    others = [nation.code for nation in load_nations().all() if nation.code not in own and len(nation.code) == 3]
    others.sort(key=words.nation)
    return [
        ("", words.language.tr("Not known")),
        *((code, f"{words.nation(code)}  {code}") for code in (*own, *others)),
    ]


def days_field(ui: Ui) -> ParsedField:
    """Return the field of a contact interval in days; empty for none."""

    def parse(text: str) -> int:
        number = "".join(letter for letter in text if letter.isdecimal())
        if not number or not 0 < int(number[:9]) <= LONGEST_INTERVAL:
            raise DeskError("The contact interval is a number of days from 1 to {most}.", most=LONGEST_INTERVAL)
        return int(number[:9])

    language = ui.language
    return ParsedField(ui, parse, lambda days: language.tr("{n} days", n=days), placeholder=language.tr("30 days"))
