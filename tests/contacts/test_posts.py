"""Posts that outlive their holders, and organizations under the names and parents of a day; on either engine."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.contacts.records import Billet, Organization, Post
from liaison_desk.contacts.rules.dating import as_of, cycle_day, moved, renamed
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError
from tests.contacts.people import AIDA, PLANS, RAMAN, YAJIMA

TODAY = date(2026, 11, 24)


@pytest.fixture
def desk(any_desk):
    return any_desk


@pytest.fixture
def chief(desk):
    house = desk.contacts.save_organization(PLANS)
    return desk.billets.save(Billet(title=Bilingual("Chief", "班長"), organization_id=house.id))


def family(tenures):
    return [one.person.name.family for one in tenures]


def test_who_held_a_post_on_any_day_is_known(desk, chief):
    title = Bilingual("Chief", "班長")
    desk.contacts.save_all(
        [
            replace(AIDA, posts=(Post(title, chief.organization_id, until=date(2026, 8, 31), billet_id=chief.id),)),
            replace(YAJIMA, posts=(Post(title, chief.organization_id, since=date(2026, 10, 1), billet_id=chief.id),)),
        ],
        "Add contacts",
    )

    def on(*day):
        return family(desk.billets.holders_on(date(*day), [chief.id]).get(chief.id, []))

    assert on(2026, 8, 31) == ["Aida"]
    assert on(2026, 9, 15) == []
    assert on(2026, 10, 1) == ["Yajima"]
    assert family(desk.billets.holders_on(None, [chief.id])[chief.id]) == ["Yajima", "Aida"]
    assert family(desk.billets.serving_on(TODAY, [chief.organization_id])) == ["Yajima"]


def test_a_hand_over_ends_one_time_and_begins_the_next_and_one_undo_takes_it_back(desk, chief):
    post = Post(Bilingual("Chief"), chief.organization_id, since=date(2024, 8, 1), billet_id=chief.id)
    aida, yajima = desk.contacts.save_all([replace(AIDA, posts=(post,)), YAJIMA], "Add contacts")
    desk.billets.hand_over(chief.id, yajima.id, date(2026, 8, 1))
    assert desk.contacts.person(aida.id).posts[0].until == date(2026, 7, 31)
    begun = desk.contacts.person(yajima.id).posts[-1]
    assert (begun.title, begun.since, begun.billet_id) == (chief.title, date(2026, 8, 1), chief.id)
    desk.history.undo()
    assert desk.contacts.person(aida.id).posts == (post,)
    assert desk.contacts.person(yajima.id).posts == ()
    desk.billets.hand_over(chief.id, 0, date(2026, 8, 1))
    assert desk.billets.holders_on(TODAY, [chief.id]) == {}
    desk.history.undo()
    with pytest.raises(InvalidError):
        desk.billets.hand_over(chief.id, 0, date(2024, 8, 1))
    assert desk.contacts.person(aida.id).posts == (post,)


def test_a_hand_over_before_a_planned_successor_ends_the_day_before_he_begins(desk, chief):
    post = Post(Bilingual("Chief"), chief.organization_id, since=date(2024, 8, 1), billet_id=chief.id)
    _, yajima, raman = desk.contacts.save_all([replace(AIDA, posts=(post,)), YAJIMA, RAMAN], "Add contacts")
    desk.billets.hand_over(chief.id, yajima.id, date(2027, 3, 1))
    desk.billets.hand_over(chief.id, raman.id, date(2027, 1, 1))
    held = {
        day: family(desk.billets.holders_on(day, [chief.id])[chief.id]) for day in (date(2027, 2, 28), date(2027, 3, 1))
    }
    assert held == {date(2027, 2, 28): ["Raman"], date(2027, 3, 1): ["Yajima"]}


def test_a_hand_over_to_whom_it_was_planned_for_begins_his_time_earlier(desk, chief):
    yajima, raman = desk.contacts.save_all([YAJIMA, RAMAN], "Add contacts")
    desk.billets.hand_over(chief.id, yajima.id, date(2027, 3, 1))
    desk.billets.hand_over(chief.id, yajima.id, date(2027, 1, 1))
    (only,) = desk.contacts.person(yajima.id).posts
    assert (only.since, only.until) == (date(2027, 1, 1), None)
    desk.billets.hand_over(chief.id, raman.id, date(2026, 12, 1))
    desk.billets.hand_over(chief.id, yajima.id, date(2026, 11, 1))
    spans = [(post.since, post.until) for post in desk.contacts.person(yajima.id).posts]
    assert spans == [(date(2027, 1, 1), None), (date(2026, 11, 1), date(2026, 11, 30))]


def test_who_holds_a_post_beside_others_goes_on_alone_and_one_who_holds_it_alone_is_told(desk, chief):
    title = Bilingual("Chief", "班長")
    times = (date(2024, 8, 1), None), (date(2026, 5, 1), date(2026, 9, 30))
    posts = [Post(title, chief.organization_id, since=since, until=until, billet_id=chief.id) for since, until in times]
    people = [replace(one, posts=(post,)) for one, post in zip((AIDA, YAJIMA), posts, strict=True)]
    aida, yajima = desk.contacts.save_all(people, "Add contacts")
    desk.billets.hand_over(chief.id, yajima.id, date(2026, 8, 1))
    assert desk.contacts.person(aida.id).posts[0].until == date(2026, 7, 31)
    assert desk.contacts.person(yajima.id).posts[0].until is None
    with pytest.raises(InvalidError, match="Yajima Masahito holds this post from that day, or an earlier one, already"):
        desk.billets.hand_over(chief.id, yajima.id, date(2026, 9, 1))


@pytest.mark.parametrize("day", [date(2024, 8, 1), date.min])
def test_a_hand_over_on_the_day_a_holder_began_or_before_all_time_changes_nothing(desk, chief, day):
    post = Post(Bilingual("Chief"), chief.organization_id, since=date(2024, 8, 1), billet_id=chief.id)
    aida, yajima = desk.contacts.save_all([replace(AIDA, posts=(post,)), YAJIMA], "Add contacts")
    with pytest.raises(InvalidError):
        desk.billets.hand_over(chief.id, yajima.id, day)
    assert desk.contacts.person(aida.id).posts == (post,)
    assert desk.contacts.person(yajima.id).posts == ()


def test_nobody_in_the_trash_takes_over_a_post(desk, chief):
    yajima = desk.contacts.save(YAJIMA)
    desk.contacts.delete([yajima.id])
    with pytest.raises(NotFoundError):
        desk.billets.hand_over(chief.id, yajima.id, date(2027, 1, 1))
    assert desk.billets.holders_on(None, [chief.id]) == {}


@pytest.mark.parametrize(
    ("title", "joined"),
    [
        (Bilingual("Chief", "班長"), True),
        (Bilingual(" CHIEF "), True),
        (Bilingual("", "班長"), True),
        (Bilingual("Chief", "課長"), False),
        (Bilingual("Director", "班長"), False),
        (Bilingual("Deputy"), False),
        (Bilingual(), False),
    ],
)
def test_a_post_of_the_title_its_organization_keeps_is_that_post(desk, chief, title, joined):
    elsewhere = desk.contacts.save_organization(Organization(name=Bilingual("Elsewhere")))
    posts = (Post(title, chief.organization_id), Post(title, elsewhere.id), Post(title, organization="By name"))
    saved = desk.contacts.save(replace(AIDA, posts=posts))
    assert [post.billet_id for post in saved.posts] == [chief.id if joined else 0, 0, 0]
    assert desk.contacts.person(saved.id) == saved


def test_no_post_is_taken_that_somebody_else_holds_on_a_day_of_that_time(desk, chief):
    first = Post(chief.title, chief.organization_id, since=date(2024, 1, 1), until=date(2025, 6, 30))
    second = replace(first, since=date(2025, 6, 30), until=None)
    third = replace(first, since=date(2025, 7, 1), until=None)
    aida, other, yajima = desk.contacts.save_all(
        [replace(AIDA, posts=(first,)), replace(AIDA, posts=(second,)), replace(YAJIMA, posts=(third,))], "Add contacts"
    )
    assert [one.posts[0].billet_id for one in (aida, other, yajima)] == [chief.id, 0, chief.id]
    again = desk.contacts.save(replace(other, nickname="Jun"))
    assert again.posts == other.posts
    longer = desk.contacts.save(
        replace(aida, posts=(*aida.posts, replace(first, until=date(2023, 12, 31), since=None)))
    )
    assert [post.billet_id for post in longer.posts] == [chief.id, chief.id]
    twin = desk.billets.save(replace(chief, id=0, uid="", version=0, since=date(2026, 1, 1)))
    assert desk.contacts.person(other.id).posts[0].billet_id == twin.id


def test_a_post_that_is_set_up_takes_in_who_serves_in_it_and_one_undo_lets_him_go(desk):
    house = desk.contacts.save_organization(PLANS)
    served = Post(Bilingual("Chief"), house.id, since=date(2020, 1, 1), until=date(2023, 1, 1))
    serves = replace(served, since=date(2023, 1, 2), until=None)
    before, now = desk.contacts.save_all(
        [replace(AIDA, posts=(served,)), replace(YAJIMA, posts=(serves,))], "Add contacts"
    )
    chief = desk.billets.save(Billet(title=Bilingual("Chief", "班長"), organization_id=house.id))
    assert family(desk.billets.holders_on(None, [chief.id])[chief.id]) == ["Yajima", "Aida"]
    staff = desk.billets.staff([house.id], TODAY)
    assert [(billet.id, tenure.person.id) for billet, tenure in staff.rows(house.id)] == [(chief.id, now.id)]
    desk.history.undo()
    assert desk.contacts.person(before.id).posts == (served,)
    assert desk.check() == []


@pytest.mark.parametrize("unseen", ["", "\u200b", "\u2060 ", "\x07"])
def test_a_post_of_whose_title_nothing_is_seen_has_none(desk, unseen):
    with pytest.raises(InvalidError, match="title"):
        desk.billets.save(Billet(title=Bilingual(unseen, unseen)))


def test_counterparts_name_each_other_and_let_go_together(desk, chief):
    other = desk.billets.save(Billet(title=Bilingual("Director"), counterparts=(chief.id,)))
    assert desk.billets.billet(chief.id).counterparts == (other.id,)
    desk.history.undo()
    assert desk.billets.billet(chief.id).counterparts == ()
    desk.history.redo()
    desk.billets.save(replace(desk.billets.billet(other.id), counterparts=()))
    assert desk.billets.billet(chief.id).counterparts == ()
    with pytest.raises(InvalidError):
        desk.billets.save(replace(desk.billets.billet(chief.id), counterparts=(chief.id,)))
    assert desk.check() == []


def test_an_organization_keeps_its_old_name_and_takes_the_coming_one_when_its_day_comes(desk):
    clock = desk.database.clock
    jasdf = desk.contacts.save_organization(Organization(name=Bilingual("JASDF", "航空自衛隊"), nation="JPN"))
    coming = Bilingual("JASSDF", "航空宇宙自衛隊")
    renamed_one = desk.contacts.rename_organization(jasdf, date(2027, 3, 20), coming, Bilingual())
    assert renamed_one.name.host == "JASDF"
    assert desk.contacts.settle_organizations() == 0
    clock.at = datetime(2027, 3, 21, 12, tzinfo=UTC)
    assert desk.contacts.settle_organizations() == 1
    now = desk.contacts.organization(jasdf.id)
    assert now.name == coming
    assert now.name_on(date(2026, 1, 1)).name.home == "航空自衛隊"
    assert desk.history.labels()[0] == "Change an organization"
    edited = desk.contacts.save_organization(replace(now, name=Bilingual("JASSDF", "航空宇宙自衛隊（改）")))
    assert edited.name_on(date(2028, 1, 1)).name.home == "航空宇宙自衛隊（改）"
    assert [hit.id for hit in desk.search("航空自衛隊")] == [jasdf.id]
    assert desk.check() == []


def test_no_organization_stands_under_itself_on_any_day(desk):
    a = desk.contacts.save_organization(Organization(name=Bilingual("A")))
    b = desk.contacts.save_organization(Organization(name=Bilingual("B"), parent_id=a.id))
    with pytest.raises(InvalidError) as refused:
        desk.contacts.move_organization(a, date(2027, 1, 1), b.id)
    assert "2027-01-01" in str(refused.value.problems[0].values)
    freed = desk.contacts.move_organization(b, date(2026, 12, 1), 0)
    desk.contacts.move_organization(a, date(2027, 1, 1), freed.id)
    assert desk.contacts.organization(a.id).parent_id == 0


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
texts = st.sampled_from("ABCDE").map(Bilingual)


@given(st.lists(st.tuples(days, texts), max_size=5), days)
def test_a_name_is_that_of_the_last_renaming_up_to_a_day(steps, day):
    one = Organization(id=1, name=Bilingual("First"))
    latest = {}
    for since, name in steps:
        one = renamed(one, since, name, Bilingual(), day)
        latest[since] = name
    valid = [since for since in latest if since <= day]
    assert one.name == (latest[max(valid)] if valid else Bilingual("First"))
    assert as_of(one, day) == one


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4), days), max_size=8), days)
def test_moves_that_are_let_through_leave_a_tree_on_every_day(moves, day):
    houses = {n: Organization(id=n, name=Bilingual(str(n))) for n in range(1, 5)}
    for child, parent, since in moves:
        changed = moved(houses[child], since, parent, day)
        if cycle_day(changed, houses.values()) is None:
            houses[child] = changed
    for one in houses.values():
        seen, above = {one.id}, one.parent_on(day)
        while above:
            assert above not in seen
            seen.add(above)
            above = houses[above].parent_on(day)
