"""What the store answers to any filter in any order is what a plain model of the rules answers over the same people."""

import shutil
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from liaison_desk.app.desk import open_desk
from liaison_desk.contacts.records import Organization, Person, PersonFilter, PersonSort, Post, Skill
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.ranks import precedence
from liaison_desk.domain.sorting import title_key
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Attendee, Meeting
from tests.contacts.people import NOW, TODAY, new_desk

NAMES = (
    PersonName("Kato", "Jun", "加藤", "純", "かとう", "じゅん"), PersonName("Gamo", "Jun", "蒲生", "純", "がもう", "じゅん"),
    PersonName("Kanbara", "Ai", "神原", "藍", "かんばら", "あい"), PersonName("O'Brien", "Zoe"), PersonName("Obrien", "Adam"),
    PersonName("Öberg", "Lars"), PersonName("de la Cruz", "Ana"), PersonName(native_family="山本", native_given="太郎"),
    PersonName(native_family="やじま"), PersonName("", "Prince"), PersonName("3PO"),
)  # fmt: skip
HOUSES = ("11th Wing", "2nd Wing", "air staff", "第2部隊")
DAYS = st.one_of(st.none(), st.integers(-400, 60).map(lambda days: TODAY + timedelta(days)))


@st.composite
def posts(draw):
    since, until = draw(DAYS), draw(DAYS)
    if since and until and until < since:
        since, until = until, since
    return Post(Bilingual("Planner"), draw(st.integers(0, len(HOUSES))), since=since, until=until)


PEOPLE = st.lists(
    st.tuples(
        st.builds(
            Person,
            name=st.sampled_from(NAMES),
            nation=st.sampled_from(["JPN", "USA"]),
            service=st.sampled_from(["", "JASDF", "USAF"]),
            rank_code=st.sampled_from(["", "OF-3", "OF-5"]),
            posts=st.lists(posts(), max_size=3).map(tuple),
            cadence_days=st.sampled_from([0, 30, 90]),
            tags=st.sampled_from([(), ("PL27",), ("PL27", "tea")]),
            languages=st.sampled_from([(), (Skill("fr"),), (Skill("en"), Skill("fr"))]),
        ),
        st.one_of(st.none(), st.integers(0, 200)),  # days since the last meeting
        st.booleans(),  # in the trash
    ),
    max_size=14,
)
FILTERS = st.builds(
    PersonFilter,
    nation=st.sampled_from(["", "", "JPN"]),
    service=st.sampled_from(["", "", "USAF"]),
    tag=st.sampled_from(["", "", "tea"]),
    language=st.sampled_from(["", "", "fr"]),
    organization_id=st.sampled_from([0, 0, 1]),
    with_below=st.booleans(),
    overdue=st.sampled_from([False, False, True]),
    moved=st.sampled_from([False, False, True]),
    with_interval=st.booleans(),
    trash=st.sampled_from([False, False, True]),
)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A desk with four organizations, the third under the first."""
    folder = tmp_path_factory.mktemp("model")
    desk = new_desk(folder)
    houses = desk.contacts.save_organizations([Organization(name=Bilingual(name)) for name in HOUSES], "Add")
    desk.contacts.save_organization(replace(houses[2], parent_id=houses[0].id))
    desk.close()
    return folder / "people.desk", [one.id for one in houses]


class Model:
    """The rules, said plainly."""

    def __init__(self, people, met, houses):
        self.people, self.met, self.houses = people, met, houses

    def answer(self, wanted, sort, code):
        some = [one for one in self.people if self.asked(one, wanted)]
        name = lambda one: "\t".join(one.name.sort_key(code))  # noqa: E731
        ranked = lambda one: f"{(p := precedence(one.rank_code, one.date_of_rank))[0] + 1000:04d}{p[1]}"  # noqa: E731
        if sort is PersonSort.NEGLECT:
            english = lambda one: "\t".join(one.name.sort_key("en"))  # noqa: E731
            key = lambda one: (  # noqa: E731
                (0, -self.share(one), english(one), one.id) if one.cadence_days else (1, 0, name(one), one.id)
            )
        elif sort is PersonSort.ORGANIZATION:
            key = lambda one: (self.place(self.house(one)), ranked(one), name(one), one.id)  # noqa: E731
        else:
            key = {
                PersonSort.NAME: lambda one: (name(one), one.id),
                PersonSort.READING: lambda one: ("\t".join(one.name.sort_key("ja")), one.id),
                PersonSort.PRECEDENCE: lambda one: (ranked(one), name(one), one.id),
                PersonSort.CHANGED: lambda one: one.id,
            }[sort]
        return sorted(some, key=key)

    def asked(self, one, wanted):
        held = [post for post in one.posts if post.held_on(TODAY)]
        below = {wanted.organization_id} | ({self.houses[2]} if wanted.with_below and wanted.organization_id == self.houses[0] else set())  # fmt: skip
        began = max((post.since for post in held if post.since), default=None)
        last = self.met.get(one.id)
        return all(
            (
                wanted.trash is (one.deleted_at is not None),
                wanted.nation in {"", one.nation},
                wanted.service in {"", one.service},
                not wanted.tag or wanted.tag in one.tags,
                not wanted.language or wanted.language in {skill.code for skill in one.languages},
                not wanted.organization_id or any(post.organization_id in below for post in held),
                not wanted.with_interval or one.cadence_days > 0,
                not wanted.moved or (began is not None and last is not None and last < began),
                not wanted.overdue or (one.cadence_days > 0 and self.share(one) > 1),
            )
        )

    def share(self, one):
        last = self.met.get(one.id) or TODAY
        return (TODAY - last).days / one.cadence_days

    def house(self, one):
        post = one.current_post(TODAY)
        return post.organization_id if post else 0

    def place(self, house):
        return (0, title_key(HOUSES[self.houses.index(house)]), house) if house else (1, "", 0)


# Without shrinking: every example opens a desk.
@settings(
    max_examples=30,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(PEOPLE, st.lists(st.tuples(FILTERS, st.sampled_from(PersonSort), st.sampled_from(["en", "ja"])), min_size=8, max_size=8))  # fmt: skip
def test_every_filter_in_every_order(template, tmp_path, crowd, questions):
    path, houses = template
    shutil.copy(path, tmp_path / "copy.desk")
    desk = open_desk(str(tmp_path / "copy.desk"), clock=FixedClock(NOW))
    try:
        model = _filled(desk, crowd, houses)
        for asked, sort, code in [*questions, *((PersonFilter(), sort, "en") for sort in PersonSort)]:
            wanted = replace(asked, organization_id=houses[0] if asked.organization_id else 0)
            listing = desk.contacts.people(wanted, Sort(sort), code)
            expected = model.answer(wanted, sort, code)
            assert list(listing.ids) == [one.id for one in expected], (wanted, sort, code)
            _look_at_groups(listing, expected, model, sort, code)
        facets = desk.contacts.facets()
        living = [one for one in model.people if one.deleted_at is None]
        assert facets.people == len(living)
        assert facets.overdue == len(model.answer(PersonFilter(overdue=True), PersonSort.NAME, "en"))
        assert dict(facets.nations) == _counted(one.nation for one in living)
        assert dict(facets.services) == _counted(one.service for one in living)
        assert dict(facets.tags) == _counted(tag for one in living for tag in one.tags)
        assert dict(facets.languages) == _counted(skill.code for one in living for skill in one.languages)
        assert {house: count for house, _, _, count in facets.houses} == _counted(map(model.house, living))
    finally:
        desk.close()


def _filled(desk, crowd, houses):
    placed = [
        replace(one, posts=tuple(replace(post, organization_id=([0, *houses])[post.organization_id]) for post in one.posts))
        for one, _, _ in crowd
    ]  # fmt: skip
    saved = desk.contacts.save_all(placed, "Add contacts")
    met = {}
    for one, (_, days, _) in zip(saved, crowd, strict=True):
        if days is not None:
            met[one.id] = TODAY - timedelta(days)
            start = datetime.combine(met[one.id], time(9))
            attendee = Attendee(one.name.latin() or one.name.native(), contact_id=one.id)
            desk.meetings.save(
                Meeting(title=Bilingual("Talks"), start=start, end=start + timedelta(hours=1), zone="America/Denver", attendees=(attendee,))
            )  # fmt: skip
    desk.contacts.delete([one.id for one, (_, _, trashed) in zip(saved, crowd, strict=True) if trashed])
    return Model(list(desk.contacts.people_by_ids([one.id for one in saved]).values()), met, houses)


def _look_at_groups(listing, expected, model, sort, code):
    """Headings cut the list where the organization, or the first letter, changes."""
    if sort is PersonSort.ORGANIZATION and listing.groups:
        runs = [len(list(run)) for _, run in groupby(expected, key=model.house)]
        assert [group.count for group in listing.groups] == runs
    elif sort in {PersonSort.NAME, PersonSort.READING} and listing.groups:
        spoken = "ja" if sort is PersonSort.READING else code
        runs = [
            (letter, len(list(run))) for letter, run in groupby(expected, key=lambda one: one.name.strip_key(spoken))
        ]
        assert [(group.label, group.count) for group in listing.groups] == runs


def _counted(values):
    counts = {}
    for value in values:
        if value:
            counts[value] = counts.get(value, 0) + 1
    return counts


def test_who_has_left_stands_where_he_serves_on_the_day_it_is(tmp_path):
    """The same rows, on a day before, during and after a post."""
    desk = new_desk(tmp_path)
    first, second = desk.contacts.save_organizations(
        [Organization(name=Bilingual("Alpha")), Organization(name=Bilingual("Bravo"))], "Add"
    )
    stays = Post(Bilingual("Planner"), first.id, since=date(2026, 1, 1))
    goes = Post(Bilingual("Liaison"), second.id, since=date(2026, 11, 1), until=date(2026, 11, 30))
    desk.contacts.save(Person(name=PersonName("Abel"), posts=(stays, goes)))
    desk.close()
    for moment, group in ((datetime(2026, 10, 1), "Alpha"), (datetime(2026, 11, 15), "Bravo"), (datetime(2026, 12, 5), "Alpha")):  # fmt: skip
        desk = open_desk(str(tmp_path / "people.desk"), clock=FixedClock(moment.replace(hour=18, tzinfo=NOW.tzinfo)))
        listing = desk.contacts.people(PersonFilter(), Sort(PersonSort.ORGANIZATION))
        assert [one.label for one in listing.groups] == [group]
        desk.close()
