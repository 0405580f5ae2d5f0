"""The columns of the planning team, of those who take part, and of the objectives: how each reads and is typed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.typed import day_reader
from liaison_desk.exercises.records import Level, Member, Objective, Participant
from liaison_desk.exercises.ui.form.fields import finder
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.screens.editing.model import EditColumn, Kind, Typed
from liaison_desk.screens.nations import NATION, nation_finder, nation_meant, nation_typed


def team_columns(words: Words, sources: Sources) -> list[EditColumn]:
    """Return the columns of the planning team."""
    tr = words.language.tr
    read = day_reader(sources.profile, words.clock.now, happened=None)
    days = 99 if words.language.code == "en" else 118

    def day_of(typed: Typed) -> date | None:
        return read(typed.words) if typed.words else None

    def written(day: date | None) -> str:
        return words.dated(day) if day is not None else ""

    def named(one: Member, typed: Typed) -> Member:
        return replace(one, name=_required(typed.words), contact_id=typed.picked.id if typed.picked else 0)

    return [
        EditColumn(
            tr("Planner"), 190, lambda one: one.name, named, Kind.FOUND, finder(sources.outside.suggest, "person"),
            tone=lambda one: "acc" if one.contact_id else "t1", opens=_contact,
        ),
        EditColumn(
            tr("Nation"), 64, lambda one: one.nation, lambda one, typed: replace(one, nation=nation_typed(typed.words)), Kind.FOUND,
            nation_finder(words.nation), tone=lambda _: "t2",
        ),
        EditColumn(tr("Role"), 130, lambda one: one.role, lambda one, typed: replace(one, role=typed.words)),
        EditColumn(tr("Cell"), 96, lambda one: one.cell, lambda one, typed: replace(one, cell=typed.words)),
        EditColumn(
            tr("National lead"), 96, lambda one: tr("yes") if one.leads else "",
            lambda one, _: replace(one, leads=not one.leads), Kind.TICKED,
        ),
        EditColumn(
            tr("Since"), days, lambda one: written(one.since), lambda one, typed: replace(one, since=day_of(typed)),
            typed=lambda one: one.since.isoformat() if one.since else "", tone=lambda _: "t2",
        ),
        EditColumn(
            tr("Until"), days, lambda one: written(one.until), lambda one, typed: replace(one, until=day_of(typed)),
            typed=lambda one: one.until.isoformat() if one.until else "", tone=lambda _: "t2",
        ),
    ]  # fmt: skip


def part_columns(words: Words, sources: Sources) -> list[EditColumn]:
    """Return the columns of the nations and organizations that take part."""
    tr = words.language.tr
    nations, houses = nation_finder(words.nation), finder(sources.outside.suggest, "organization")

    def find(typed: str) -> Sequence[RecordRef]:
        return [*nations(typed)[:4], *houses(typed)[:4]]

    def named(one: Participant, typed: Typed) -> Participant:
        said = _required(typed.words)
        if typed.picked is not None and typed.picked.kind != NATION:
            return replace(one, name=said, organization_id=typed.picked.id)
        code = nation_meant(said)
        if code:
            return replace(one, name="", nation=code, organization_id=0)
        return replace(one, name=said, organization_id=0)

    def house(one: Participant) -> RecordRef | None:
        return RecordRef("organization", one.organization_id) if one.organization_id else None

    levels = tuple(words.levels)
    return [
        EditColumn(
            tr("Nation or organization"), 190, lambda one: one.name or words.nation(one.nation), named, Kind.FOUND, find,
            tone=lambda one: "acc" if one.organization_id else "t1", opens=house,
        ),
        EditColumn(
            tr("Nation"), 70, lambda one: one.nation, lambda one, typed: replace(one, nation=nation_typed(typed.words)), Kind.FOUND,
            nations, tone=lambda _: "t2",
        ),
        EditColumn(
            tr("Takes part"), 130, lambda one: words.level(one.level), lambda one, typed: replace(one, level=typed.value),
            Kind.CHOSEN, choices=levels, tone=lambda one: "t3" if one.level is Level.DECLINED else "t1",
        ),
        EditColumn(tr("Role"), 140, lambda one: one.role, lambda one, typed: replace(one, role=typed.words)),
    ]  # fmt: skip


def objective_columns(words: Words) -> list[EditColumn]:
    """Return the columns of the objectives, the language of the window first."""
    tr = words.language.tr
    first = words.profile().side_of(words.language.code)
    names = dict(zip((Side.HOST, Side.HOME), words.side_names(), strict=True))

    def written(side: Side) -> EditColumn:
        def put(one: Objective, typed: Typed) -> Objective:
            text = one.text.rewritten(side, typed.words)
            if not text:
                raise DeskError("Say what the objective is.")
            return replace(one, text=text)

        title = tr("Objective, {language}", language=names[side])
        return EditColumn(title, 330, lambda one: one.text.side(side), put)

    ours = EditColumn(
        tr("Ours"),
        56,
        lambda one: tr("yes") if one.ours else "",
        lambda one, _: replace(one, ours=not one.ours),
        Kind.TICKED,
    )
    return [written(first), ours, written(first.other)]


def empty_objective(sources: Sources) -> Callable[[], Objective]:
    """Return what makes an objective to begin with, with a key of its own."""
    return lambda: sources.exercises.new_objective(Bilingual())


def _contact(one: Member) -> RecordRef | None:
    return RecordRef("person", one.contact_id) if one.contact_id else None


def _required(said: str) -> str:
    if not said:
        raise DeskError("Give a name, or take the row out with Delete.")
    return said
