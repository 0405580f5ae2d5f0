"""What the pane of visits lists, as data."""

from collections.abc import Callable, Sequence
from typing import Final

from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.partnership.records import VISIT, Named, VisitFilter, VisitSort, VisitState
from liaison_desk.partnership.records.visit_lines import VisitLine
from liaison_desk.partnership.rules.visits import OVER
from liaison_desk.partnership.service.visits import Visits
from liaison_desk.partnership.ui.visits.columns import VisitCards, visit_columns
from liaison_desk.partnership.ui.visits.words import Words
from liaison_desk.screens.board_pane import Boarded
from liaison_desk.screens.narrowing import Narrow
from liaison_desk.screens.pane import Listed

_RARE: Final = (VisitState.RETURNED, VisitState.DENIED, VisitState.CANCELLED)


def listed(
    ui: Ui, words: Words, service: Visits, places: Callable[[], Sequence[Named]], people: Callable[[], Sequence[Named]]
) -> Listed[VisitLine, VisitFilter]:
    """Return what is listed, by what it is narrowed, and what is said where there is nothing; ``places`` and ``people`` are those it names."""
    tr = ui.language.tr
    coming = tuple(state for state in VisitState if state not in OVER)
    states = [((state,), name) for state, name in words.states]
    types = [((kind,), name) for kind, name in words.types]
    return Listed(
        kind=VISIT, key="visits", name=tr("Visits"), columns=visit_columns(words), listing=service.listing,
        lines=service.lines, spoken=words.spoken, called=lambda line: words.best(line.title), sort=Sort(VisitSort.FIRST), none=VisitFilter(),
        narrows=(
            Narrow("states", tr("State"), lambda: [(coming, tr("All that are not over")), *states], tr("All states")),
            Narrow("types", tr("Type"), lambda: types, tr("All types")),
            Narrow("bound", tr("Direction"), words.bounds, tr("Either way")),
            Narrow("site", tr("Site"), lambda: [(one, one.name) for one in places()], tr("All sites")),
            Narrow(
                "person", tr("Person"), lambda: [(one, one.name) for one in people()], tr("Everybody"),
                tip=tr("Who goes along, escorts or receives. Whoever is not offered is found by typing the name."),
            ),
        ),
        hint=tr("Filter visits"), new=tr("New visit"),
        empty=tr("No visits yet. Each one counts down to the day its request has to be in."),
        nothing=tr("Nothing here matches."), all_of_them=tr("Show all visits"),
        gone=tr("This visit is not there any more."),
        counted=lambda n: ui.language.count("{n} visit", "{n} visits", n),
        deleted=lambda n: ui.language.count("Visit deleted.", "{n} visits deleted.", n),
    )  # fmt: skip


def boarded(ui: Ui, words: Words, service: Visits) -> Boarded[VisitState, VisitLine, VisitFilter]:
    """Return how they stand on the board."""
    tr = ui.language.tr
    return Boarded(
        words.columns, service.board, lambda: VisitCards(ui, words), ways=tr("How visits are shown"), rare=_RARE,
        held=lambda n, line: words.best(line.title) if n == 1 and line else ui.language.count("{n} visit", "{n} visits", n),
    )  # fmt: skip
