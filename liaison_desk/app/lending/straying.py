"""What the window asks after an event was moved in the calendar that an agreed milestone, or an exercise itself, stands on."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.qt.context import Ui

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from liaison_desk.app.desk import Desk
    from liaison_desk.exercises.records import Strayed

_EVENT: Final = "event"
_MOST_QUESTIONS: Final = 3
"""How many questions one action may lead to; of more, the heads of the exercises tell."""
_MOST_EVENTS: Final = 200
"""An action that wrote more events than this was no drag: nothing is asked."""


class Straying:
    """Hears of events that this window moved, and asks what shall follow: what is agreed, or the event back.

    Nothing is lost when a question is stepped back from: the exercise's sheet offers the same until it is settled.
    """

    def __init__(self, ui: Ui, desk: "Desk", window: "QWidget") -> None:
        self._ui = ui
        self._desk = desk
        self._window = window
        self._left: set[Strayed] = set()  # what was stepped back from: it is not asked again at the event's next change
        self._asking = False

    def start(self) -> None:
        """Begin to listen."""
        self._ui.changes.changed.connect(self._on_changed)

    def _on_changed(self, changes: ChangeSet) -> None:
        ids = changes.ids.get(_EVENT, frozenset())
        if not ids or len(ids) > _MOST_EVENTS or changes.elsewhere:
            return
        self._ui.jobs.database.run(lambda: self._strayed(ids), self._ask_all, owner=self._window)

    def _strayed(self, ids: Collection[int]) -> "list[Strayed]":
        return self._desk.following.strayed(sorted(ids))

    def _ask_all(self, strayed: "list[Strayed]") -> None:
        for one in strayed[:_MOST_QUESTIONS]:
            if one in self._left or self._asking:
                continue
            self._asking = True
            try:
                answered = self._ask(one)
            finally:
                self._asking = False
            if not answered:
                self._left.add(one)

    def _ask(self, one: "Strayed") -> bool:
        """Ask about one event; false when the question is stepped back from."""
        from liaison_desk.app.lending.exercises import exercise_sources
        from liaison_desk.exercises.ui.overview.straying import StrayActs, follow_words
        from liaison_desk.exercises.ui.overview.words import Words

        ui, tr = self._ui, self._ui.language.tr
        words = Words(ui.language, self._desk.profile.get, ui.clock)
        acts = StrayActs(exercise_sources(self._desk, ui), ui, self._window, self._tell)
        title = tr("The exercise is agreed for other days")
        if one.milestone_id:
            title = tr("A milestone is agreed for other days") if one.held else tr("A milestone stands on other days")
        chosen = ui.ask.choose(title, words.strayed(one), [follow_words(ui, one), tr("Put the event back")])
        if chosen == 0:
            acts.follow(one)
        elif chosen == 1:
            acts.put_back(one)
        return chosen is not None

    def _tell(self, error: Exception) -> None:
        self._ui.notify(self._ui.words(error), None)
