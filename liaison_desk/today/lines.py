"""How a line of each short list of the Today page reads, in the language of the window."""

from datetime import date
from typing import TYPE_CHECKING, Final

from liaison_desk.contacts.records import SavedSearch
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.changes import Recent
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.paint import ChipLook
from liaison_desk.foundation.qt.rows import TwoLine
from liaison_desk.meetings.records import MeetingLine
from liaison_desk.tasks.records import PressingTask, RfiStatus, Side, TaskKind, TaskView
from liaison_desk.today.view import Ahead, TodayView
from liaison_desk.today.words import due_fact, short_day

if TYPE_CHECKING:
    from liaison_desk.partnership.records import RadarLine
    from liaison_desk.partnership.records.visit_lines import VisitLine

_ARROW: Final = " → "
_SOON: Final = 7  # days before a milestone from which it is amber


def suspense_row(language: Language, view: TodayView, one: PressingTask) -> TwoLine:
    """Return a suspense with when it is due, here and at home, and what it came of."""
    line = one.line
    fact = due_fact(language, line, view)
    chip = ChipLook(fact.text, "red") if fact.overdue else None
    ways = _ways(line.from_nation, line.to_nation)
    return TwoLine(
        _called(language, view, one),
        " · ".join(
            filter(None, (ways if line.kind is TaskKind.RFI else "", _origin(language, view, one), line.host_owner))
        ),
        right="" if chip else fact.text,
        right_tone=fact.tone,
        right_meta=fact.below,
        chip=chip,
        check=False,
    )


def waiting_row(language: Language, view: TodayView, one: PressingTask) -> TwoLine:
    """Return on whom a task waits, on which side he is, and for how long."""
    tr, line = language.tr, one.line
    side = {Side.HOST: tr("Host"), Side.HOME: tr("Home"), Side.OTHER: tr("Elsewhere"), Side.UNKNOWN: ""}
    return TwoLine(
        line.waiting_on,
        _called(language, view, one),
        right=_days(language, view, line.waiting_since),
        right_meta=side[line.waiting_side],
        icon="hourglass",
    )


def rfi_row(language: Language, view: TodayView, one: PressingTask) -> TwoLine:
    """Return a request: its number, which way it goes, until when its answer is of value, where it stands, its age."""
    tr, line = language.tr, one.line
    profile = view.profile
    out = line.from_nation != profile.home  # what home asks comes in, as in an officer's mail
    status = {
        RfiStatus.DRAFT: ChipLook(tr("Not sent yet"), "amb"),
        RfiStatus.REVIEW: ChipLook(tr("In review")),
        RfiStatus.PARTIAL: ChipLook(tr("Partly answered"), "acc"),
    }
    fact = due_fact(language, line, view)
    chip = ChipLook(fact.text, "red") if fact.overdue else status.get(one.status) if one.status else None
    ltiov = f"LTIOV {fact.text}" if fact.text and not fact.overdue else ""
    age = _days(language, view, one.asked)
    title = _best(language, view, line.title)
    return TwoLine(
        line.number or title,
        " · ".join(filter(None, (_ways(line.from_nation, line.to_nation), ltiov))),
        native=title if line.number else "",
        strong=bool(line.number),
        right="" if chip else age,
        right_meta=age if chip else "",
        chip=chip,
        icon="arrow-up-right" if out else "arrow-down-left",
    )


def promise_row(language: Language, view: TodayView, one: PressingTask) -> TwoLine:
    """Return a commitment: to whom or from whom, whence, and by when."""
    line = one.line
    row = suspense_row(language, view, one)
    nations = _ways(line.from_nation, line.to_nation)
    owner = line.own_owner if line.from_nation == view.profile.home else line.host_owner
    meta = " · ".join(filter(None, (nations, owner, _origin(language, view, one))))
    return TwoLine(
        row.title,
        meta,
        right=row.right,
        right_tone=row.right_tone,
        right_meta=row.right_meta,
        chip=row.chip,
        check=False,
    )


def draft_row(language: Language, view: TodayView, line: MeetingLine) -> TwoLine:
    """Return notes that are still in draft, with their portions and day."""
    portions = language.count("{n} portion", "{n} portions", line.portions)
    day = short_day(language, line.start.date())
    return TwoLine(_best(language, view, line.title), portions, right=day, icon="notebook-pen")


def milestone_row(language: Language, view: TodayView, line: Ahead) -> TwoLine:
    """Return a milestone with its exercise, its day, and how far that is; a lock says that it is agreed."""
    one, exercise = line
    days = (one.first - view.day).days
    ahead = (
        language.tr("under way") if days < 0 else language.tr("Today") if days == 0 else language.tr("in {n} d", n=days)
    )
    return TwoLine(
        _best(language, view, one.title),
        _best(language, view, exercise),
        right=short_day(language, one.first),
        right_tone="amb" if days <= _SOON else "t1",
        right_meta=ahead,
        icon="lock" if one.held else "flag",
    )


def end_row(language: Language, view: TodayView, line: "RadarLine") -> TwoLine:
    """Return something that ends: what falls on which day, and how far that is."""
    from liaison_desk.partnership.words import ends  # no start waits for partnership

    day = short_day(language, line.day)
    if line.day.year != view.day.year:
        day = language.tr("{day} {year}", day=day, year=line.day.year)
    return TwoLine(
        _best(language, view, line.title),
        ends.falls(language, line, day),
        right=ends.how_far(language, line, view.day),
        right_tone=ends.TONES[line.urgency],
        icon=ends.icon(line),
    )


def request_row(language: Language, view: TodayView, line: "VisitLine") -> TwoLine:
    """Return a visit whose request has to be in: until when, where it goes, and how long there is left."""
    from liaison_desk.partnership.words import requests  # no start waits for partnership

    due = line.countdown.due
    by = language.tr("Request in by {day}", day=short_day(language, due)) if due is not None else ""
    return TwoLine(
        _best(language, view, line.title),
        " · ".join(filter(None, (by, *(_best(language, view, place) for place in line.places[:1])))),
        right=requests.left(language, line.countdown),
        right_tone=requests.tone(line.countdown),
        icon="plane",
    )


def pinned_row(_language: Language, _view: TodayView, line: tuple[SavedSearch | TaskView, int]) -> TwoLine:
    """Return a pinned search or view with how much it finds."""
    one, count = line
    icon = "circle-check" if isinstance(one, TaskView) else "users"
    return TwoLine(one.name, right=str(count), icon=icon)


def recent_row(language: Language, _view: TodayView, line: Recent) -> TwoLine:
    """Return what was done, and how often."""
    times = f" ×{line.times}" if line.times > 1 else ""
    return TwoLine(language.tr(line.label) + times, icon="history", faded=True)


def _best(language: Language, view: TodayView, text: Bilingual) -> str:
    return text.best(view.profile.side_of(language.code))


def _called(language: Language, view: TodayView, one: PressingTask) -> str:
    """Return a task's title, after its number when it is a request."""
    title = _best(language, view, one.line.title)
    return f"RFI {one.line.number}  {title}" if one.line.kind is TaskKind.RFI and one.line.number else title


def _origin(language: Language, view: TodayView, one: PressingTask) -> str:
    """Return what a task came of: the record's title in this language, else the words that were kept of it."""
    return _best(language, view, one.origin) or one.line.source


def _ways(source: str, target: str) -> str:
    return _ARROW.join((source or "?", target or "?"))


def _days(language: Language, view: TodayView, since: date | None) -> str:
    return language.tr("{days} d", days=max(0, (view.day - since).days)) if since else ""
