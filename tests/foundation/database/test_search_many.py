"""Of a word's first letters, which very many records have, the newest are found at once; whole words are ranked as ever."""

from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.tasks.records import Task
from tests.plans import plans

MANY = 5_100


def test_a_person_whose_first_letters_very_many_records_have_is_told_by_the_people_there_are(desk):
    eto = desk.contacts.save(Person(name=PersonName("Eto", "Ren")))
    desk.tasks.save_all([Task(title=Bilingual(f"Exercise, item {n}")) for n in range(MANY)], "Add tasks")

    def ask():
        assert [hit.id for hit in desk.search("e", 8, ("person",))] == [eto.id]

    (_, steps) = plans(desk.database.engine, ask, "search_index MATCH")  # how many there are, then which
    assert any("person" in step for step in steps)  # and no record's kind is looked up that is of another
    assert [hit.id for hit in desk.search("eto", 8, ("person", "organization"))] == [eto.id]
    assert desk.search("e", 8, ("organization",)) == []


def test_first_letters_that_very_many_have_find_the_newest_and_whole_words_the_best(desk):
    short = desk.tasks.save(Task(title=Bilingual("Exercise")))
    rest = [Task(title=Bilingual(f"Exercise planning, item {n}")) for n in range(MANY)]
    saved = desk.tasks.save_all(rest, "Add tasks")
    newest = [task.id for task in saved[:-21:-1]]
    assert [hit.id for hit in desk.search("e")] == newest
    assert [hit.id for hit in desk.search("ex")] == newest
    assert desk.search("exercise")[0].id == short.id
    assert [hit.id for hit in desk.search("exercise item p")] == newest
    assert [hit.id for hit in desk.search("e", kinds=("person",))] == []
    few = desk.tasks.save(Task(title=Bilingual("Zulu")))
    assert [hit.id for hit in desk.search("z")] == [few.id]
