"""How a line of each short list of the Today page reads, in the language of the window."""

from liaison_desk.contacts.service.searches import Counted
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.changes import Recent
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.paint import ChipLook
from liaison_desk.foundation.qt.rows import TwoLine
from liaison_desk.meetings.records import MeetingLine
from liaison_desk.tasks.records import TaskLine
from liaison_desk.today.view import TodayView
from liaison_desk.today.words import due_fact, short_day


def _best(language: Language, view: TodayView, text: Bilingual) -> str:
    return text.best(view.profile.side_of(language.code))


def suspense_row(language: Language, view: TodayView, line: TaskLine) -> TwoLine:
    """Return a suspense with when it is due, here and at home."""
    fact = due_fact(language, line, view)
    chip = ChipLook(fact.text, "red") if fact.overdue else None
    return TwoLine(
        _best(language, view, line.title),
        " · ".join(part for part in (line.source, line.host_owner) if part),
        right="" if chip else fact.text,
        right_tone=fact.tone,
        right_meta=fact.below,
        chip=chip,
        check=False,
    )


def waiting_row(language: Language, view: TodayView, line: TaskLine) -> TwoLine:
    """Return on whom a task waits, and for how long."""
    days = (view.day - line.waiting_since).days if line.waiting_since else 0
    title = _best(language, view, line.title)
    return TwoLine(line.waiting_on, title, right=language.tr("{days} d", days=days), icon="hourglass")


def draft_row(language: Language, view: TodayView, line: MeetingLine) -> TwoLine:
    """Return notes that are still in draft, with their portions and day."""
    portions = language.count("{n} portion", "{n} portions", line.portions)
    day = short_day(language, line.start.date())
    return TwoLine(_best(language, view, line.title), portions, right=day, icon="notebook-pen")


def search_row(_language: Language, _view: TodayView, line: Counted) -> TwoLine:
    """Return a saved search with how many people it finds."""
    search, count = line
    return TwoLine(search.name, right=str(count), icon="bookmark")


def recent_row(language: Language, _view: TodayView, line: Recent) -> TwoLine:
    """Return what was done, and how often."""
    times = f" ×{line.times}" if line.times > 1 else ""
    return TwoLine(language.tr(line.label) + times, icon="history", faded=True)
