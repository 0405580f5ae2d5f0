"""The same words find the same records in both languages and on both engines."""

from dataclasses import replace

import pytest

from liaison_desk.app.desk import make_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.tasks.records import Task
from tests.conftest import HandClock, Maker

TITLES = {
    "exercise": Bilingual("Exercise Steel Crane 26", "共同統合演習"),
    "training": Bilingual("Drill at the training area", "演習場の調整会議"),
    "plain": Bilingual("Lunch with the attaché", "昼食"),
    "sign": Bilingual('The "foo-bar" annex, C2 & J-5', "指揮統制（C2）"),
    "kana": Bilingual("ﾃﾚﾋﾞ会議", "テレビかいぎ"),
    "quote": Bilingual("Don't wait", "100%"),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request, tmp_path_factory):
    """Return a desk with a few titles and names, which the tests only add to."""
    if request.param == "sqlite":
        location = str(tmp_path_factory.mktemp("search") / "search.desk")
    else:
        location = request.getfixturevalue("new_postgresql_url")()
    desk = make_desk(location, new_profile("JPN", "USA"), clock=HandClock())
    desk.tasks.save_all([Task(title=title) for title in TITLES.values()], "Add tasks")
    desk.contacts.save(Person(name=PersonName("Kisaragi", "Jun", "如月", "純", "きさらぎ", "じゅん")))
    desk.contacts.save(Person(name=PersonName("Ohno", "Shinji", "大野", "真司", "おおの", "しんじ")))
    yield desk
    desk.close()


def found(desk, words):
    names = {title.host: name for name, title in TITLES.items()}
    return {names.get(hit.title.split(" / ")[0], hit.title.split(" ")[0].casefold()) for hit in desk.search(words)}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("演習", {"exercise", "training"}),
        ("統合演習", {"exercise"}),
        ("習", set()),
        ("演", {"exercise", "training"}),
        ("演習 会議", {"training"}),
        ("exercise", {"exercise"}),
        ("EXERCISE", {"exercise"}),
        ("ＥＸＥＲＣＩＳＥ", {"exercise"}),
        ("exer", {"exercise"}),
        ("steel 26", {"exercise"}),
        ("steel 27", set()),
        ("C2", {"sign"}),
        ("foo-bar", {"sign"}),
        ("ﾃﾚﾋﾞ", {"kana"}),
        ("てれび", {"kana"}),
        ("attache", set()),
        ("attaché", {"plain"}),
        ("don't", {"quote"}),
    ],
)
def test_words_find_records(filled, words, expected):
    missing = expected - found(filled, words)
    assert missing == set()
    if expected and words not in {"演", "てれび"}:
        assert found(filled, words) == expected


@pytest.mark.parametrize("words", ["如月", "きさらぎ", "キサラギ", "kisaragi", "Kisaragi Jun", "純"])
def test_a_name_is_found_by_kanji_reading_and_romanization(filled, words):
    assert any("Kisaragi" in hit.title or "如月" in hit.title for hit in filled.search(words)), words


@pytest.mark.parametrize("words", ["Ono", "Oono", "Ohno", "Ōno", "大野"])
def test_a_long_vowel_is_found_in_every_spelling(filled, words):
    assert any("Ohno" in hit.title or "大野" in hit.title for hit in filled.search(words)), words


@pytest.mark.parametrize(
    "words",
    ['"', '""', "'", "*", "(", ")", "AND", "OR NOT", "NEAR(", "a:b", "words:exercise", "^", "\\", "-", "%", "&", "|", "!",
     "<->", ":*", "'':", "\x00", "\ud83d", "   ", "？", "x" * 5000, "😀", "{n}"],
)  # fmt: skip
def test_no_query_is_an_expression_and_none_fails(filled, words):
    for hit in filled.search(words):
        assert hit.title


def test_nothing_asked_finds_nothing(filled):
    assert filled.search("") == []


def test_only_the_kinds_asked_for_are_found(filled):
    assert {hit.kind for hit in filled.search("kisaragi", kinds=("person",))} == {"person"}
    assert filled.search("exercise", kinds=("person",)) == []


def test_a_snippet_shows_the_words_as_typed(filled):
    make = Maker(filled)
    make.meeting("Office call", "x" * 300 + " the Annexes of the plan " + "y" * 300)
    hit = filled.search("annexes")[0]
    assert "Annexes" in hit.snippet
    assert hit.snippet.startswith("…")
    assert len(hit.snippet) < 200


def test_what_changes_is_found_by_its_new_words_only(filled):
    task = Maker(filled).task("Obsolete")
    filled.tasks.save(replace(task, title=Bilingual("Current")))
    assert filled.search("obsolete") == []
    assert [hit.id for hit in filled.search("current")] == [task.id]
