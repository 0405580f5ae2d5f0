"""The rules of contacts: what is valid, who is neglected, how a rank is written short."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.contacts.records import Organization, Post
from liaison_desk.contacts.rules.validity import Neglect, neglect, organization_problems, person_problems, short_rank
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.ranks import load_ranks
from tests.contacts.people import AIR_STAFF, TODAY, YAJIMA


@pytest.mark.parametrize(
    "name",
    [
        PersonName("Yajima"),
        PersonName(given="Masahito"),
        PersonName(native_family="矢島"),
        PersonName(native_given="正人"),
    ],
)
def test_any_one_part_of_a_name_is_enough(name):
    assert person_problems(replace(YAJIMA, name=name)) == []


def test_a_nickname_alone_is_enough():
    assert person_problems(replace(YAJIMA, name=PersonName(), nickname="Masa")) == []


def test_a_post_that_ends_before_it_begins_is_named():
    wrong = Post(Bilingual("Aide"), since=date(2026, 5, 1), until=date(2026, 4, 30))
    right = Post(Bilingual("Planner"), since=date(2026, 5, 1), until=date(2026, 5, 1))
    problems = person_problems(replace(YAJIMA, posts=(right, wrong)))
    assert [(problem.field, dict(problem.values)) for problem in problems] == [("posts", {"title": "Aide"})]


def test_an_interval_is_never_negative():
    assert [problem.field for problem in person_problems(replace(YAJIMA, cadence_days=-1))] == ["cadence_days"]


def test_codes_longer_than_the_database_keeps_are_refused_in_words():
    assert [p.field for p in person_problems(replace(YAJIMA, rank_code="OF-4 or so, maybe"))] == ["rank"]
    assert [p.field for p in organization_problems(replace(AIR_STAFF, nation="Japan and others"), {})] == ["nation"]


def test_an_organization_needs_a_name_in_one_language_and_a_zone_that_exists():
    assert organization_problems(Organization(name=Bilingual(home="計画部")), {}) == []
    assert [p.field for p in organization_problems(Organization(name=Bilingual(" ")), {})] == ["name"]
    assert [p.field for p in organization_problems(replace(AIR_STAFF, zone="Mars/Base"), {})] == ["zone"]


@pytest.mark.parametrize(
    ("days", "state"),
    [(0, Neglect.WITHIN), (30, Neglect.WITHIN), (31, Neglect.LATE), (44, Neglect.LATE), (45, Neglect.OVERDUE)],
)
def test_past_the_interval_is_late_and_from_one_and_a_half_times_it_overdue(days, state):
    assert neglect(TODAY - timedelta(days=days), 30, TODAY) is state


def test_one_never_met_is_counted_from_the_day_he_came_onto_the_desk():
    assert neglect(None, 30, TODAY, TODAY) is Neglect.WITHIN
    assert neglect(None, 30, TODAY, TODAY - timedelta(days=31)) is Neglect.LATE
    assert neglect(TODAY, 30, TODAY, TODAY - timedelta(days=300)) is Neglect.WITHIN


def test_one_without_an_interval_is_never_neglected():
    assert neglect(None, 0, TODAY) is Neglect.NONE
    assert neglect(date(1990, 1, 1), 0, TODAY) is Neglect.NONE


@given(st.integers(0, 4000), st.integers(1, 3650))
def test_waiting_longer_never_makes_a_contact_less_neglected(days, interval):
    order = [Neglect.WITHIN, Neglect.LATE, Neglect.OVERDUE]
    now = neglect(TODAY - timedelta(days=days), interval, TODAY)
    tomorrow = neglect(TODAY - timedelta(days=days + 1), interval, TODAY)
    assert order.index(now) <= order.index(tomorrow)


@pytest.mark.parametrize(
    ("title", "service", "short"),
    [
        ("2等空佐", "JASDF", "Lt Col"),
        ("1等海佐", "JMSDF", "CAPT"),
        ("1等空佐", "JASDF", "Col"),
        ("Major", "USAF", "Maj"),
        ("Captain", "USN", "CAPT"),
    ],
)
def test_a_japanese_rank_is_shortened_as_the_service_that_writes_its_official_title(title, service, short):
    table = load_ranks()
    rank = table.find(title, service)
    assert rank is not None
    assert short_rank(rank, table) == short


def test_every_rank_has_a_short_form():
    table = load_ranks()
    assert all(short_rank(rank, table) for rank in table.ranks)
