"""The line above the lessons: what narrows them, how many there are, and what is done with no lesson chosen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from liaison_desk.exercises.records import LessonFilter
from liaison_desk.exercises.ui.lessons.words import Words
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.screens.narrowing import Narrow, NarrowingBar

_OPEN = "lessons/open"


class LessonBar(NarrowingBar[LessonFilter]):
    """Holds the filter, but for the exercise; whether only open lessons are wanted is remembered."""

    def __init__(self, ui: Ui, words: Words) -> None:
        self._words = words
        self._tags: list[str] = []
        self._series: list[str] = []
        tr = ui.language.tr
        states = [((state,), name) for state, name in words.states]
        super().__init__(
            ui, LessonFilter(),
            (
                Narrow("open", tr("Only open"), tip=tr("Leaves out what is learned, here or in a later run, and what is not followed")),
                *(Narrow("kinds", name, on=(kind,), key=str(kind)) for kind, name in words.kinds),
                Narrow("states", tr("State"), lambda: states, tr("All states")),
                Narrow("tag", tr("Tag"), lambda: [(tag, words.tag(tag)) for tag in self._tags], tr("All tags")),
                Narrow("series", tr("Exercise series"), lambda: [(one, one) for one in self._series], tr("All exercise series")),
            ),
            tr("Filter by words of the lesson"), new=tr("Lesson"),
            counted=lambda n: ui.language.count("{n} lesson", "{n} lessons", n),
        )  # fmt: skip
        self.open_chip, self.state_chip = self.chips["open"], self.chips["states"]
        self.tag_chip, self.series_chip = self.chips["tag"], self.chips["series"]
        self.kind_chips = {kind: self.chips[str(kind)] for kind, _ in words.kinds}
        self.new_button.setAccessibleName(tr("New lesson"))
        self.new_button.setToolTip(f"{tr('New lesson')} (Ctrl+N)")
        self.carry_button = PlainButton(ui, tr("Carry over…"), icon="repeat")
        self.carry_button.hide()
        self.add_widget(self.carry_button)
        if ui.memory.flag(_OPEN):
            self._wanted = replace(self._none, open=True)
            self.show_state()

    def widen(self) -> None:
        """Take all narrowing away without telling; the caller reads the list again itself."""
        super().widen()
        self._ui.memory.keep(_OPEN, False)

    def narrow(self, **values: Any) -> None:
        """Narrow the list otherwise, and tell; remember whether only open ones are wanted."""
        if "open" in values:
            self._ui.memory.keep(_OPEN, bool(values["open"]))
        super().narrow(**values)

    def offer(self, tags: Sequence[str], series: Sequence[str]) -> None:
        """Offer the tags in use after the known ones, and the series."""
        known = [one.key for one in self._words.known_tags.all]
        self._tags = [*known, *(tag for tag in tags if tag not in known)]
        self._series = list(series)

    def show_scope(self, *, everything: bool) -> None:
        """Offer to narrow by series, where lessons of all exercises are on show."""
        self.series_chip.setVisible(everything)
        if not everything:
            self._wanted = replace(self._wanted, series="")
            self.show_state()

    def show_left(self, count: int) -> None:
        """Offer to carry over what an earlier run left open; 0 offers nothing."""
        tr = self._ui.language.tr
        self.carry_button.setVisible(bool(count))
        self.carry_button.setText(tr("Carry over {n}…", n=count))
        self.carry_button.setToolTip(tr("Open lessons of the earlier run that are not taken over yet"))
        self.carry_button.updateGeometry()
