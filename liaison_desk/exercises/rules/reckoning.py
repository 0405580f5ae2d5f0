"""Where the rules of a plan put its milestones: reckoned with the dates of one exercise and the days its nations work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from liaison_desk.domain.backplan import Stand, WorkingDays, adopted, plan
from liaison_desk.domain.backplan.planning import anchored_first
from liaison_desk.exercises.records import Exercise, Milestone, Plan
from liaison_desk.exercises.rules import planning as rules
from liaison_desk.foundation.core.errors import InvalidError


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Reckons the plan of a dated exercise. What is impossible raises InvalidError with the field."""

    exercise: Exercise
    days: WorkingDays

    def stands(self, milestones: Sequence[Milestone]) -> dict[str, Stand]:
        """Return by key where each milestone stands by its rule, or as it is agreed."""
        return plan(rules.steps_of(milestones), *rules.dates_of(self.exercise), self.days)

    def known(self, milestones: Sequence[Milestone]) -> dict[str, Stand]:
        """Return where each stands, and nothing for a plan that cannot be reckoned: without dates, or without an anchor."""
        if not self.exercise.dated:
            return {}
        try:
            return self.stands(milestones)
        except InvalidError:
            return {}

    def placed(
        self, milestones: Sequence[Milestone], before: Sequence[Milestone], was: Mapping[str, Stand]
    ) -> tuple[Milestone, ...]:
        """Return milestones on the days that a change of their plan gives them; ``was`` is where they stood by their rules.

        What neither was changed nor stands otherwise by its rule stays on its days, also where these are not the rule's (it
        came out of the trash or another desk, a holiday was moved): no change moves what has nothing to do with it.
        """
        known = {one.id: one for one in before}
        stands = self.stands(milestones)

        def new(one: Milestone) -> Milestone:
            now, then = stands[one.key], was.get(one.key)
            untouched = one == known.get(one.id)
            stays = untouched and then is not None and (then.first, then.last) == (now.first, now.last)
            if stays or (one.first, one.last) == (now.first, now.last):
                return one
            return replace(one, first=now.first, last=now.last)

        return tuple(map(new, milestones))

    def adopted(self, known: Plan, wanted: Sequence[Milestone]) -> list[Milestone]:
        """Return milestones on other days: agreed anew if they are locked, else with the rules that give them."""
        new = {one.key: one for one in wanted}
        if not known.stands:
            return list(new.values())
        for step in anchored_first(rules.steps_of(known.milestones)):
            one = new.get(step.key)
            if one is None or rules.is_fixed(one):
                continue
            # Those it counts from have taken their rules already: it keeps its own if that gives its days now.
            now = self.stands([new.get(other.key, other) for other in known.milestones])
            if (one.first, one.last) != (now[one.key].first, now[one.key].last):
                rule = adopted(step, one.first, one.last, now, *rules.dates_of(self.exercise), self.days)
                new[one.key] = replace(one, rule=rule)
        return list(new.values())

    def freed(
        self, milestones: Sequence[Milestone], gone: set[str], stands: Mapping[str, Stand]
    ) -> tuple[Milestone, ...]:
        """Return milestones that count from none of those that are ``gone``, on the days where they are."""
        if not stands:
            return rules.loosened(milestones, gone)
        return rules.freed(milestones, gone, stands, rules.dates_of(self.exercise), self.days)


def elsewhere(known: Plan) -> tuple[Milestone, ...]:
    """Return the milestones of a plan that are neither agreed nor over and stand on other days than their rules give."""
    return tuple(
        one
        for one in known.milestones
        if not rules.is_fixed(one)
        and (stand := known.stands.get(one.key)) is not None
        and (one.first, one.last) != (stand.first, stand.last)
    )
