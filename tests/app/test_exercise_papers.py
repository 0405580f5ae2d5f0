"""Papers of exercises from the command line and from Print: told which exercise, by its name, a part of it or its UID."""

from contextlib import closing
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.lending.printing import OF_EXERCISE
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.briefings.records import PacketRequest
from liaison_desk.briefings.templates import template_names
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import ExerciseFilter
from tests.briefings.desks import PROFILE
from tests.briefings.exercise_desks import PAPERS, exercise_desk
from tests.desks import new_desk

ABOUT_ONE = [name for name in PAPERS if name != "exercises-24"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    desk, exercise = exercise_desk(tmp_path_factory.mktemp("papers"))
    with closing(desk):
        yield desk, exercise


@pytest.fixture
def own(tmp_path):
    desk, exercise = exercise_desk(tmp_path)
    with closing(desk):
        yield desk, exercise


def brief(say, desk, tmp_path, template, *more):
    target = tmp_path / f"{template}.pdf"
    assert say("brief", desk.location, template, "--output", target, *more).code == 0
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(target.read_bytes())).pages).split())


def refused(say, desk, tmp_path, template, words):
    target = tmp_path / "no.pdf"
    done = say("brief", desk.location, template, "--exercise", words, "--output", target)
    assert done.code == 2
    assert not target.exists()
    return done.err


@pytest.mark.parametrize(
    "words", ["GLOBAL SENTINEL 27", "global sentinel 27", "グローバル・センチネル27", "sentinel 27", "UID"]
)
def test_a_chart_is_told_which_exercise(say, made, tmp_path, words):
    desk, exercise = made
    asked = exercise.uid if words == "UID" else words
    text = brief(say, desk, tmp_path, "milestone-chart", "--exercise", asked)
    assert ["GLOBAL SENTINEL 27" in text, "TRIDENT DAWN" in text] == [True, False]


@pytest.mark.parametrize("template", ABOUT_ONE)
def test_every_paper_of_an_exercise_is_about_the_one_named(say, made, tmp_path, template):
    desk, _ = made
    text = brief(say, desk, tmp_path, template, "--exercise", "GLOBAL SENTINEL 27")
    assert ["GLOBAL SENTINEL 27" in text, "TRIDENT DAWN" in text] == [True, False]


def test_a_part_of_several_names_is_refused_with_all_of_them(say, made, tmp_path):
    desk, _ = made
    assert (
        "2 exercises are called sentinel: GLOBAL SENTINEL 26, GLOBAL SENTINEL 27. Give the whole name, or the UID."
        in refused(say, desk, tmp_path, "milestone-chart", "sentinel")
    )


def test_a_whole_name_is_meant_before_longer_ones_that_begin_so(say, own, tmp_path):
    desk, exercise = own
    longer = replace(desk.exercises.new(), name=Bilingual("GLOBAL SENTINEL 27 AFTERMATH"), startex=exercise.startex)
    desk.exercises.save(replace(longer, endex=exercise.endex, marking=exercise.marking))
    text = brief(say, desk, tmp_path, "milestone-chart", "--exercise", "Global Sentinel 27")
    assert "AFTERMATH" not in text


@pytest.mark.parametrize("words", ["NOBLE NOTHING", "   ", "%"])
def test_an_exercise_that_is_not_there_is_refused(say, made, tmp_path, words):
    desk, _ = made
    assert f"There is no exercise called {words.strip()}." in refused(say, desk, tmp_path, "milestone-chart", words)


def test_one_in_the_trash_is_not_there(say, own, tmp_path):
    desk, exercise = own
    desk.exercises.delete([exercise.id])
    assert "There is no exercise called" in refused(say, desk, tmp_path, "milestone-chart", exercise.name.host)


@pytest.mark.parametrize("template", ["minutes", "exercises-24"])
def test_a_packet_without_a_part_about_one_exercise_is_refused(say, made, tmp_path, template):
    desk, _ = made
    said = refused(say, desk, tmp_path, template, "GLOBAL SENTINEL 27")
    assert f"The packet {template} cannot be about one exercise." in said


def test_print_offers_the_papers_of_exercises_that_there_are():
    assert set(OF_EXERCISE) <= set(template_names())
    assert set(OF_EXERCISE) == set(PAPERS)
    assert "planning-24" not in OF_EXERCISE


def test_names_find_exercises_in_the_order_they_begin(made):
    desk, _ = made
    ids = list(desk.exercises.listing(ExerciseFilter()).ids)
    assert desk.exercises.called("a") == [one for one in ids if one in desk.exercises.called("a")]
    assert len(desk.exercises.called("a")) > 1


def test_an_archive_turns_a_packet_to_the_same_exercise_on_another_desk(made, tmp_path, clock):
    desk, exercise = made
    begun = desk.packets.begin(desk.briefings.template("milestone-chart"), Bilingual("Chart"), PacketRequest())
    desk.packets.save(replace(begun, asked=replace(begun.asked, exercise=exercise.id)))
    path = tmp_path / "all.json"
    export(desk, "all", path)
    with closing(new_desk(tmp_path / "other.desk", PROFILE, clock, seed=2)) as other:
        other.exercises.save(replace(other.exercises.new(), name=Bilingual("ANOTHER ONE")))
        import_file(other, path)
        about = other.packets.called("Chart").asked.exercise
        assert other.exercises.exercise(about).uid == exercise.uid
