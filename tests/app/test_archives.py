"""A whole desk as one file on another desk: what it keeps beside its records comes along, once, and names what it named."""

import json
from contextlib import closing

import pytest

from liaison_desk.app.desk import make_desk
from liaison_desk.app.exporting import export
from liaison_desk.app.founding import new_profile
from liaison_desk.app.importing import import_file
from liaison_desk.contacts.records import Distribution, Organization, PersonFilter, PersonSort, SavedSearch
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Sort


@pytest.fixture
def other(tmp_path, clock):
    """Another desk, which gave its numbers to other records."""
    with closing(make_desk(str(tmp_path / "other.desk"), new_profile("JPN", "USA"), clock=clock)) as desk:
        desk.contacts.save_organization(Organization(name=Bilingual("Another")))
        yield desk


def written(desk, path):
    """Write a desk's archive; return its path and what it says of a part, without what differs between two writings."""
    export(desk, "all", path)

    def part(name):
        told = json.loads(path.read_text("utf-8"))[name]
        return [{key: value for key, value in one.items() if key not in {"updated_at", "author"}} for one in told]

    return path, part


def changed(path, change):
    """Change what an archive says."""
    told = json.loads(path.read_text("utf-8"))
    change(told)
    path.write_text(json.dumps(told), "utf-8")
    return path


def unchanged(desk, path):
    """Take a file in again; tell whether that changed nothing."""
    before = desk.history.count()
    report = import_file(desk, path)
    return (report.added, report.updated, report.problems) == (0, 0, ()) and desk.history.count() == before


@pytest.fixture
def searching(desk, make):
    """A desk with searches in an organization, of a list, and of nothing but words."""
    house = desk.contacts.save_organization(Organization(name=Bilingual("Joint Staff", "統合幕僚監部")))
    weekly = desk.distributions.save(Distribution(name="Weekly", members=(make.person().id,)))
    inside = PersonFilter(organization_id=house.id, with_below=True, overdue=True)
    desk.searches.save(SavedSearch(name="In house", wanted=inside, sort=PersonSort.PRECEDENCE, pinned=True))
    desk.searches.save(SavedSearch(name="Weekly", wanted=PersonFilter(list_id=weekly.id), sort=PersonSort.READING))
    desk.searches.save(SavedSearch(name="森", wanted=PersonFilter(words="森"), sort=PersonSort.NAME))
    return desk


def test_saved_searches_find_the_same_organization_and_list_on_the_other_desk(searching, other, tmp_path):
    path, said = written(searching, tmp_path / "all.json")
    assert import_file(other, path).problems == ()
    (inside, weekly, words) = other.searches.searches()
    (house,) = (one for one in other.contacts.organizations() if one.name.host == "Joint Staff")
    assert inside.wanted == PersonFilter(organization_id=house.id, with_below=True, overdue=True)
    assert (inside.sort, inside.pinned) == (PersonSort.PRECEDENCE, True)
    assert weekly.wanted == PersonFilter(list_id=other.distributions.lists()[0].id)
    assert len(other.contacts.people(weekly.wanted, Sort(weekly.sort))) == 1
    assert words.wanted == PersonFilter(words="森")
    assert [one.name for one in other.searches.searches(pinned=True)] == ["In house"]
    _, again = written(other, tmp_path / "again.json")
    assert again("searches") == said("searches")
    assert len(said("searches")) == 3
    assert unchanged(other, path)
    assert unchanged(searching, path)
    assert other.check() == []


def test_a_search_of_what_lies_in_the_trash_stays_behind_with_it(searching, tmp_path):
    (house,) = searching.contacts.organizations()
    searching.contacts.delete_organizations([house.id])
    _, said = written(searching, tmp_path / "all.json")
    assert sorted(one["name"] for one in said("searches")) == ["Weekly", "森"]


def test_a_search_of_an_organization_the_desk_refuses_is_listed_and_left_out(searching, other, tmp_path):
    path, _ = written(searching, tmp_path / "all.json")

    def nameless(told):
        told["organizations"][0]["name"] = {"host": " "}

    report = import_file(other, changed(path, nameless))
    assert [one.name for one in other.searches.searches()] == ["Weekly", "森"]
    assert "“In house” was left out, for what it refers to did not come in." in map(str, report.problems)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"name": " "}, "Give the search a name."),
        ({"marking": {"level": "TOP_SECRET", "originator": "USA"}}, "This desk keeps nothing above"),
        ({"sort": "height"}, "searches.sort"),
        ({"wanted": {"organization_id": {"uid": "x"}}}, "not in the archive and was left out"),
        ({"wanted": [[["deep"]]]}, "searches.wanted"),
    ],
)
def test_a_search_that_cannot_be_kept_is_listed_and_the_rest_comes_in(searching, other, tmp_path, values, reason):
    path, _ = written(searching, tmp_path / "all.json")
    report = import_file(other, changed(path, lambda told: told["searches"][0].update(values)))
    assert len(other.searches.searches()) == 2
    assert any(reason in str(problem) for problem in report.problems)
    assert other.check() == []
