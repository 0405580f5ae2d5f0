"""Of a word's first letters, which very many records have, the newest are found at once; whole words are ranked as ever."""

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.tasks.records import Task

MANY = 5_100


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
