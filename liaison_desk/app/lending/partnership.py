"""What the partnership page is lent of the rest of the desk: records found by words, papers, files, and undo."""

from datetime import date
from functools import partial

from liaison_desk.app.desk import Desk
from liaison_desk.app.lending.printing import Printing
from liaison_desk.app.lending.visits import delegate_on, exercise_of_task, visit_of_exercise
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.partnership.ui.sources import Outside, Sources


def partnership_sources(desk: Desk, ui: Ui) -> Sources:
    """Return the services of partnership of one desk, and what they are lent."""
    return Sources(
        desk.arrangements,
        desk.opportunities,
        desk.visits,
        desk.sites,
        desk.visitors,
        desk.validities,
        desk.disclosures,
        desk.gifts,
        desk.radar,
        desk.turnovers,
        desk.turnover_notes,
        desk.profile.get,
        lend_partnership(desk, ui),
    )


def lend_partnership(desk: Desk, ui: Ui) -> Outside:
    """Return the callables of one desk; formats of files are loaded when something is written or read."""

    def print_papers(template: str, about: RecordRef | None) -> None:
        Printing(desk, ui).partnership(template, about)

    def held(contact_id: int, day: date) -> tuple[str, str, str]:
        one = desk.attendee_on(contact_id, day)
        return one.name, one.rank, one.post

    return Outside(
        desk.suggest,
        print_papers,
        desk.history.undo,
        held,
        delegate_on=partial(delegate_on, desk),
        visit_of_exercise=partial(visit_of_exercise, desk),
        exercise_of_task=partial(exercise_of_task, desk),
        hand_over=lambda: ui.open(RecordRef("hand-over", 0)),
        take_over=lambda: ui.open(RecordRef("take-over", 0)),
    )
