"""The panes of the partnership page, each loaded and made when it is first shown."""

from dataclasses import dataclass
from importlib import import_module
from typing import Final, Protocol, cast

from PySide6.QtWidgets import QWidget

from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    DISCLOSURE,
    GIFT,
    OPPORTUNITY,
    SITE,
    TURNOVER,
    TURNOVER_NOTE,
    VALIDITY,
    VISIT,
    VISITOR,
)
from liaison_desk.partnership.ui.sources import Sources

_UI: Final = "liaison_desk.partnership.ui"


class PartnershipPane(Protocol):
    """What every pane can do."""

    def refresh(self) -> None:
        """Read again what is shown."""
        ...

    def changed(self, changes: ChangeSet) -> None:
        """Read again what changes of its kinds touch."""
        ...

    def reveal(self, ref: RecordRef) -> None:
        """Show a record, whatever the pane is narrowed to."""
        ...

    def begin(self, ref: RecordRef) -> None:
        """Open the form of a new record of a kind (``ref.kind``, empty: of the pane's first), about other records if they are given."""
        ...

    def in_hand(self) -> RecordRef | None:
        """Return the record the keyboard is on."""
        ...

    def take_focus(self) -> None:
        """Put the keyboard on the first thing that matters."""
        ...

    def focus_search(self) -> None:
        """Put the keyboard into the filter."""
        ...

    def next_part(self, step: int) -> bool:
        """Put the keyboard into the next part, or the one before; false at either end."""
        ...

    def print_pane(self) -> None:
        """Open the packet that prints what the pane is about."""
        ...


@dataclass(frozen=True, slots=True)
class Tab:
    """One pane: its key, the module and the class it is made of, the kinds it opens, and those it shows beside."""

    key: str
    made: str
    kinds: tuple[str, ...]
    shows: frozenset[str] = frozenset()


# Of these a successor has to know; the turnover tells which have no note.
_MATTERING: Final = frozenset({ARRANGEMENT, OPPORTUNITY, VISIT, "exercise", "person", "task"})
TABS: Final = (
    Tab("arrangements", "arrangements.pane:ArrangementsPane", (ARRANGEMENT,), frozenset({"task"})),
    Tab("radar", "radar.pane:RadarPane", (VALIDITY, "radar"), frozenset({ARRANGEMENT, VISIT, GIFT})),
    Tab("opportunities", "opportunities.pane:OpportunitiesPane", (OPPORTUNITY,), frozenset({ARRANGEMENT})),
    Tab("visits", "visits.pane:VisitsPane", (VISIT, SITE, VISITOR, "visits"), frozenset({"event", GIFT})),
    Tab("disclosures", "logs.disclosures:DisclosuresPane", (DISCLOSURE,)),
    Tab("gifts", "logs.gifts:GiftsPane", (GIFT,), frozenset({VISIT})),
    Tab("turnover", "turnover.pane:TurnoverPane", (TURNOVER, TURNOVER_NOTE), _MATTERING),
)


def tab_names(language: Language) -> dict[str, str]:
    """Return what the panes are called, by key."""
    tr = language.tr
    return {
        "arrangements": tr("Arrangements"), "radar": tr("Radar"), "opportunities": tr("Opportunities"),
        "visits": tr("Visits"), "disclosures": tr("Disclosures"), "gifts": tr("Gifts"), "turnover": tr("Turnover"),
    }  # fmt: skip


def make_pane(tab: Tab, sources: Sources, ui: Ui) -> QWidget:
    """Return a new pane."""
    module, _, name = tab.made.partition(":")
    return cast("QWidget", getattr(import_module(f"{_UI}.{module}"), name)(sources, ui))


def as_pane(widget: QWidget) -> PartnershipPane:
    """Return a pane as what can be asked of it."""
    return cast("PartnershipPane", widget)
