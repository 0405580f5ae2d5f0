"""Who plans an exercise and who takes part in it: the roster of the planning team by nation and precedence, the nations with their levels."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from liaison_desk.briefings.document import Block, Column, Group, Line, PortionText, Row, Section, Source, Text
from liaison_desk.briefings.sections.back_plans import dates
from liaison_desk.briefings.sections.exercising import Exercising, asked_exercises, exercising, marked_once, papers
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import dated
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ranks import precedence
from liaison_desk.exercises.records import Exercise, Level, Member, Participant

_NONE: Final = "There is no planning team or nation to print. Add them under Team and nations, or choose another exercise or period."
_LEVELS: Final[Mapping[Level, str]] = {
    Level.LEAD: "Leads the exercise",
    Level.FULL: "Takes part in full",
    Level.STAFF: "Staff only",
    Level.RESPONSE_CELL: "Response cell",
    Level.OBSERVER: "Observes",
    Level.UNDECIDED: "Not yet decided",
    Level.DECLINED: "Does not take part",
}


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the roster and the nations of each exercise asked for."""
    told = exercising(setting, asked_exercises(setting))

    def team(exercise: Exercise) -> tuple[Block, ...]:
        blocks = (*participants(told, exercise), *members(told, exercise))
        # One around both, for it is gone when nothing of either is left.
        return (
            (dates(told, exercise, off=False), Group(setting.line("Who takes part and who plans"), blocks))
            if blocks
            else ()
        )

    return papers(told, "planning_team", setting.words("Planning team"), team, empty=_NONE)


def participants(told: Exercising, exercise: Exercise) -> tuple[Block, ...]:
    """Return the nations and organizations that take part, with their level and role; nothing where none is named."""
    setting = told.setting
    if not exercise.participants:
        return ()
    columns = (
        Column(setting.words("Nation or organization"), 2.6),
        Column(setting.words("Nation"), 1.2, spare=True),
        Column(setting.words("Level of participation"), 1.2),
        Column(setting.words("Role"), 1.6, spare=True),
    )
    rows = (_part(told, exercise, one) for one in exercise.participants)
    return (Group(setting.line("Nations and organizations"), (marked_once(setting, columns, rows),)),)


def _part(told: Exercising, exercise: Exercise, one: Participant) -> Row:
    setting, nation, house = told.setting, told.nation(exercise, one.nation), told.party(exercise, one)
    known = house.names if house is not None else ()
    level = told.line(exercise, setting.words(_LEVELS[one.level]), *known)
    role = told.line(exercise, (one.role,), *known, *told.names.organization(one.role))
    return Row((Line((house,)), nation, level, role) if house is not None else (nation, Line(()), level, role))


def members(told: Exercising, exercise: Exercise) -> tuple[Block, ...]:
    """Return the planning team as it is on the packet's day, and who joins it later; nothing where there is none."""
    setting = told.setting
    team = team_of(told, exercise)
    if not team:
        return ()
    columns = (
        Column(setting.words("Nation"), 1.0),
        Column(setting.words("Rank"), 0.9, spare=True),
        Column(setting.words("Name"), 1.6),
        Column(setting.words("Cell"), 1.0, spare=True),
        Column(setting.words("Role"), 1.6, spare=True),
        Column(setting.words("In the team"), 1.1, spare=True),
    )
    rows = (_member(told, exercise, one) for one in team)
    return (Group(setting.line("Planning team"), (marked_once(setting, columns, rows),)),)


def team_of(told: Exercising, exercise: Exercise) -> tuple[Member, ...]:
    """Return who is in the team, or joins it later, by nation and precedence: host first, home, the others by their codes."""
    profile, people, day = told.setting.profile, told.names.people, told.setting.day

    def standing(one: Member) -> tuple[int, str, bool, tuple[int, date]]:
        place = {profile.host: 0, profile.home: 1}.get(one.nation, 2)
        person = people.get(one.contact_id)
        rank = precedence(person.rank_code, person.date_of_rank) if person is not None else precedence("")
        return place, one.nation, not one.leads, rank

    there = (one for one in exercise.team if one.until is None or one.until >= day)
    return tuple(sorted(there, key=standing))


def _member(told: Exercising, exercise: Exercise, one: Member) -> Row:
    setting = told.setting
    who, person = named(told, exercise, one), told.names.people.get(one.contact_id)
    rank: Text = ()
    if person is not None:
        home = setting.profile.home_language
        rank = setting.each(
            lambda language: " ".join(
                filter(None, ((person.rank_home if language.code == home else "") or person.rank, person.service))
            )
        )
    role = [told.says(exercise, (one.role,), *who.names, *told.names.text(Bilingual(one.role)))] if one.role else []
    if one.leads:
        role.insert(0, told.says(exercise, setting.words("Speaks for the nation"), *who.names))
    cell = told.line(exercise, (one.cell,), *who.names, *told.names.text(Bilingual(one.cell)))
    cells = (
        told.nation(exercise, one.nation),
        told.line(exercise, rank, *who.names),
        Line((who,)),
        cell,
        Line(tuple(role), separator="; ", led=False),
        told.line(exercise, _stay(setting, one), *who.names),
    )
    return Row(cells, lead=2)


def named(told: Exercising, exercise: Exercise, one: Member) -> PortionText:
    """Return somebody of the team by name, with all that decides whether he may be shown."""

    def says(text: Text, *known: Source) -> PortionText:
        return told.says(exercise, text, *known)

    return told.person(says, one.name, one.contact_id) or says((one.name,))


def _stay(setting: Setting, one: Member) -> Text:
    since, until = one.since, one.until
    if since and until:
        return setting.each(lambda language: f"{dated(language, since)}–{dated(language, until)}")
    if since:
        return setting.each(lambda language: language.tr("from {day}", day=dated(language, since)))
    if until:
        return setting.each(lambda language: language.tr("until {day}", day=dated(language, until)))
    return ()
