"""The two logs and the turnover of the sample, from ``resources/sample/partnership.toml``, and more of the logs where a desk is larger."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from liaison_desk.app.desk import Desk
from liaison_desk.app.sample.exercises import marked
from liaison_desk.app.sample.notes import wording
from liaison_desk.app.sample.partnership import Told, partnership_words
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.partnership.records import (
    VISIT,
    Disclosure,
    Disposition,
    Gift,
    Manner,
    Onward,
    Opportunity,
    Passing,
    TurnoverNote,
)
from liaison_desk.partnership.rules.turnover import checklist

_SPREAD = 700
_CHUNK = 2000


def add_logs(desk: Desk, told: Told, label: str) -> None:
    """Add disclosures, gifts, the turnover that is ahead and what a successor must know."""
    words = partnership_words()
    log = [_disclosure(told, *row) for row in words["disclosures"]["list"]]
    day = told.stage.telling.workday
    for place, originator, nations, who, on, basis, until in words["disclosures"]["onward"]:
        onward = Onward(originator, tuple(nations), who, day(on), basis, day(until))
        log[place] = replace(log[place], onward=(onward,))
    for place, on in words["disclosures"]["disposed"]:
        log[place] = replace(log[place], disposed=day(on))
    with desk.database.write(label) as transaction:
        desk.disclosures.save_in(transaction, log)
    for row in words["gifts"]["list"]:
        desk.gifts.save(_gift(told, *row))
    _add_turnover(desk, told)
    notes = [_note(told, one) for one in words["notes"]]
    with desk.database.write(label) as transaction:
        desk.turnover_notes.save_in(transaction, notes)


def add_more(desk: Desk, told: Told, people: Sequence[Person], label: str) -> None:
    """Add opportunities and entries of both logs that a desk of more than the usual size has, by the dice."""
    telling, words = told.stage.telling, partnership_words()
    opportunities: list[Opportunity] = []
    log: list[Disclosure] = []
    gifts: list[Gift] = []
    known = [one for one in told.records["opportunity"].values() if isinstance(one, Opportunity)]
    for number in range(2, telling.scale + 1):
        opportunities += [_another(told, one, number, people) for one in known]
        for row in words["disclosures"]["list"]:
            one = _disclosure(told, *row)
            who = telling.dice.choice(people)
            at = one.at - timedelta(days=telling.dice.randrange(_SPREAD))
            log.append(replace(one, at=at, receiver=who.name.latin(), receiver_id=who.id, receiver_nation=who.nation))
        for row in words["gifts"]["list"]:
            gift = _gift(told, *row)
            who = telling.dice.choice(people)
            days = timedelta(days=telling.dice.randrange(_SPREAD))
            named = replace(gift, on=gift.on - days, giver=who.name.latin(), giver_id=who.id, visit_id=0, reported=None)
            gifts.append(named)
    keepers: tuple[tuple[Any, list[Any]], ...] = (
        (desk.opportunities, opportunities), (desk.disclosures, log), (desk.gifts, gifts),
    )  # fmt: skip
    for keeper, records in keepers:
        for start in range(0, len(records), _CHUNK):
            with desk.database.write(label) as transaction:
                keeper.save_in(transaction, records[start : start + _CHUNK])


def _another(told: Told, one: Opportunity, number: int, people: Sequence[Person]) -> Opportunity:
    champion = told.stage.telling.dice.choice(people)
    title = Bilingual(f"{one.title.host} ({number})", f"{one.title.home}（{number}）", home_state=one.title.home_state)
    return replace(
        one, id=0, uid="", version=0, title=title, champion=champion.name.latin(), champion_id=champion.id, rank=one.rank + 8 * number
    )  # fmt: skip


def _disclosure(
    told: Told, day: int, at: str, manner: str, title: list[str], giver: str, receiver: str, nation: str, source: str, copy: str,
    medium: str, mark: str, about: str,
) -> Disclosure:  # fmt: skip
    cast, telling = told.stage.cast, told.stage.telling
    kind, _, key = about.partition(":")
    found = told.records[kind][key] if about else None
    return Disclosure(
        title=wording(title),
        manner=Manner(manner),
        at=datetime.combine(telling.workday(day), time.fromisoformat(at)),
        zone="America/Denver",
        giver=cast.name(giver),
        giver_id=cast.id(giver),
        giver_nation=cast.nation(giver),
        receiver=cast.name(receiver),
        receiver_id=cast.id(receiver),
        receiver_nation=nation,
        source_marking=source,
        copy=copy,
        medium=medium,
        about_kind=kind,
        about_id=found.id if found else 0,
        about_uid=found.uid if found else "",
        about=_called(found) if found else "",
        marking=marked(telling, mark),
    )


def _called(record: Any) -> str:
    return str(record.title.host)


def _gift(
    told: Told, day: int, passing: str, item: list[str], giver: str, receiver: str, occasion: str, amount: int, currency: str, valued: str,
    disposition: str, visit: str, reported: int,
) -> Gift:  # fmt: skip
    cast, telling = told.stage.cast, told.stage.telling
    mine = {"Tsubaki Naoto": "JPN", "Nora Ellingsworth": "USA"}
    return Gift(
        on=telling.workday(day),
        passing=Passing(passing),
        item=wording(item),
        giver=cast.name(giver),
        giver_id=cast.id(giver),
        giver_nation=cast.nation(giver) or mine.get(giver, ""),
        receiver=cast.name(receiver),
        receiver_id=cast.id(receiver),
        receiver_nation=cast.nation(receiver) or mine.get(receiver, ""),
        occasion=occasion,
        amount=amount,
        currency=currency,
        valued=valued,
        disposition=Disposition(disposition),
        visit_id=told.id(VISIT, visit),
        reported=telling.workday(reported) if reported else None,
        marking=telling.shared,
    )


def _add_turnover(desk: Desk, told: Told) -> None:
    """Add the turnover with the desk's checklist, of which the first steps are done."""
    words, telling = partnership_words()["turnover"], told.stage.telling
    draft = desk.turnovers.draft(telling.workday(words["on"]))
    days = {line.step.key: line.day for line in checklist(draft, telling.day)}
    steps = tuple(
        replace(step, done=days[step.key])
        if step.offset <= words["done_until"] and days[step.key] <= telling.day
        else step
        for step in draft.steps
    )
    told_of: dict[str, Any] = {"post": wording(words["post"]), "note": wording(words["note"])}
    desk.turnovers.save(replace(draft, successor=words["successor"], steps=steps, marking=telling.home_only, **told_of))


def _note(told: Told, one: Any) -> TurnoverNote:
    ref = told.ref(one["of"])
    texts: dict[str, Any] = {name: wording(one[name]) for name in ("why", "next", "sensitivities")}
    return TurnoverNote(owner_kind=ref.kind, owner_id=ref.id, marking=told.stage.telling.home_only, **texts)
