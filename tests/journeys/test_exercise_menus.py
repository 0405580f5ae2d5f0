"""Each paper and each file that the head of an exercise offers, through its dialog to the file; and a table that comes back."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import Inject, InjectFilter, InjectState, Lesson, Member
from tests.exercises.plans_using import new_exercise
from tests.journeys.conftest import Officer
from tests.journeys.exercise_plan import (
    BOTH,
    CTRL,
    KEY,
    LEFT,
    agree,
    answer,
    at_work,
    exercise_of,
    planned,
    planner,
    sheet_of,
    step_back,
    take,
)

__all__ = ["at_work", "planned", "planner"]

PAPERS = {
    "Milestone chart": "STARTEX", "Back-plan": "Initial planning conference", "Planning team": "Okonkwo",
    "MSEL, whole": "A reporter telephones", "MSEL, our cell": "A reporter telephones", "Lessons annex": "Names came late",
    "Read-ahead": "GLOBAL SENTINEL 27", "24 months, all exercises": "KEEN EDGE 27",
}  # fmt: skip


@pytest.fixture
def whole(planned: Officer) -> Officer:
    """The exercise with a team, injects and a lesson; another one beside it has its own."""
    desk, one = planned.desk, exercise_of(planned)
    other = new_exercise(desk, "KEEN EDGE 27", marking=BOTH)
    desk.exercises.save(replace(one, team=(Member("Mr. Okonkwo", nation="JPN", cell="Japan"),)))
    for number, text in ((one.id, "A reporter telephones"), (other.id, "A ship is late")):
        injects = [
            Inject(
                exercise_id=number, number=f"{n:03}", minutes=30 * n, text=Bilingual(text), cell="Japan", marking=BOTH
            )
            for n in range(1, 4)
        ]
        desk.msel.save_all(injects, "Add injects")
    desk.lessons.save(Lesson(exercise_id=one.id, title=Bilingual("Names came late"), marking=BOTH))
    desk.lessons.save(Lesson(exercise_id=other.id, title=Bilingual("Fuel came late"), marking=BOTH))
    planned.settle()
    sheet_of(planned, "plan")
    return planned


def choose_in(officer: Officer, button: str, words: str) -> None:
    """Open a menu of the head and click an entry."""
    QTest.mouseClick(getattr(officer.window.page().sheet.head, button), LEFT)
    take(officer, QApplication.activePopupWidget(), words)


@pytest.mark.parametrize("paper", PAPERS)
def test_each_paper_of_the_menu_becomes_a_file_about_this_exercise(whole: Officer, tmp_path: Path, qtbot, paper):
    target = tmp_path / "paper.pdf"

    def write(dialog) -> None:
        page = dialog.page

        def rest() -> None:
            whole.settle()
            assert page.inspector.export_button.isEnabled(), page.message.text()

        qtbot.waitUntil(rest, timeout=20_000)
        whole.asker.target = target
        QTest.keyClick(page, KEY.Key_E, CTRL)
        whole.settle()
        step_back(dialog)

    came = answer(whole, Print=write)
    choose_in(whole, "print_button", paper)
    assert came == ["Print"]
    pages = [page.extract_text() for page in PdfReader(target).pages]
    assert pages
    text = " ".join(" ".join(pages).split())
    assert PAPERS[paper] in text
    if paper != "24 months, all exercises":
        assert [words for words in ("KEEN EDGE", "A ship is late", "Fuel came late") if words in text] == []


def test_a_msel_that_was_written_comes_back_with_what_was_changed_in_it(whole: Officer, tmp_path: Path):
    path = tmp_path / "msel.xlsx"
    whole.asker.target, whole.asker.chooses = path, 1
    choose_in(whole, "export_button", "MSEL as a spreadsheet…")
    assert path.exists(), whole.window.toast.text()
    book = load_workbook(path)
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    text = heads.index("Inject Text (host)") + 1
    sheet.cell(3, text).value = "A reporter telephones twice"
    added = [cell.value for cell in sheet[4]]
    sheet.append(added)
    sheet.cell(5, heads.index("Inject Number") + 1).value = "004"
    if "UID" in heads:  # a new row has none
        sheet.cell(5, heads.index("UID") + 1).value = None
    book.save(path)
    whole.asker.files = (path,)
    came = answer(whole, **{"Take_in_msel.xlsx": agree})
    choose_in(whole, "export_button", "Take injects in from a table…")
    assert came == ["Take in msel.xlsx"]
    ids = whole.desk.msel.listing(InjectFilter(exercise_of(whole).id)).ids
    kept = [whole.desk.msel.inject(id_) for id_ in ids]
    assert [(one.number, one.text.host, one.state) for one in kept] == [
        ("001", "A reporter telephones", InjectState.PENDING), ("002", "A reporter telephones twice", InjectState.PENDING),
        ("003", "A reporter telephones", InjectState.PENDING), ("004", "A reporter telephones", InjectState.PENDING),
    ]  # fmt: skip
