"""Visits on paper: the board of all by state, the itinerary of each in three zones, its delegation by precedence, visitors' personal data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from liaison_desk.briefings.document import (
    Band,
    Block,
    Column,
    Group,
    KeyValue,
    Line,
    PortionText,
    Row,
    Section,
    Source,
    Text,
)
from liaison_desk.briefings.sections.exercising import marked_once
from liaison_desk.briefings.sections.partnerships import (
    Partnering,
    Told,
    asked,
    by_state,
    days_from,
    delegate,
    partnering,
    today_at,
)
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.briefings.sections.times import near_days, short_days
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import (
    SITE,
    VISIT,
    Escort,
    Site,
    Visit,
    VisitSite,
    VisitState,
    VisitType,
)
from liaison_desk.partnership.rules.visits import countdown

_STATES: Final[Mapping[VisitState, str]] = {
    VisitState.RETURNED: "Returned",
    VisitState.PLANNED: "Planned",
    VisitState.SUBMITTED: "Submitted",
    VisitState.APPROVED: "Approved",
    VisitState.DENIED: "Denied",
    VisitState.COMPLETED: "Visit completed",
    VisitState.CANCELLED: "Cancelled",
}
_TYPES: Final[Mapping[VisitType, str]] = {
    VisitType.ONE_TIME: "One-time visit",
    VisitType.RECURRING: "Recurring visit",
    VisitType.EXTENDED: "Extended visit",
    VisitType.EMERGENCY: "Emergency visit",
}
_OVER: Final = frozenset({VisitState.DENIED, VisitState.COMPLETED, VisitState.CANCELLED})
_TO_SUBMIT: Final = frozenset({VisitState.PLANNED, VisitState.RETURNED})
_MOST_VISITORS: Final = 5_000
GONE: Final = "This visit is not there any more."


@dataclass(frozen=True, slots=True)
class Visiting:
    """Some visits, the sites whose rules they follow, and whom all of them name."""

    around: Partnering
    visits: Sequence[Visit]
    sites: Mapping[int, Site]

    @property
    def setting(self) -> Setting:
        """The setting of the packet."""
        return self.around.setting

    def told(self, one: Visit) -> Told:
        """Return a visit to be told of."""
        return self.around.of(VISIT, one, one.title)

    def site(self, told: Told, one: VisitSite) -> PortionText:
        """Return a place that is visited; one whose rules the desk knows is a record of its own, which decides, too."""
        site = self.sites.get(one.site_id)
        if site is None:
            gone = (Source(RecordRef(SITE, one.site_id, one.name), None),) if one.site_id else ()
            return told.says((one.name or "–",), *gone, *told.names.organization(one.name))
        return told.says(self.setting.text(site.name), site_source(site), *told.names.text(site.name))

    def request_due(self, one: Visit) -> date | None:
        """Return by when the request of a visit has to be in, by the rules of those of its sites that may be told."""
        told = self.told(one)
        known = {each.site_id: self.sites[each.site_id] for each in one.sites if each.site_id in self.sites}
        open_ = {id_: site for id_, site in known.items() if self.setting.is_told(told.says(("",), site_source(site)))}
        return countdown(one, open_, today_at(self.setting)).due


def site_source(site: Site) -> Source:
    """Return a site as a record that decides what may be told of it."""
    return source(SITE, site.id, site.name, site.marking, site.uid)


def visiting(setting: Setting, visits: Sequence[Visit], more: Sequence[Any] = ()) -> Visiting:
    """Look up the sites of visits, and whom and what all of them name; ``more`` is what else a section prints."""
    books = setting.partnership
    ids = {one.site_id for visit in visits for one in visit.sites} - {0}
    sites = books.sites.by_ids(sorted(ids)) if books is not None and ids else {}
    return Visiting(partnering(setting, [*visits, *sites.values(), *more]), visits, sites)


def asked_visits(setting: Setting) -> Sequence[Visit]:
    """Return the visit asked for, else all that are not over, by their first day."""
    books = setting.partnership
    some = (
        asked(books.visits, setting.request.visit, GONE, lambda one: one.state not in _OVER)
        if books is not None
        else ()
    )
    return sorted(some, key=by_first)


def by_first(one: Visit) -> tuple[bool, date, int]:
    """Return what puts visits in order of their first days, those without one last."""
    return one.first is None, one.first or date.max, one.id


def build_board(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the board by state; without ``over`` the visits that were denied, completed or cancelled are left out."""
    books = setting.partnership
    over = bool(options["over"])
    some = asked(books.visits, 0, GONE, lambda one: over or one.state not in _OVER) if books is not None else ()
    told = visiting(setting, some)
    rows: list[Row | Band] = []
    for standing, those in by_state(_STATES, some, {one.id: one.state for one in some}):
        rows.append(Band(setting.words(_STATES[standing])))
        rows += [_row(told, one) for one in sorted(those, key=by_first)]
    columns = (
        Column(setting.words("Days")),
        Column(setting.words("Visit"), 2.6),
        Column(setting.words("Sites"), 1.5, spare=True),
        Column(setting.words("Request due"), spare=True),
        Column(setting.words("Visit request"), 1.8, spare=True),
    )
    blocks = (marked_once(setting, columns, rows),) if rows else ()
    return Section("visit_board", setting.line("Visit board"), blocks, setting.words("Nothing to report."))


def _row(visiting: Visiting, one: Visit) -> Row:
    setting, told = visiting.setting, visiting.told(one)
    due = visiting.request_due(one)
    kind = replace(told.fixed(_TYPES[one.type]), before="\n")
    left = days_from(setting, due) if due is not None and one.state in _TO_SUBMIT else ()
    request = [*told.typed(one.number).portions]
    for words, day in (("submitted {who}", one.submitted), ("answered {who}", one.answered)):
        if day is not None:
            request.append(told.within(words, told.says(near_days(setting, day))))
    return Row(
        (
            told.line(_days(setting, one)),
            Line((told.title(one.title), kind), separator=""),
            Line(tuple(visiting.site(told, each) for each in one.sites), separator="\n", led=False),
            Line((*told.day(due).portions, *told.line(left).portions), separator="\n"),
            Line(tuple(request), separator="\n", led=False),
        ),
        lead=1,
    )


def _days(setting: Setting, one: Visit) -> Text:
    first, last = one.first, one.last
    if first is None:
        return ()
    return setting.each(lambda language: short_days(language, first, last or first, year=True))


def visit_papers(visiting: Visiting, key: str, under: str, build: Any, *, filled: bool = False) -> Section:
    """Build a paper of its own for each visit under its title; nothing of those with no blocks. A ``filled`` one goes with its last block."""
    setting = visiting.setting
    groups = []
    for one in visiting.visits:
        told = visiting.told(one)
        blocks = build(visiting, told, one)
        if blocks:
            groups.append(
                Group(Line((told.title(one.title),)), blocks, apart=True, under=setting.words(under), filled=filled)
            )
    return Section(key, None, tuple(groups), setting.words("Nothing to report."))


def when_and_where(visiting: Visiting, told: Told, one: Visit) -> Iterator[KeyValue]:
    """Yield when a visit is and which sites it goes to."""
    yield from told.row("Days", *told.line(_days(visiting.setting, one)).portions)
    yield from told.row("Sites", *(visiting.site(told, each) for each in one.sites))


def sites_and_escorts(visiting: Visiting, told: Told, one: Visit) -> Iterator[Block]:
    """Yield the sites with who receives there, and the escorts."""
    setting = visiting.setting
    if one.sites:
        columns = (
            Column(setting.words("Site"), 2),
            Column(setting.words("Place"), 1.5, spare=True),
            Column(setting.words("Receives there"), 1.5, spare=True),
        )
        rows = (_site(visiting, told, each) for each in one.sites)
        yield Group(setting.line("Sites"), (marked_once(setting, columns, rows),))
    if one.escorts:
        columns = (
            Column(setting.words("Escort"), 1.6),
            Column(setting.words("Telephone"), 1.2, spare=True),
            Column(setting.words("For what"), 2, spare=True),
        )
        yield Group(
            setting.line("Escorts"), (marked_once(setting, columns, (_escort(told, each) for each in one.escorts)),)
        )


def _site(visiting: Visiting, told: Told, one: VisitSite) -> Row:
    called, site = visiting.site(told, one), visiting.sites.get(one.site_id)
    place = told.typed(site.place).portions if site is not None else ()
    return Row(
        (
            Line((called,)),
            Line(tuple(replace(piece, names=(*piece.names, *called.names)) for piece in place)),
            Line(
                tuple(
                    replace(piece, names=(*piece.names, *called.names))
                    for piece in told.person(one.host_name, one.contact_id)
                )
            ),
        )
    )


def _escort(told: Told, one: Escort) -> Row:
    who = told.person(one.name, one.contact_id) or (told.says(("–",)),)
    known = who[0].names
    phone = told.line((one.phone,) if one.phone else (), *known, *told.names.organization(one.phone))
    when = Line(tuple(replace(piece, names=(*piece.names, *known)) for piece in told.typed(one.when).portions))
    return Row((Line(who), phone, when))


def facts(visiting: Visiting, told: Told, one: Visit) -> Iterator[KeyValue]:
    """Yield what a visit is for, when and where it is, how its request stands, what is worn."""
    yield from told.row("Purpose", *told.typed(one.purpose).portions)
    yield from when_and_where(visiting, told, one)
    yield from told.row("Kind", told.fixed(_TYPES[one.type]))
    number = (replace(piece, before="(", after=")", joined=True) for piece in told.typed(one.number).portions)
    yield from told.row("Visit request", told.fixed(_STATES[one.state]), *number)
    # Only one who was named as such: whoever stands first by precedence may be withheld, and the next would tell of it.
    head = next((each for each in one.delegation if each.leads), None)
    if head is not None:
        yield from told.row("Headed by", told.serving(delegate(head)))
    yield from told.row("Uniform", *told.typed(one.uniform).portions)
    yield from told.row("Remarks", *told.typed(one.note).portions)
