"""A shared desk on a server whose language is not C: lists, their letters and near misses are those of a file."""

from liaison_desk.app.desk import make_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.contacts.records import Organization, Person, PersonFilter, PersonSort
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.paging import Sort

PEOPLE = (
    PersonName("Kato", "Jun", "加藤", "純", "かとう", "じゅん"), PersonName("Gamo", "Jun", "蒲生", "純", "がもう", "じゅん"),
    PersonName("Kanbara", "Ai", "神原", "藍", "かんばら", "あい"), PersonName("Harada", "Ai", "原田", "藍", "はらだ", "あい"),
    PersonName("O'Brien", "Zoe"), PersonName("Obrien", "Adam"), PersonName("Öberg", "Lars"), PersonName("Zhao", "Wei"),
    PersonName("de la Cruz", "Ana"), PersonName("Delacroix", "Eve"), PersonName("3PO"), PersonName(native_family="山本"),
)  # fmt: skip


def _filled(location):
    desk = make_desk(location, new_profile("JPN", "USA"))
    desk.contacts.save_organizations([Organization(name=Bilingual(name)) for name in ("b wing", "A-wing", "a wing", "2nd", "11th")], "Add")  # fmt: skip
    desk.contacts.save_all([Person(name=name) for name in PEOPLE], "Add contacts")
    return desk


def _told(desk):
    """Everything lists say that depends on how text is compared."""
    said = []
    for sort in PersonSort:
        for code in ("en", "ja"):
            listing = desk.contacts.people(PersonFilter(), Sort(sort), code)
            lines = desk.contacts.lines(list(listing.ids))
            said.append(
                (sort, code, [lines[id_].name for id_ in listing.ids] if sort is not PersonSort.CHANGED else len(lines))
            )
            said.append([(group.label, group.start, group.count) for group in listing.groups])
    for words in (
        "k",
        "o",
        "ob",
        "か",
        "が",
        "は",
        "Kanbra",
        "Obrian",
        "かんはら",
        "かんばた",
        "Zao",
        "加東",
        "delacruz",
    ):
        listing = desk.contacts.people(PersonFilter(words=words), Sort(PersonSort.NAME))
        lines = desk.contacts.lines(list(listing.ids))
        said.append((words, listing.fuzzy, [lines[id_].name for id_ in listing.ids]))
    said.append([one.name.host for one in desk.contacts.organizations()])
    return said


def test_lists_of_a_server_with_a_language_are_those_of_a_file(foreign_url, tmp_path):
    shared, own = _filled(foreign_url), _filled(str(tmp_path / "own.desk"))
    try:
        assert _told(shared) == _told(own)
        assert shared.check() == []
        with shared.database.read() as connection:  # the server itself compares otherwise
            assert connection.exec_driver_sql("SELECT 'a' < 'B'").scalar() is True
    finally:
        shared.close()
        own.close()
