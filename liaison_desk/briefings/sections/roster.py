"""The contact roster: everyone by precedence or by organization, with rank, post and how to reach him."""

from collections.abc import Mapping
from typing import Any

from liaison_desk.briefings.document import Band, Column, Line, Row, Section, Table
from liaison_desk.briefings.sections.people import Roster, named, other_name, placed, ranked, reached, roster, said
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.contacts.records import Person


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table. ``order`` is "precedence" or "organization"; ``nation`` and ``tag`` narrow it."""
    people = roster(setting, options)
    rows: tuple[Row | Band, ...] = tuple(_row(setting, people, person) for person in people.people)
    columns = (
        Column(setting.words("Rank"), 1.0),
        Column(setting.words("Name"), 1.6),
        Column(setting.words("Post"), 1.8),
        Column(setting.words("Reach"), 2.2),
    )
    blocks = (Table(columns, rows),) if rows else ()
    return Section("roster", setting.line("Contact roster"), blocks, setting.words("Nothing to report."))


def _row(setting: Setting, people: Roster, person: Person) -> Row:
    return Row(
        (
            Line((ranked(setting, person, people.names),)),
            Line((named(setting, person), said(person, other_name(setting, person)))),
            Line(placed(setting, people, person), separator=", ", led=False),
            Line(reached(person, people.names), separator="\n", led=False),
        ),
        lead=1,
        place=people.place(person),
    )
