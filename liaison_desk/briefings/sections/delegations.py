"""Who goes along on a visit: its delegation by precedence, and apart from it the personal data of its visitors."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from liaison_desk.briefings.document import Block, Column, Group, KeyValues, Line, Row, Section, Source, Table, Text
from liaison_desk.briefings.sections.calling import rank_there
from liaison_desk.briefings.sections.exercising import marked_once
from liaison_desk.briefings.sections.partnerships import Told, delegate
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import dated
from liaison_desk.briefings.sections.visits import Visiting, asked_visits, visit_papers, visiting, when_and_where
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.partnership.records import VISITOR, Delegate, Visit, Visitor
from liaison_desk.partnership.rules.delegations import by_precedence

_MOST_VISITORS: Final = 5_000


def build_delegation(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the list of each visit's delegation by precedence, its head first."""
    return visit_papers(
        visiting(setting, asked_visits(setting)), "delegation_list", "Delegation", _delegation, filled=True
    )


def _delegation(visiting: Visiting, told: Told, one: Visit) -> tuple[Block, ...]:
    if not one.delegation:
        return ()
    listed = Group(visiting.setting.line("By precedence"), (delegation(told, one),))
    return (KeyValues(tuple(when_and_where(visiting, told, one))), listed)


def delegation(told: Told, one: Visit, *, full: bool = True) -> Table:
    """Return the table of a delegation by precedence, counted when it is printed; a ``full`` one says what decides that, and diets."""
    setting = told.setting
    columns: tuple[Column, ...] = (
        Column(setting.words("No.")),
        Column(setting.words("Rank"), 1, spare=True),
        Column(setting.words("Name"), 1.6),
        Column(setting.words("Post"), 1.6, spare=True),
        Column(setting.words("Nation"), 0.8, spare=True),
        Column(setting.words("Role"), 1.2, spare=True),
    )
    if full:
        columns += (
            Column(setting.words("Diet"), 0.8, spare=True),
            Column(setting.words("Code, date of rank"), spare=True),
        )
    rows = (_delegate(told, each, full=full) for each in by_precedence(one.delegation))
    return replace(marked_once(setting, columns, rows), numbered=True)


def _delegate(told: Told, one: Delegate, *, full: bool) -> Row:
    setting, there = told.setting, delegate(one)
    who = told.serving(there, "")
    rank = setting.each(lambda language: rank_there(setting, language, there, told.names, one.rank))
    native = one.native or _native(told, one)
    other = told.says(setting.each(lambda language: "" if language.code == "ja" else native), *who.names)
    nation = told.nation(one.nation, *who.names)
    role = [*((replace(told.fixed("Head of delegation"), names=who.names),) if one.leads else ())]
    role += [replace(piece, names=(*piece.names, *who.names)) for piece in told.typed(one.role).portions]
    cells: tuple[Line, ...] = (
        Line(()),
        told.line(rank if one.rank else (), *who.names),
        Line((who, other), separator="\n"),
        told.post(there),
        Line((nation,)) if nation is not None else Line(()),
        Line(tuple(role), separator="; ", led=False),
    )
    if full:
        diet = (replace(piece, names=(*piece.names, *who.names)) for piece in told.typed(one.diet).portions)
        ranked = (
            told.line((one.code,) if one.code else (), *who.names),
            told.line(told.day_words(one.dated), *who.names),
        )
        told_by = tuple(piece for line in ranked for piece in line.portions)
        cells += (Line(tuple(diet)), Line(told_by, separator="\n", led=False))
    return Row(cells, lead=2)


def _native(told: Told, one: Delegate) -> str:
    person = told.names.people.get(one.contact_id)
    return person.name.native() if person is not None else ""


def build_visitors(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the personal data of visitors; those nobody has marked stay with the officer, as whatever is unmarked does."""
    visits = asked_visits(setting)
    books, ids = setting.partnership, {one.id for one in visits}
    everyone = books.visitors.everything() if books is not None and ids else ()
    some = [one for one in everyone if one.visit_id in ids]
    if len(some) > _MOST_VISITORS:
        # Cut off there, the paper would change with those who are withheld, and lose the others silently.
        raise RefusedError("A packet holds {count} people at most. Ask for fewer of them.", count=_MOST_VISITORS)

    def table(visiting: Visiting, told: Told, one: Visit) -> tuple[Block, ...]:
        own = [each for each in some if each.visit_id == one.id]
        columns = (
            Column(setting.words("Name"), 1.8),
            Column(setting.words("Nationality"), 1, spare=True),
            Column(setting.words("Born"), spare=True),
            Column(setting.words("Place of birth"), 1.2, spare=True),
            Column(setting.words("Passport"), 1, spare=True),
            Column(setting.words("Passport expires"), spare=True),
            Column(setting.words("Data erased on"), spare=True),
        )
        rows = (_visitor(visiting.around.of(VISITOR, each, Bilingual(each.name), told.record), each) for each in own)
        return (
            (
                KeyValues(tuple(when_and_where(visiting, told, one))),
                Group(setting.line("For the request"), (marked_once(setting, columns, rows),)),
            )
            if own
            else ()
        )

    return visit_papers(
        visiting(setting, visits, some), "visitor_data", "Personal data of visitors", table, filled=True
    )


def _visitor(told: Told, one: Visitor) -> Row:
    setting = told.setting
    who = told.person(one.name, one.contact_id)
    known = who[0].names if who else ()

    def line(text: Text, *more: Source) -> Line:
        return told.line(text, *known, *more)

    def day(value: date | None) -> Line:
        return line(setting.each(lambda language: dated(language, value)) if value is not None else ())

    nation = told.nation(one.nationality, *known)
    return Row(
        (
            Line(who),
            Line((nation,)) if nation is not None else Line(()),
            day(one.born),
            line((one.birthplace,) if one.birthplace else (), *told.names.organization(one.birthplace)),
            line((one.passport,) if one.passport else (), *told.names.organization(one.passport)),
            day(one.passport_expires),
            day(one.purge_on),
        )
    )
