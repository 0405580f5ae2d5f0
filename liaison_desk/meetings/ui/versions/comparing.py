"""Two states of a meeting as pairs of texts: its head fact by fact, its notes portion by portion, changed words marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from liaison_desk.domain.marking import describe
from liaison_desk.meetings.records import AgendaItem, Meeting, Portion
from liaison_desk.meetings.rules.minutes import differences
from liaison_desk.meetings.rules.templates import section_of, template_of
from liaison_desk.meetings.rules.wording import Piece, compared
from liaison_desk.meetings.ui.words import Words


@dataclass(frozen=True, slots=True)
class Pairing:
    """The same thing in two states: its name, both texts in pieces; ``moved`` when only its place is another."""

    name: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    changed: bool
    moved: bool = False


def pairings(words: Words, before: Meeting, after: Meeting) -> list[Pairing]:
    """Return everything two states of a meeting say, beside each other: head, agenda, attendees, then the notes."""
    heads = zip(_head(words, before), _head(words, after), strict=True)
    found = [_paired(name, old, new) for (name, old), (_, new) in heads if old or new]
    kept = {one.uid for one in before.portions} & {one.uid for one in after.portions}
    for pair in differences(before.portions, after.portions):
        one = pair.after or pair.before
        assert one is not None  # one of both is there
        old, new = _said(words, before, pair.before), _said(words, after, pair.after)
        moved = one.uid in kept and (pair.before is None or pair.after is None)
        found.append(_paired(_kind(words, one), old, new, moved=moved))
    return found


def _paired(name: str, old: str, new: str, *, moved: bool = False) -> Pairing:
    left, right = compared(old, new)
    return Pairing(name, tuple(left), tuple(right), old != new, moved)


def _head(words: Words, meeting: Meeting) -> list[tuple[str, str]]:
    tr, code = words.language.tr, words.language.code
    template = template_of(meeting.template)
    marking = f"{words.mark(meeting.marking)} {describe(meeting.marking, words.language)}".strip()
    return [
        (tr("Title"), _both(meeting.title.host, meeting.title.home)),
        (tr("Marking"), marking),
        (tr("Kind"), words.kind(meeting.kind)),
        (tr("Template"), template.name(code) if template is not None else meeting.template),
        (tr("Begins"), words.line(meeting.start, meeting.zone)),
        (tr("Ends"), words.line(meeting.end, meeting.zone)),
        (tr("Meeting place"), _both(meeting.place.host, meeting.place.home)),
        (tr("Link"), meeting.link),
        (tr("Chair"), meeting.chair),
        (tr("Interpreter"), meeting.interpreter),
        (tr("Series"), meeting.series),
        (tr("Meeting agenda"), _agenda(words, meeting.agenda)),
        (
            tr("Present"),
            "\n".join(f"{words.attendee(one)}  {words.attendee_more(one)}".strip() for one in meeting.attendees),
        ),
    ]


def _agenda(words: Words, agenda: Sequence[AgendaItem]) -> str:
    lines = []
    for item in agenda:
        parts = (
            f"+{item.after}" if item.after is not None else "",
            _both(item.title.host, item.title.home),
            words.language.tr("{n} min", n=item.minutes) if item.minutes else "",
            item.lead,
        )
        lines.append("  ".join(part for part in parts if part))
    return "\n".join(lines)


def _kind(words: Words, one: Portion) -> str:
    return words.portion(one.kind)


def _said(words: Words, meeting: Meeting, one: Portion | None) -> str:
    if one is None:
        return ""
    section = section_of(meeting.template, one.section) if one.section else None
    facts = (
        words.mark(one.marking) or words.language.tr("unmarked"),
        words.portion(one.kind),
        section.heading(words.language.code) if section is not None else one.section,
        one.said_by,
        "" if one.attribution.value == "named" else dict(words.attributions)[one.attribution],
        f"→ {one.to_whom or one.to_nation}" if one.to_whom or one.to_nation else "",
        words.full_day(one.due) if one.due is not None else "",
    )
    line = " · ".join(part for part in facts if part)
    return "\n".join(part for part in (line, one.text.host, one.text.home) if part)


def _both(host: str, home: str) -> str:
    return "\n".join(part for part in (host, home) if part)
