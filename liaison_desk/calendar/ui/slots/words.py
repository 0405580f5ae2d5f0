"""Proposals in the user's words: their three times, what speaks against them, when both duties meet, and lines for a mail."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from liaison_desk.calendar.rules.overlap import DutyDay, Overlap
from liaison_desk.calendar.rules.slots import OFFICER, Against, Reason, Slot, SlotOptions
from liaison_desk.calendar.words.wording import Wording, zone_letter
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.duty import Span
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.towns import town_of
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.paint import ZonedTime

_DAY: Final = timedelta(days=1)
_QUIET: Final = timedelta(days=4)
"""More than a weekend and a holiday: from here on it is worth saying that there is no common duty."""


class SlotWords:
    """Says proposals in one language. ``names`` are what contacts are called, by id."""

    def __init__(self, wording: Wording, names: Mapping[int, str] | None = None) -> None:
        self.wording = wording
        self.names = dict(names or {})

    @property
    def towns(self) -> tuple[str, str]:
        """What the places of the host's and of home's duty are called."""
        profile = self.wording.profile()
        return self.wording.text(profile.host_place) or town_of(profile.host_zone), self.wording.home_name()

    def times(self, slot: Slot) -> tuple[ZonedTime, ...]:
        """Return the three times of a proposal as a row paints them."""
        profile = self.wording.profile()
        begin = three_zones(slot.starts, profile.host_zone, profile.home_zone)
        end = three_zones(slot.ends, profile.host_zone, profile.home_zone)
        pairs = ((begin.place, end.place), (begin.zulu, end.zulu), (begin.home, end.home))
        return tuple(
            ZonedTime(f"{low.local:%H%M}–{high.local:%H%M}{low.letter}", low.day_offset) for low, high in pairs
        )

    def day(self, slot: Slot) -> str:
        """Return the date of a proposal at the place."""
        return self.wording.day(to_local(slot.starts, self.wording.profile().host_zone).date())

    def against(self, slot: Slot, options: SlotOptions) -> tuple[str, ...]:
        """Return what speaks against a proposal, in a few words each."""
        return tuple(dict.fromkeys(self._reason(slot, one, options) for one in slot.against))

    def whole(self, slot: Slot, day: DutyDay | None, options: SlotOptions) -> str:
        """Return all that a row shows as text, for screen readers and tool tips."""
        tr = self.wording.language.tr
        parts = [self.wording.times(slot.starts, slot.ends)]
        if slot.common:
            parts.append(tr("both on duty"))
        parts += self.against(slot, options)
        if day is not None:
            profile, (host, home) = self.wording.profile(), self.towns
            lanes = (
                (tr("{place} on duty", place=host), day.host, profile.host_zone),
                (tr("{place} on duty", place=home), day.home, profile.home_zone),
                (tr("taken"), day.busy, profile.host_zone),
            )
            for name, spans, zone in lanes:
                hours = dict.fromkeys(self._hours(*span, zone) for span in spans)
                parts += [f"{name} {', '.join(hours)}"] if hours else []
        return " · ".join(parts)

    def overlap(self, overlaps: Sequence[Overlap], next_common: Span | None) -> str:
        """Say when both are on duty at once in the days looked at, how it changes, and when there is none."""
        tr, day = self.wording.language.tr, self.wording.day
        meetings = [(one.day, span) for one in overlaps for span in one.spans]
        if not meetings:
            if next_common is None:
                return tr("The two duty days never meet within a year.")
            return tr(
                "The two duty days do not meet in these days; next {when}.", when=self.wording.times(*next_common)
            )
        first_of: dict[str, date] = {}
        for of, span in meetings:
            first_of.setdefault(self._window(span), of)
        windows = list(first_of)
        said = tr("Common duty {window}", window=windows[0])
        for window in windows[1:]:
            said = tr("{before}, from {day} {window}", before=said, day=day(first_of[window]), window=window)
        if meetings[0][0] - overlaps[0].day > _QUIET:
            said = tr("{before}; none until {day}", before=said, day=day(meetings[0][0]))
        if overlaps[-1].day - meetings[-1][0] > _QUIET:
            said = tr("{before}; none after {day}", before=said, day=day(meetings[-1][0]))
        days = sum(1 for one in overlaps if one.spans)
        return tr("{before} ({n} of {total} days).", before=said, n=days, total=len(overlaps))

    def copied(self, slots: Sequence[Slot], language_code: str) -> str:
        """Return proposals as lines for a mail in a language: the place's time, Zulu, home's with its own date; no names."""
        wording = Wording(Language(language_code), self.wording.profile)
        return "\n".join(_mail_line(wording, one) for one in sorted(slots, key=lambda one: one.starts))

    def _reason(self, slot: Slot, one: Reason, options: SlotOptions) -> str:
        tr, local = self.wording.language.tr, to_local(one.at, one.zone)
        clock = f"{local:%H%M}{zone_letter(one.zone, one.at)}"
        match one.kind:
            case Against.HOST_DUTY | Against.HOME_DUTY:
                place = self.towns[one.kind is Against.HOME_DUTY]
                if one.at > slot.starts:
                    return tr("duty in {place} ends at {time}", place=place, time=clock)
                if local.weekday() > 4:
                    day = self.wording.weekday(local.date(), whole=True)
                    return tr("{weekday} in {place}", weekday=day, place=place)
                return tr("outside duty in {place}: {time}", place=place, time=clock)
            case Against.CLOCK:
                begins = to_local(slot.starts, one.zone)
                letter = zone_letter(one.zone, slot.starts)
                if options.earliest is not None and begins.time() < options.earliest:
                    return tr("before {time}", time=f"{options.earliest:%H%M}{letter}")
                return tr("after {time}", time=f"{options.latest:%H%M}{letter}" if options.latest else clock)
            case Against.HOLIDAY if one.holiday is not None:
                code = self.wording.language.code
                name = one.holiday.japanese if code == "ja" else one.holiday.english
                return tr("{holiday} ({nation})", holiday=name, nation=load_nations().name(one.holiday.nation, code))
            case _:
                hours = self._hours(one.at, one.until, one.zone, day_of=slot.starts)
                if one.who == OFFICER:
                    title = self.wording.text(one.title).strip() or tr("Untitled")
                    return tr("you are taken {hours}: {title}", hours=hours, title=title)
                return tr("{name} is taken {hours}", name=self.names.get(one.who, "?"), hours=hours)

    def _hours(self, starts: datetime, ends: datetime, zone: str, day_of: datetime | None = None) -> str:
        """Return hours in one zone: ``0900–1000T``; with the days where they are not those of ``day_of``."""
        low, high = to_local(starts, zone), to_local(ends, zone)
        if day_of is not None and (
            high - low >= _DAY or not low.date() <= to_local(day_of, zone).date() <= high.date()
        ):
            last = (high - timedelta(microseconds=1)).date()
            name = self.wording.day_of_year
            return name(low.date()) if last == low.date() else f"{name(low.date())}–{name(last)}"
        return f"{low:%H%M}–{high:%H%M}{zone_letter(zone, starts)}"

    def _window(self, span: Span) -> str:
        profile = self.wording.profile()
        host, home = (self._hours(*span, zone) for zone in (profile.host_zone, profile.home_zone))
        shift = (to_local(span[0], profile.home_zone).date() - to_local(span[0], profile.host_zone).date()).days
        return f"{host} / {home}{f'{shift:+d}' if shift else ''}"


def _mail_line(wording: Wording, slot: Slot) -> str:
    """Return one proposal: ``Wed 25 Nov 2026 1630–1700T (Colorado Springs) / 2330–0000Z / Thu 26 Nov 0830–0900I (Tokyo)``."""
    profile, words = wording.profile(), SlotWords(wording)
    moments = three_zones(slot.starts, profile.host_zone, profile.home_zone)
    place, zulu, home = (
        f"{time.text}{f'{time.day_offset:+d}' if time.day_offset and number == 1 else ''}"
        for number, time in enumerate(words.times(slot))
    )
    towns = [f"（{town}）" if wording.language.code == "ja" else f" ({town})" for town in words.towns]
    theirs = moments.home.local.date()
    day = f"{wording.day(theirs)} " if moments.home.day_offset else ""
    first = wording.day(moments.place.local.date(), year=True)
    return f"{first} {place}{towns[0]} / {zulu} / {day}{home}{towns[1]}"
