"""The short lists of visits that are typed into: sites, delegation, escorts, steps of protocol, and the rules of sites."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ranks import load_ranks
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import Delegate, Escort, Site, Step, VisitSite
from liaison_desk.partnership.ui.visits.words import Words
from liaison_desk.screens.editing.model import EditColumn, Kind, Typed
from liaison_desk.screens.form import Suggest
from liaison_desk.screens.nations import nation_finder, nation_typed

DelegateOn = Callable[[int, date], Delegate]
_CODES: Final = (*(f"OF-{n}" for n in range(10, 0, -1)), "WO", *(f"OR-{n}" for n in range(9, 0, -1)))


class PeopleOnTheDay:
    """Contacts as they are on the day of a visit, looked up while one types; ``day`` is set by whoever holds the form."""

    def __init__(self, suggest: Suggest, delegate_on: DelegateOn, day: date) -> None:
        self._suggest = suggest
        self._delegate_on = delegate_on
        self._known: dict[tuple[int, date], Delegate] = {}
        self.day = day

    def find(self, typed: str) -> list[RecordRef]:
        """Return the contacts that words may mean, and remember who they are on the day; on the database lane."""
        refs = self._suggest("person", typed)
        for ref in refs:
            self._known[ref.id, self.day] = self._delegate_on(ref.id, self.day)
        return refs

    def picked(self, one: Delegate, typed: Typed) -> Delegate:
        """Return somebody who goes along as he was picked: rank, code and post are frozen as they are then."""
        if typed.picked is None:
            return replace(one, name=_required(typed.words), contact_id=0)
        known = self._known.get((typed.picked.id, self.day))
        if known is None:
            return replace(one, name=_required(typed.words), contact_id=typed.picked.id)
        return replace(known, role=one.role, leads=one.leads, diet=known.diet or one.diet)


def delegation_columns(words: Words, people: PeopleOnTheDay) -> list[EditColumn]:
    """Return the columns of those who go along."""
    tr = words.language.tr
    read = words.read_day()

    def ranked(one: Delegate, typed: Typed) -> Delegate:
        known = load_ranks().find(typed.words)
        return replace(one, rank=typed.words, code=one.code or (known.code if known else ""))

    def coded(one: Delegate, typed: Typed) -> Delegate:
        code = typed.words.upper().replace(" ", "")
        if code and code not in _CODES:
            raise DeskError("“{code}” is no code of a rank. Type one such as OF-5, WO or OR-7.", code=typed.words[:20])
        return replace(one, code=code)

    return [
        EditColumn(
            tr("Name"), 190, lambda one: one.name, people.picked, Kind.FOUND, people.find,
            tone=lambda one: "acc" if one.contact_id else "t1",
        ),
        EditColumn(tr("Rank"), 96, lambda one: one.rank, ranked),
        EditColumn(tr("Code"), 60, lambda one: one.code, coded, tone=lambda _: "t2"),
        EditColumn(
            tr("Rank since"), 96, lambda one: words.dated(one.dated) if one.dated else "",
            lambda one, typed: replace(one, dated=read(typed.words) if typed.words else None),
            typed=lambda one: one.dated.isoformat() if one.dated else "", tone=lambda _: "t2",
        ),
        EditColumn(tr("Post"), 150, lambda one: one.post, lambda one, typed: replace(one, post=typed.words)),
        EditColumn(
            tr("Nation"), 60, lambda one: one.nation, lambda one, typed: replace(one, nation=nation_typed(typed.words)),
            Kind.FOUND, nation_finder(words.nation), tone=lambda _: "t2",
        ),
        EditColumn(tr("Role"), 90, lambda one: one.role, lambda one, typed: replace(one, role=typed.words)),
        EditColumn(tr("Diet"), 90, lambda one: one.diet, lambda one, typed: replace(one, diet=typed.words)),
        EditColumn(
            tr("Head"), 56, lambda one: tr("yes") if one.leads else "", lambda one, _: replace(one, leads=not one.leads),
            Kind.TICKED,
        ),
    ]  # fmt: skip


def site_columns(words: Words, known: Callable[[], Sequence[Site]], suggest: Suggest) -> list[EditColumn]:
    """Return the columns of the places of a visit; ``known`` gives the sites whose rules there are, on the database lane."""
    tr = words.language.tr

    def find(typed: str) -> list[RecordRef]:
        wanted = typed.casefold()
        return [
            RecordRef("site", one.id, words.best(one.name))
            for one in known()
            if wanted in f"{one.name.host} {one.name.home} {one.place}".casefold()
        ][:8]

    def named(one: VisitSite, typed: Typed) -> VisitSite:
        return replace(one, name=_required(typed.words), site_id=typed.picked.id if typed.picked else 0)

    def received(one: VisitSite, typed: Typed) -> VisitSite:
        return replace(one, host_name=typed.words, contact_id=typed.picked.id if typed.picked else 0)

    return [
        EditColumn(
            tr("Site"), 260, lambda one: one.name, named, Kind.FOUND, find, tone=lambda one: "acc" if one.site_id else "t1"
        ),
        EditColumn(
            tr("Who receives"), 220, lambda one: one.host_name, received, Kind.FOUND,
            lambda typed: suggest("person", typed), tone=lambda one: "acc" if one.contact_id else "t1",
        ),
    ]  # fmt: skip


def escort_columns(words: Words, suggest: Suggest) -> list[EditColumn]:
    """Return the columns of the escorts."""
    tr = words.language.tr

    def named(one: Escort, typed: Typed) -> Escort:
        return replace(one, name=_required(typed.words), contact_id=typed.picked.id if typed.picked else 0)

    return [
        EditColumn(
            tr("Escort"), 220, lambda one: one.name, named, Kind.FOUND, lambda typed: suggest("person", typed),
            tone=lambda one: "acc" if one.contact_id else "t1",
        ),
        EditColumn(tr("Phone"), 130, lambda one: one.phone, lambda one, typed: replace(one, phone=typed.words)),
        EditColumn(tr("For what"), 200, lambda one: one.when, lambda one, typed: replace(one, when=typed.words)),
    ]  # fmt: skip


def step_columns(words: Words) -> list[EditColumn]:
    """Return the columns of the steps of protocol."""
    tr = words.language.tr
    side = words.profile().side_of(words.language.code)

    def said(one: Step, typed: Typed) -> Step:
        return replace(one, text=one.text.rewritten(side, _required(typed.words)))

    return [
        EditColumn(tr("Step"), 330, lambda one: words.best(one.text), said),
        EditColumn(
            tr("± days"), 56, lambda one: f"{one.offset:+d}" if one.offset else "0",
            lambda one, typed: replace(one, offset=_whole(typed.words, -1_000, 1_000)), typed=lambda one: str(one.offset),
        ),
        EditColumn(
            tr("Counted from"), 120, lambda one: dict(words.anchors)[one.anchor],
            lambda one, typed: replace(one, anchor=typed.value), Kind.CHOSEN, choices=words.anchors,
        ),
        EditColumn(
            tr("Seen to by"), 90, lambda one: dict(words.sides).get(one.side, ""),
            lambda one, typed: replace(one, side=typed.value), Kind.CHOSEN, choices=words.sides,
        ),
        EditColumn(tr("Note"), 160, lambda one: one.note, lambda one, typed: replace(one, note=typed.words)),
    ]  # fmt: skip


def rule_columns(words: Words) -> list[EditColumn]:
    """Return the columns of the rules of sites; lead times are days before the first day of a visit."""
    tr = words.language.tr
    side = words.profile().side_of(words.language.code)

    def named(one: Site, typed: Typed) -> Site:
        return replace(one, name=one.name.rewritten(side, _required(typed.words)))

    def lead(name: str, title: str) -> EditColumn:
        return EditColumn(
            title, 84, lambda one: str(getattr(one, name)),
            lambda one, typed: replace(one, **{name: _whole(typed.words, 0, 1_000)}),
        )  # fmt: skip

    return [
        EditColumn(tr("Site"), 220, lambda one: words.best(one.name), named),
        EditColumn(tr("Place"), 96, lambda one: one.place, lambda one, typed: replace(one, place=typed.words)),
        EditColumn(
            tr("Nation"), 64, lambda one: one.nation, lambda one, typed: replace(one, nation=nation_typed(typed.words)),
            Kind.FOUND, nation_finder(words.nation),
        ),
        lead("one_time", tr("One-time")),
        lead("recurring", tr("Recurring")),
        lead("extended", tr("Extended")),
        lead("emergency", tr("Emergency")),
        EditColumn(
            tr("Working days"), 98, lambda one: tr("yes") if one.working else "",
            lambda one, _: replace(one, working=not one.working), Kind.TICKED,
        ),
        EditColumn(tr("Where the rule stands"), 180, lambda one: one.basis, lambda one, typed: replace(one, basis=typed.words)),
    ]  # fmt: skip


def new_site(usual: Site) -> Callable[[], Site]:
    """Return what makes an empty row of the rules of sites, with the usual lead times."""
    return lambda: replace(usual, id=0, uid="", version=0, name=Bilingual())


def _required(words: str) -> str:
    if not words:
        raise DeskError("Give a name, or take the row out with Delete.")
    return words


def _whole(words: str, low: int, high: int) -> int:
    """Return a whole number that was typed, with its sign in any writing."""
    plain = words.replace("−", "-").replace("+", "").strip()
    try:
        number = int(plain)
    except ValueError:
        raise DeskError("“{typed}” is no whole number of days.", typed=words[:20]) from None
    if not low <= number <= high:
        raise DeskError("That is a number of days from {low} to {high}.", low=low, high=high)
    return number
