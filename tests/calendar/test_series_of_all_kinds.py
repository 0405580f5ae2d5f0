"""Series told anew in every way the window knows, in any order and taken back, exceptions of every kind along."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from liaison_desk.calendar.records import Answer, Participant, Status
from liaison_desk.calendar.rules import content_of, lasting_at
from liaison_desk.calendar.ui import scope
from liaison_desk.calendar.ui.form.event_dialog import shown_of
from liaison_desk.calendar.ui.recasting import _recast, other_way
from liaison_desk.calendar.ui.scope import Scope, Verb, known_scope
from liaison_desk.domain.bilingual import Bilingual
from tests.calendar.plain_series import DAY, DENVER, HOUR, ME, PROFILE, TOKYO, PlainSeries, midnight

FLOOD, LEAVE = Bilingual("Flood"), Bilingual("Leave")
TITLES = ["Plans", "Board", "Sync"]


class Telling(PlainSeries):
    """What the officer does."""

    @precondition(lambda self: self.model)
    @rule(data=st.data(), reach=st.sampled_from(Scope))
    def delete(self, data, reach):
        """Take some out."""
        occurrence, one, event = self.pick(data)
        self.remember()
        scope.delete(self.desk.calendars, occurrence, reach)
        self.model = [other for other in self.model if not self.meant(one, reach, other)]
        if any(other.series == one.series for other in self.model):
            self.settle(self.desk.calendars.event(event.id))

    @precondition(lambda self: self.model)
    @rule(
        data=st.data(), reach=st.sampled_from(Scope), days=st.integers(-2, 2), hours=st.sampled_from([0, 0, -1, 3]),
        more=st.sampled_from([0, 0, 1]),
    )  # fmt: skip
    def move(self, data, reach, days, hours, more):
        """Drag some with the mouse, by wall time, the length as it was unless the end is dragged too."""
        occurrence, one, event = self.pick(data)
        shift, more = days * DAY + (not one.all_day) * hours * HOUR, (DAY if one.all_day else HOUR) * more
        if (reach is not Scope.ONE and not self.alike(event, one)) or not (shift or more):
            return
        longer = (timedelta(), more)
        moved = [
            replace(each, start=each.start + shift, elapsed=each.elapsed + by) for each in self.model for by in longer
        ]
        if not all(map(self.sound, moved)):
            return
        self.remember()
        starts = replace(one, start=one.start + shift).starts
        new = scope.move(self.desk.calendars, occurrence, starts, starts + one.elapsed + more, reach)
        known = lasting_at(event, one.at)
        by = one.start + shift - one.at - (known.start - known.at if known else timedelta())

        def say(other, _):
            if reach is Scope.ONE or (self.parts(event, one, reach) and other.at == one.at):
                return replace(other, start=other.start + shift, elapsed=other.elapsed + more)
            plain = not other.own and self.under(event, one, reach, other)
            if not self.parts(event, one, reach):
                return replace(
                    other, start=other.start + shift, elapsed=other.elapsed + more if plain else other.elapsed
                )
            return replace(other, start=other.start + by, elapsed=one.elapsed + more if plain else other.elapsed)

        self.tell(new, event, one, reach, say)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), reach=st.sampled_from(Scope))
    def recast(self, data, reach):
        """Let what lasts hours last all day, and the other way round."""
        occurrence, one, event = self.pick(data)
        lasts = any(each.this_and_future for each in event.overrides)
        if reach is not Scope.ONE and (one.own or lasts or not self.alike(event, one)):
            return
        cast = other_way(occurrence, PROFILE)
        form = shown_of(event, occurrence, reach, DENVER)
        edited = replace(_recast(form, occurrence, cast, DENVER), recurrence=event.recurrence)
        self.remember()
        new = scope.apply(self.desk.calendars, event, edited, occurrence, reach)
        kind = replace(one, zone=edited.zone, all_day=edited.all_day)
        over = replace(kind, start=edited.end).starts - replace(kind, start=edited.start).starts

        def say(other, _):
            at = other.start if reach is Scope.ONE else other.at
            start = midnight(at) + (cast.start - midnight(one.start)) + (midnight(other.start) - midnight(at))
            return replace(other, start=start, elapsed=over, zone=edited.zone, all_day=edited.all_day)

        self.tell(new, event, one, reach, say)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), reach=st.sampled_from(Scope), title=st.sampled_from(TITLES))
    def call(self, data, reach, title):
        """Give some another title in the form; where nothing moved, nothing moves."""
        _, one, event = picked = self.pick(data)
        if one.own and reach is Scope.LATER:
            return  # the form shows that one's own time for all later, which is another test's
        occurrence = picked[0]
        form = shown_of(event, occurrence, reach, DENVER)
        edited = replace(form, title=Bilingual(title), recurrence=event.recurrence)
        self.remember()
        new = scope.apply(self.desk.calendars, event, edited, occurrence, reach)

        def say(other, base):
            plain = not other.own and (
                other.follows is None or reach is Scope.ONE or self.under(event, one, reach, other)
            )
            return replace(other, title=title) if plain or other.title == base.title else other

        self.tell(new, event, one, reach, say)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), reach=st.sampled_from(Scope), reason=st.sampled_from([FLOOD, LEAVE]))
    def cancel(self, data, reach, reason):
        """Cancel some."""
        occurrence, one, event = self.pick(data)
        if one.off:
            return
        self.remember()
        new = scope.set_status(self.desk.calendars, occurrence, Status.CANCELLED, reason, reach)
        was_off = self.heart(event, one, reach).status is Status.CANCELLED

        def say(other, base):
            plain = not other.own and self.under(event, one, reach, other)
            if reach is Scope.ONE or plain:
                return replace(other, off=reason.host)
            return other if other.off or was_off else replace(other, off=reason.host)

        self.tell(new, event, one, reach, say)

    @precondition(lambda self: any(one.off for one in self.model))
    @rule(data=st.data(), reach=st.sampled_from(Scope))
    def reinstate(self, data, reach):
        """Let some take place again, as far as the window lets one say it."""
        occurrence, one, event = self.pick(data)
        if not one.off:
            return
        reach = known_scope(event, occurrence, Verb.REINSTATE) or reach
        was = self.heart(event, one, reach)
        self.remember()
        new = scope.set_status(self.desk.calendars, occurrence, Status.CONFIRMED, Bilingual(), reach)

        def say(other, base):
            plain = not other.own and self.under(event, one, reach, other)
            same = other.off == base.off and was.status is Status.CANCELLED
            return replace(other, off="") if reach is Scope.ONE or plain or same else other

        self.tell(new, event, one, reach, say)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), reach=st.sampled_from(Scope), name=st.sampled_from(["Mori", "Raman"]))
    def invite(self, data, reach, name):
        """Drop a contact on one."""
        occurrence, one, event = self.pick(data)
        if name in one.people:
            return
        self.remember()
        who = Participant(name, f"{name.casefold()}@example.org")
        new = scope.invite(self.desk.calendars, occurrence, (who,), reach)
        base_has = name in {each.name for each in self.heart(event, one, reach).participants}

        def say(other, base):
            plain = not other.own and self.under(event, one, reach, other)
            if reach is not Scope.ONE and not plain and base_has:
                return other
            return replace(other, people=other.people | {name})

        self.tell(new, event, one, reach, say)

    @precondition(lambda self: self.model)
    @rule(data=st.data(), everything=st.booleans(), answer=st.sampled_from([Answer.DECLINED, Answer.ACCEPTED]))
    def answer(self, data, everything, answer):
        """Answer the invitation, to one or to the whole."""
        occurrence, one, event = self.pick(data)
        self.remember()
        single = None if everything else content_of(event, occurrence)
        new = self.desk.calendars.answer(event.id, (ME,), answer, single)
        reach = Scope.ALL if everything else Scope.ONE
        self.tell(new, event, one, reach, lambda other, _: replace(other, declined=answer is Answer.DECLINED))

    @precondition(lambda self: self.model)
    @rule(data=st.data(), reach=st.sampled_from(Scope), zone=st.sampled_from([DENVER, TOKYO]))
    def turn(self, data, reach, zone):
        """Tell a series in another zone: the clocks stay, and so do lengths."""
        occurrence, one, event = self.pick(data)
        was = self.heart(event, one, reach)
        if one.own or was.all_day or event.all_day or was.zone != event.zone or not event.zone or was.zone == zone:
            return
        if reach is not Scope.ONE and not self.alike(event, one):
            return
        form = shown_of(event, occurrence, reach, DENVER)
        edited = replace(form, zone=zone, recurrence=event.recurrence)
        self.remember()
        new = scope.apply(self.desk.calendars, event, edited, occurrence, reach)
        over = replace(one, start=edited.end, zone=zone).starts - replace(one, start=edited.start, zone=zone).starts

        def say(other, _):
            other = replace(other, zone=zone) if other.zone == event.zone and not other.all_day else other
            plain = not other.own and self.under(event, one, reach, other)
            return replace(other, elapsed=over) if plain or reach is Scope.ONE else other

        self.tell(new, event, one, reach, say)


TestTelling = Telling.TestCase
TestTelling.settings = settings(
    max_examples=20, stateful_step_count=6, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
