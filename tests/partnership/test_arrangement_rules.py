"""What holds of an arrangement on a day: its state, its terms, who is awaited, when what is owed falls due, what may not be kept."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.app.between.obligations import rule_of
from liaison_desk.app.between.promises import next_by_rule
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.partnership.records import (
    Amendment,
    Arrangement,
    ArrangementState,
    Frequency,
    Obligation,
    Party,
    Signature,
)
from liaison_desk.partnership.rules.arrangements import arrangement_doubts, arrangement_problems, signing_problems
from liaison_desk.partnership.rules.obligations import Deed, DutyTask, moved_due, next_due, occurrences, steps
from liaison_desk.partnership.rules.signing import holds_from, signing_of
from liaison_desk.partnership.rules.standing import ENDED, HOLDING, state, terms

HOST, HOME, THIRD = Party("a", nation="USA"), Party("b", nation="JPN"), Party("c", "Agency", "AUS")
DAY = date(2027, 2, 1)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def arrangement(*on, **more):
    signatures = tuple(Signature(key, on=day) for key, day in zip("ab", on, strict=False))
    values = {"parties": (HOST, HOME), "signatures": signatures, "uid": "u"} | more
    return Arrangement(title=Bilingual("Sharing"), **values)


@st.composite
def arrangements(draw):
    """Arrangements that are signed in order, some to the end, with amendments of which some are."""
    on = sorted(draw(st.lists(DAYS, max_size=2)))
    some = draw(st.lists(st.tuples(st.lists(DAYS, max_size=2), *(st.none() | DAYS for _ in range(3))), max_size=3))
    amendments = tuple(
        Amendment(
            str(n), signatures=arrangement(*sorted(days)).signatures, in_force=since, review=review, expiry=expiry
        )
        for n, (days, since, review, expiry) in enumerate(some)
    )
    days = {name: draw(st.none() | DAYS) for name in ("in_force", "review", "expiry", "terminated")}
    return arrangement(*on, **days, amendments=amendments, renewal_lead=draw(st.integers(0, 400)))


@given(arrangements(), DAYS)
def test_a_state_is_what_its_days_say(one, today):
    now, since, holds = state(one, today), holds_from(one, one.parties), terms(one, today)
    assert (now is ArrangementState.TERMINATED) is (one.terminated is not None and one.terminated <= today)
    if now in HOLDING or now is ArrangementState.EXPIRED:
        assert since is not None
        assert since <= today
        assert (now is ArrangementState.EXPIRED) is (holds.expiry is not None and holds.expiry < today)
    if now is ArrangementState.IN_FORCE:
        assert holds.review is None or holds.review > today
        ends = one.terminated is not None and holds.expiry is not None and one.terminated <= holds.expiry
        assert holds.expiry is None or ends or holds.expiry - timedelta(days=one.renewal_lead) > today
    if now in {ArrangementState.DRAFTING, ArrangementState.SIGNING}:
        assert since is None or since > today
        assert (now is ArrangementState.DRAFTING) is all(each.on is None for each in one.signatures)


@given(arrangements(), DAYS)
def test_terms_are_those_of_the_last_amendment_that_names_them(one, today):
    now = terms(one, today)
    dated = [(holds_from(each, one.parties), each) for each in one.amendments]
    holding = sorted(((day, each) for day, each in dated if day and day <= today), key=lambda pair: pair[0])
    assert now.amended == tuple(each.key for _, each in holding)
    for name in ("review", "expiry"):
        named = [getattr(each, name) for _, each in holding if getattr(each, name)]
        assert getattr(now, name) == (named[-1] if named else getattr(one, name))
    # A day later nothing holds less.
    assert set(now.amended) <= set(terms(one, today + timedelta(days=1)).amended)


@given(st.permutations((HOST, HOME, THIRD)), st.lists(st.sampled_from("abc"), max_size=5), st.integers(0, 5))
def test_whoever_has_a_line_without_a_day_or_none_is_awaited(parties, lines, signed):
    signatures = tuple(Signature(key, on=DAY if n < signed else None) for n, key in enumerate(lines))
    found = signing_of(parties, signatures)
    assert {*found.signed, *found.awaited} == set(parties)
    assert not {*found.signed} & {*found.awaited}
    for one in found.signed:
        assert all(each.on for each in signatures if each.party == one.key)
    assert found.done is (set(lines) == set("abc") and signed >= len(lines)) is (found.last is not None)


@given(st.sampled_from(list(Frequency)), DAYS, DAYS)
def test_what_is_owed_falls_due_on_its_day_or_the_last_of_a_short_month(every, due, today):
    duty = Obligation("k", "b", Bilingual("Report"), every, due)
    days = list(islice(occurrences(duty), 30))
    assert days[0] == due
    assert len(days) == (1 if every is Frequency.ONCE else 30)
    assert all(day.day == due.day or (day + timedelta(days=1)).day == 1 for day in days)
    assert all(earlier < later for earlier, later in pairwise(days))
    ahead = next_due(duty, today)
    assert list(islice(occurrences(duty, today), 1)) == ([ahead] if ahead else [])
    if ahead is None:
        assert every is Frequency.ONCE
        assert due < today
    # The tasks, which go on by a rule of their own, come to the same days.
    rule = rule_of(duty)
    for day, after in pairwise(days[:9]):
        assert next_by_rule(rule, datetime.combine(day, time()), "") == datetime.combine(after, time())


def test_the_end_of_a_month_stays_the_end():
    duty = Obligation("k", "b", Bilingual("Report"), Frequency.MONTHLY, date(2027, 1, 31))
    assert list(islice(occurrences(duty), 3)) == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]
    later = replace(duty, due=date(2027, 1, 15))
    assert moved_due(duty, later, date(2027, 2, 28), date(2027, 2, 20)) == date(
        2027, 2, 15
    )  # the second stays the second
    assert moved_due(duty, later, date(2027, 2, 20), date(2027, 2, 20)) == date(2027, 2, 20)  # put there by somebody
    assert moved_due(duty, replace(duty, text=Bilingual("More")), DAY, DAY) == DAY


@given(arrangements(), DAYS, st.booleans(), st.integers(0, 30))
def test_once_everything_is_done_nothing_is_left_to_do(one, today, there, offset):
    duties = (
        Obligation("x", "a", Bilingual("Once"), due=today + timedelta(days=offset)),
        Obligation("y", "b", Bilingual("Monthly"), Frequency.MONTHLY, date(2019, 1, 31)),
        Obligation("z", "b", Bilingual("Of no interest"), due=today, wanted=False),
        Obligation("w", "b", Bilingual("Some day")),
    )
    one = replace(one, obligations=duties)
    tasks: dict[int, DutyTask] = {}
    for present in (True, there, True):
        wanted = steps(one, list(tasks.values()), today, today, there=present)
        for step in wanted:
            id_ = step.task_id or len(tasks) + 1
            tasks[id_] = DutyTask(id_, step.key, step.due, step.deed is not Deed.CANCEL, step.deed is Deed.CANCEL)
        assert not steps(one, list(tasks.values()), today, today, there=present)
        open_ = [task.key for task in tasks.values() if task.open]
        holds = present and state(one, today) in HOLDING
        assert sorted(open_) == (["x", "y"] if holds else [])
        assert all(task.due >= today for task in tasks.values())
    assert len(tasks) <= 2


def test_what_was_thrown_away_or_done_is_not_made_again_and_what_fell_due_before_the_end_stays():
    one = arrangement(
        DAY, DAY, expiry=DAY + timedelta(days=60), obligations=(Obligation("x", "a", Bilingual("Once"), due=DAY),)
    )
    done = DutyTask(1, "x", DAY, open=False)
    assert steps(one, [done], DAY, DAY) == []
    late = DutyTask(1, "x", DAY, open=True)
    over = DAY + timedelta(days=61)
    assert state(one, over) in ENDED
    assert steps(one, [late], over, DAY) == []
    assert [each.deed for each in steps(one, [replace(late, due=over)], over, DAY)] == [Deed.CANCEL]


NEXT, AFTER = DAY + timedelta(days=1), DAY + timedelta(days=400)
LINE = Signature("a", on=DAY)
DUTY = Obligation("k", "a", Bilingual("Report"))


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"parties": (HOST,), "signatures": ()}, "parties", "two parties or more"),
        ({"parties": (HOST, replace(HOST, key="c"))}, "parties", "USA stands among the parties twice"),
        ({"parties": (HOST, Party("c"))}, "parties", "a nation or a name"),
        ({"parties": (HOST, Party("c", nation="JP"))}, "parties", "JP is no nation"),
        ({"signatures": (Signature("z"),)}, "signatures", "binds nobody"),
        ({"signatures": (Signature("a"), Signature("b", on=DAY))}, "signatures", "one before it is awaited"),
        ({"signatures": (LINE, Signature("b", on=DAY - timedelta(days=1)))}, "signatures", "earlier day"),
        ({"signatures": (LINE,), "drafted": NEXT}, "signatures", "Signing before drafting"),
        ({"in_force": NEXT, "expiry": DAY}, "expiry", "expires before it comes into force"),
        ({"in_force": NEXT, "review": DAY}, "review", "before the arrangement comes into force"),
        ({"review": AFTER, "expiry": NEXT}, "review", "after the arrangement expires"),
        ({"renewal_lead": -1}, "renewal_lead", "has 0 to 3660 days"),
        ({"obligations": (replace(DUTY, text=Bilingual()),)}, "obligations", "what has to be done"),
        ({"obligations": (replace(DUTY, party="z"),)}, "obligations", "which party"),
        ({"obligations": (DUTY, DUTY)}, "obligations", "Two obligations"),
        ({"amendments": (Amendment("k"), Amendment("k"))}, "amendments", "Two amendments"),
        ({"amendments": (Amendment("k", signatures=(LINE,), drafted=NEXT),)}, "amendments", "Signing before drafting"),
        ({"in_force": NEXT, "amendments": (Amendment("k", in_force=DAY),)}, "amendments", "before what it amends"),
        ({"terminated": DAY}, "reason", "why the arrangement was terminated"),
        ({"id": 7, "parent_id": 7}, "parent_id", "under itself"),
    ],
)
def test_what_may_not_be_kept_is_said_in_one_sentence(more, field, said):
    found = [one for one in arrangement_problems(arrangement(**more)) if one.field == field]
    assert any(said in one.text.format(**dict(one.values)) for one in found), found


def test_what_is_sound_is_kept_and_what_is_doubtful_said():
    one = arrangement(DAY, NEXT, drafted=DAY, expiry=AFTER, obligations=(replace(DUTY, due=NEXT),))
    assert arrangement_problems(one) == arrangement_doubts(one) == signing_problems(one, NEXT) == []
    assert [each.field for each in signing_problems(one, DAY)] == ["signatures"]
    early = replace(one, in_force=DAY, obligations=(DUTY,))
    assert arrangement_problems(early) == []
    assert len(arrangement_doubts(early)) == 2
