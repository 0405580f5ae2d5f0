"""The dialog that takes lessons of an earlier run over: each with what it recommended, and a box to leave it out."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from liaison_desk.exercises.records import Lesson, Opening
from liaison_desk.exercises.ui.lessons.words import KIND_ICONS, Words
from liaison_desk.foundation.core.paging import Listing
from liaison_desk.foundation.qt.buttons import Check, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.paint import ChipLook, Text, hairline
from liaison_desk.foundation.qt.rows import TwoLine, TwoLineDelegate
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.tables import RecordList
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.foundation.qt.windowed import WindowedModel

_WIDTH: Final = 640
_ROWS: Final = 7  # seen at once
_WHOLE: Final = 64  # pixels for what the lesson on the row recommended, in full


class CarryDialog(DeskDialog):
    """``carry`` takes the ids of the ticked lessons over on the database lane; ``carried`` hears of what came of them."""

    def __init__(
        self, ui: Ui, words: Words, offered: Opening, carry: Callable[[list[int]], list[Lesson]],
        carried: Callable[[list[Lesson]], None],
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        super().__init__(ui, tr("Open lessons of {exercise}", exercise=words.best(offered.run)))
        self._words = words
        self._carry = carry
        self._carried = carried
        self._saving = False
        self._lessons = {one.id: one for one in offered.lessons}
        self.ticked = set(self._lessons)
        self.setMinimumWidth(_WIDTH)
        self.strip = MessageStrip(ui)
        self.content.addWidget(self.strip)
        intro = tr(
            "They become lessons of this exercise, to be looked at anew. Those of the earlier run stay as they are."
        )
        self.content.addWidget(Text(ui, intro, tone="t2", wrap=True))
        self.model: WindowedModel[Lesson] = WindowedModel(
            ui.jobs.database, lambda ids: {id_: self._lessons[id_] for id_ in ids}, self._spoken, (), self
        )
        self.model.set_listing(Listing(list(self._lessons)))
        delegate = TwoLineDelegate(ui, self._row, ticks=True)
        self.list = RecordList(ui, self.model, delegate, tr("Open lessons"))
        self.list.setMinimumHeight(min(_ROWS, len(self._lessons)) * Size.ROW_TWO_LINE + 2)
        self.content.addWidget(hairline(ui))
        self.content.addWidget(self.list, 1)
        self.content.addWidget(hairline(ui))
        self.whole = Text(ui, "", tone="t2", wrap=True)
        self.whole.setMinimumHeight(_WHOLE)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.content.addWidget(self.whole)
        self.all = Check(ui, tr("All of them"), checked=True)
        self.cancel_button = PlainButton(ui, tr("Cancel"), act=self.reject)
        self.save_button = PrimaryButton(ui, "", key="Ctrl+Enter", act=self.act)
        self._build()

    def act(self) -> None:
        """Take over what is ticked."""
        if self._saving or not self.ticked:
            return
        self._saving = True
        ids = [id_ for id_ in self._lessons if id_ in self.ticked]
        self.ui.jobs.database.run(lambda: self._carry(ids), self._on_carried, self._on_failed, owner=self)

    def tick(self, number: int) -> None:
        """Tick a lesson, or take its tick away."""
        self.ticked ^= {number}
        self._show_ticks()

    def _build(self) -> None:
        left = QHBoxLayout()
        left.addWidget(self.all)
        self.foot.insertLayout(0, left)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.save_button)
        self.all.clicked.connect(self._on_all)
        self.list.checked.connect(self.tick)
        self.list.opened.connect(self.tick)
        self.list.current_changed.connect(self._show_whole)
        self.list.select_first()
        self.list.setFocus()
        self._show_ticks()

    def _on_all(self, on: bool) -> None:
        self.ticked = set(self._lessons) if on else set()
        self._show_ticks()

    def _show_ticks(self) -> None:
        count, whole = len(self.ticked), len(self._lessons)
        self.all.setChecked(count == whole)
        self.save_button.setText(self.ui.language.count("Carry {n} lesson over", "Carry {n} lessons over", count))
        self.save_button.setEnabled(bool(count))
        self.save_button.updateGeometry()
        self.list.viewport().update()

    def _show_whole(self, number: int | None) -> None:
        """Show in full what the lesson on the row recommended; the row cuts it."""
        one = self._lessons.get(number or 0)
        said = self._recommended(one) if one is not None else ""
        self.whole.set_text(said)

    def _recommended(self, one: Lesson) -> str:
        words = self._words
        text = one.recommendation or one.observation
        return words.best(text) or self.ui.language.tr("Nothing was recommended.")

    def _row(self, one: Lesson) -> TwoLine:
        words = self._words
        return TwoLine(
            f"{words.mark(one.marking)} {words.best(one.title)}", " ".join(self._recommended(one).split()),
            chip=ChipLook(words.kind(one.kind), "neutral", KIND_ICONS[one.kind]), check=one.id in self.ticked,
        )  # fmt: skip

    def _spoken(self, one: Lesson) -> str:
        tr = self.ui.language.tr
        ticked = tr("is taken over") if one.id in self.ticked else tr("is left out")
        return ", ".join((self._words.best(one.title), self._words.kind(one.kind), self._recommended(one), ticked))

    def _on_carried(self, made: list[Lesson]) -> None:
        self._saving = False
        self.accept()
        self._carried(made)

    def _on_failed(self, error: Exception) -> None:
        self._saving = False
        self.strip.show_error(error)


def offer_of(ui: Ui, words: Words, offered: Opening) -> str:
    """Return what the button says that begins with the lessons of an earlier run."""
    return ui.language.count(
        "Begin with the open lesson of {exercise}", "Begin with the {n} open lessons of {exercise}",
        len(offered.lessons), exercise=words.best(offered.run),
    )  # fmt: skip
