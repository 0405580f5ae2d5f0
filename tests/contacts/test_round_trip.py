"""Whatever a person is made of comes back from the database as it went in."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison_desk.contacts.records import (
    Address,
    Email,
    Organization,
    Person,
    PersonFilter,
    PersonSort,
    Phone,
    Post,
    Skill,
)
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.foundation.core.paging import Sort
from tests.contacts.people import new_desk

# PostgreSQL keeps no NUL, so the database drops it everywhere.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=12).filter(
    str.strip
)
DATES = st.none() | st.dates(date(1900, 1, 1), date(2200, 1, 1))
TEXTS = st.builds(Bilingual, TEXT, TEXT, st.sampled_from(Wording), st.sampled_from(Wording))
NAMES = st.builds(
    PersonName, family=WORDS, given=TEXT, native_family=TEXT, native_given=TEXT, reading_family=TEXT, reading_given=TEXT,
    order=st.sampled_from(NameOrder), prefix=TEXT, suffix=TEXT,
)  # fmt: skip
MARKINGS = st.none() | st.builds(
    Marking,
    st.sampled_from(["JPN", "USA"]),
    audience=st.none() | st.frozensets(st.sampled_from(["USA", "JPN", "GBR"])),
    verbatim=TEXT,
)


@st.composite
def posts(draw):
    since, until = draw(DATES), draw(DATES)
    if since and until and until < since:
        since, until = until, since
    return Post(draw(TEXTS), 0, draw(TEXT), draw(TEXT), since, until)


def few(items):
    return st.lists(items, max_size=3).map(tuple)


PEOPLE = st.builds(
    Person, name=NAMES, nickname=TEXT, nation=st.sampled_from(["", "JPN", "USA", "XYZ"]), service=TEXT, rank_code=st.sampled_from(["", "OF-5", "odd"]),
    rank=TEXT, rank_home=TEXT, date_of_rank=DATES, posts=few(posts()), phones=few(st.builds(Phone, TEXT, TEXT, TEXT, TEXT)),
    emails=few(st.builds(Email, TEXT, TEXT, TEXT)), addresses=few(st.builds(Address, *[TEXT] * 9)), urls=few(TEXT),
    languages=few(st.builds(Skill, TEXT, TEXT)), interpreter=st.booleans(), diet=TEXT, met_where=TEXT, cadence_days=st.integers(0, 3650),
    birthday=DATES, anniversary=DATES, biography=TEXTS, notes=TEXTS, tags=few(TEXT), extra=few(TEXT), marking=MARKINGS,
)  # fmt: skip
ORGANIZATIONS = st.builds(
    Organization, name=st.builds(Bilingual, WORDS, TEXT), short=st.builds(Bilingual, TEXT, TEXT), nation=st.sampled_from(["", "JPN"]), kind=TEXT,
    location=TEXT, zone=st.sampled_from(["", "Asia/Tokyo"]), notes=TEXTS, marking=MARKINGS,
)  # fmt: skip
FEW_EXAMPLES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    desk = new_desk(tmp_path_factory.mktemp("round-trip"))
    yield desk.contacts
    desk.close()


@FEW_EXAMPLES
@given(person=PEOPLE)
def test_a_person_comes_back_as_he_was_saved(kept, person):
    saved = kept.save(person)
    assert kept.person(saved.id) == saved
    assert kept.lines([saved.id])[saved.id].name == person.name


@FEW_EXAMPLES
@given(before=PEOPLE, after=PEOPLE)
def test_a_changed_person_keeps_nothing_of_what_he_was(kept, before, after):
    from dataclasses import replace

    first = kept.save(before)
    second = kept.save(replace(after, id=first.id, uid=first.uid, version=first.version, created_at=first.created_at))
    assert kept.person(first.id) == second


@FEW_EXAMPLES
@given(organization=ORGANIZATIONS)
def test_an_organization_comes_back_as_it_was_saved(kept, organization):
    saved = kept.save_organization(organization)
    assert kept.organization(saved.id) == saved


@FEW_EXAMPLES
@given(words=st.text(max_size=40))
def test_whatever_is_typed_into_the_filter_finds_or_finds_nothing(kept, words):
    listing = kept.people(PersonFilter(words=words), Sort(PersonSort.NAME))
    assert len(listing) <= kept.facets().people
