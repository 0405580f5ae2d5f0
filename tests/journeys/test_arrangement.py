"""An arrangement in the window, from the opportunity it began as to its renewal: drafted, signed by one side and then the other, owed, amended."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtTest import QTest

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.paint import Chip, Text
from liaison_desk.partnership.records import Arrangement, ArrangementState, OpportunityState
from tests.journeys.calendar_week import Hands
from tests.journeys.conftest import Officer
from tests.journeys.exercise_plan import (
    ALT,
    CTRL,
    KEY,
    LEFT,
    agree,
    answer,
    at_work,
    choose,
    click,
    key,
    step_back,
    write,
)

__all__ = ["at_work"]

DRAFTED = date(2026, 11, 2)


@pytest.fixture
def officer(at_work: tuple[Officer, Hands]) -> Officer:
    """The officer on the page of partnership."""
    one = at_work[0]
    one.do("go-partnership")
    return one


def test_an_arrangement_lives_from_opportunity_to_renewal(officer: Officer, at_work: tuple[Officer, Hands]):
    see_an_opportunity(officer)
    agree_on_it(officer)
    draft(officer)
    sign_before_drafting(officer)
    host_signs(officer)
    home_signs(officer)
    see_the_task(officer)
    amend(officer)
    review_falls_due(officer, at_work[1])
    renew(officer)


def pane_of(officer: Officer):
    return officer.window.page().pane("arrangements")


def one_of(officer: Officer) -> Arrangement:
    (one,) = officer.desk.arrangements.everything()
    return one


def state_of(officer: Officer) -> ArrangementState:
    return officer.desk.arrangements.stands(one_of(officer))[0]


def seen(officer: Officer) -> list[str]:
    """Return what is read in the view beside the register."""
    view = pane_of(officer).view
    return [one.text_whole() for one in view.findChildren(Text) if one.isVisibleTo(view)]


def chips(officer: Officer) -> list[str]:
    view = pane_of(officer).view
    return [one.accessibleName() for one in view.findChildren(Chip)]


def see_an_opportunity(officer: Officer) -> None:
    """Ctrl+N on the board of opportunities; Alt and an arrow push the card on until it is proposed."""

    def fill(dialog) -> None:
        write(dialog.form.field("title").host, "Share orbital data")
        write(dialog.form.field("title").home, "軌道情報の共有")
        agree(dialog)

    officer.window.page().show_pane("opportunities")
    officer.settle()
    came = answer(officer, New_opportunity=fill)
    officer.press(KEY.Key_N, CTRL)
    assert came == ["New opportunity"]
    board = officer.window.page().pane().board
    for now in (OpportunityState.EXPLORED, OpportunityState.PROPOSED):
        (one,) = officer.desk.opportunities.everything()
        key(officer, board.column(one.state).cards, KEY.Key_Right, ALT)
        (one,) = officer.desk.opportunities.everything()
        assert one.state is now


def agree_on_it(officer: Officer) -> None:
    """The button makes the draft, and the opportunity is agreed; the arrangement is on show and names what it began as."""
    click(officer, officer.window.page().pane().view.begin_button)
    (began,) = officer.desk.opportunities.everything()
    assert (began.state, began.arrangement_id) == (OpportunityState.AGREED, one_of(officer).id)
    assert officer.window.page().shown == "arrangements"
    assert one_of(officer).title.home == "軌道情報の共有"
    assert "Began as" in seen(officer)


def draft(officer: Officer) -> None:
    """F2 on the draft; with one party alone nothing is kept and it is said where; what host and home owe is typed into the list."""
    said: list[str] = []

    def fill(dialog) -> None:
        form = dialog.form
        write(form.field("title").host, "Space situational awareness data sharing")
        write(form.field("title").home, "宇宙状況把握データの共有")
        choose(form.field("type").input, "Sharing")
        write(form.field("number").input, "SSA-26-01")
        write(form.field("drafted").input, "2 NOV 2026")
        write(form.field("review").input, "1 DEC 2027")
        write(form.field("expiry").input, "30 NOV 2029")
        parties = form.field("parties").table
        parties.selectRow(1)
        parties.setFocus()
        QTest.keyClick(parties, KEY.Key_Delete)
        owe(form.field("obligations").table, "United", "Send the catalogue of orbits", "Every month", "31 JAN 2027")
        agree(dialog)
        officer.settle()
        said.append(form.field("parties").problem())
        assert dialog.isVisible()
        assert one_of(officer).number == ""
        add_party(parties, "Japan")
        officer.settle()  # Return is taken in when the editor has had it
        keys = [one.key for one in form.field("parties").value()]
        assert [one.party for one in form.field("signatures").value()] == keys
        agree(dialog)

    came = answer(officer, Edit_arrangement=fill)
    officer.press(KEY.Key_F2)
    assert came == ["Edit arrangement"]
    assert said == ["An arrangement has two parties or more. Name the other one."]
    one = one_of(officer)
    assert (one.title.home, one.drafted, one.review) == ("宇宙状況把握データの共有", DRAFTED, date(2027, 12, 1))
    assert [party.nation for party in one.parties] == ["USA", "JPN"]
    (duty,) = one.obligations
    assert (duty.text.host, duty.every, duty.due, duty.party) == (
        "Send the catalogue of orbits", "monthly", date(2027, 1, 31), one.parties[0].key,
    )  # fmt: skip
    assert "Drafting" in chips(officer)
    assert "Awaiting host, home" in seen(officer)


def owe(table, party: str, what: str, often: str, first: str) -> None:
    """Type an obligation into the last row, from cell to cell."""
    table.begin()
    box = table.indexWidget(table.currentIndex()) or table.viewport().focusWidget()
    QTest.keyClicks(box, party)
    for column, words in ((1, what), (3, often), (4, first)):
        QTest.keyClick(table.viewport().focusWidget(), KEY.Key_Tab)
        while table.currentIndex().column() != column:
            QTest.keyClick(table.viewport().focusWidget(), KEY.Key_Tab)
        QTest.keyClicks(table.viewport().focusWidget(), words)
    QTest.keyClick(table.viewport().focusWidget(), KEY.Key_Return)


def add_party(table, words: str) -> None:
    table.begin()
    QTest.keyClicks(table.viewport().focusWidget(), words)
    QTest.keyClick(table.viewport().focusWidget(), KEY.Key_Return)


def sign_before_drafting(officer: Officer) -> None:
    """S; a day before drafting began is refused, and what was typed stays."""
    said: list[str] = []

    def fill(dialog) -> None:
        write(dialog.form.field("on").input, "1 NOV 2026")
        write(dialog.form.field("name").input, "Rowan Whitcombe")
        agree(dialog)
        officer.settle()
        said.append(dialog.strip.text())
        assert dialog.form.field("name").value()[0] == "Rowan Whitcombe"
        officer.asker.confirms = True
        step_back(dialog)

    came = answer(officer, Signature_for_United_States=fill)
    key(officer, pane_of(officer).table, KEY.Key_S)
    assert came == ["Signature for United States"]
    assert said[0].startswith("Signing before drafting")
    assert state_of(officer) is ArrangementState.DRAFTING


def host_signs(officer: Officer) -> None:
    """S again, and the host has signed."""

    def fill(dialog) -> None:
        write(dialog.form.field("on").input, "20 NOV 2026")
        write(dialog.form.field("name").input, "Rowan Whitcombe")
        write(dialog.form.field("place").input, "Colorado Springs")
        agree(dialog)

    answer(officer, Signature_for_United_States=fill)
    key(officer, pane_of(officer).table, KEY.Key_S)
    assert state_of(officer) is ArrangementState.SIGNING
    assert "Signed by host, awaiting home" in seen(officer)
    assert "Colorado Springs · 20 Nov 2026" in seen(officer)


def home_signs(officer: Officer) -> None:
    """The button at the next signature; with the last one it is in force and its task is there, and one undo takes both back."""

    def fill(dialog) -> None:
        write(dialog.form.field("on").input, "24 NOV 2026")
        write(dialog.form.field("place").input, "Tokyo")
        agree(dialog)

    answer(officer, Signature_for_Japan=fill)
    click(officer, pane_of(officer).view.sign_button)
    assert state_of(officer) is ArrangementState.IN_FORCE
    officer.press(KEY.Key_Z, CTRL)
    assert state_of(officer) is ArrangementState.SIGNING
    assert pane_of(officer).view.task_links == {}
    click(officer, pane_of(officer).view.sign_button)
    assert "In force" in chips(officer)
    assert "Signed by all, in force from 24 Nov 2026" in seen(officer)


def see_the_task(officer: Officer) -> None:
    """The link beside the obligation opens its task on the page of tasks."""
    (link,) = pane_of(officer).view.task_links.values()
    assert link.text() == "Task, due 31 Jan 2027"
    click(officer, link)
    assert officer.window.page_key() == "tasks"
    page = officer.window.page()
    (number,) = page.model.listing.ids
    task = officer.desk.tasks.task(number)
    assert (task.title.host, task.host_owner, task.source) == (
        "Send the catalogue of orbits", "United States", "Space situational awareness data sharing",
    )  # fmt: skip
    assert task.due.date() == date(2027, 1, 31)
    officer.window.open(RecordRef(task.source_kind, task.source_id))  # as its source does
    officer.settle()
    assert officer.window.page().in_hand().label == task.source


def amend(officer: Officer) -> None:
    """A; the amendment is signed in order, then it holds."""

    def write_it(dialog) -> None:
        write(dialog.form.field("number").input, "1")
        write(dialog.form.field("title").host, "Adds debris warnings")
        write(dialog.form.field("review").input, "1 JUN 2027")
        agree(dialog)

    came = answer(officer, New_amendment=write_it, Signature_for_United_States=agree, Signature_for_Japan=agree)
    key(officer, pane_of(officer).table, KEY.Key_A)
    (amendment,) = one_of(officer).amendments
    assert "Does not hold yet" in chips(officer)
    for _ in range(2):
        click(officer, pane_of(officer).view.amendment_buttons[amendment.key])
    assert came == ["New amendment", "Signature for United States", "Signature for Japan"]
    assert "Holds" in chips(officer)
    assert officer.desk.arrangements.stands(one_of(officer))[1].review == date(2027, 6, 1)
    assert {line.on for line in one_of(officer).amendments[0].signatures} == {date(2026, 11, 24)}


def review_falls_due(officer: Officer, hands: Hands) -> None:
    """When the day of the amended review comes, the register says so."""
    hands.at = datetime(2027, 6, 1, 18, tzinfo=UTC)
    pane_of(officer).refresh()
    officer.settle()
    assert state_of(officer) is ArrangementState.REVIEW_DUE
    assert "Review due" in chips(officer)


def renew(officer: Officer) -> None:
    """Renew…; no longer than now is refused at its field; then it holds until 2034, and one undo takes it back."""
    said: list[str] = []

    def fill(dialog) -> None:
        form = dialog.form
        write(form.field("expiry").input, "30 NOV 2029")
        write(form.field("review").input, "1 JUN 2032")
        QTest.mouseClick(form.field("all").input, LEFT)
        agree(dialog)
        officer.settle()
        said.append(form.field("expiry").problem())
        write(form.field("expiry").input, "30 NOV 2034")
        agree(dialog)

    answer(officer, Renew_the_arrangement=fill)
    click(officer, pane_of(officer).view.renew_button)
    assert said == ["A renewal lets it hold longer. Choose a day after its present last day."]
    terms = officer.desk.arrangements.stands(one_of(officer))[1]
    assert (terms.expiry, terms.review) == (date(2034, 11, 30), date(2032, 6, 1))
    assert "In force" in chips(officer)
    assert "Expiry 30 Nov 2034" in " ".join(seen(officer))
    assert officer.desk.check() == []
    officer.press(KEY.Key_Z, CTRL)
    assert "Review due" in chips(officer)
