"""The head of a plan: how many milestones there are, the filter, what the plan can be made from, and that it is compressed, or off its rules."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.exercises.records import MilestoneState, Plan
from liaison_desk.exercises.rules.reckoning import elsewhere
from liaison_desk.exercises.ui.plan.words import PlanWords
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.filtering import FilterLine
from liaison_desk.foundation.qt.menus import open_below, popup_menu
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import Size

Act = Callable[[], object]


class PlanHead(QWidget):
    """Says how the plan stands. ``more`` are the actions of the menu: words, icon, what they do."""

    def __init__(
        self, ui: Ui, words: PlanWords, *, add: Act, what_if: Act, squeeze: Act, done: Act, settle: Act,
        more: Sequence[tuple[str, str, Act]],
    ) -> None:  # fmt: skip
        super().__init__()
        self._ui = ui
        self._words = words
        self._more = more
        tr = ui.language.tr
        surface(self, "win")
        self.count = Text(ui, "", Size.BODY, tone="t2", tabular=True, elide=True)
        self.search = FilterLine(ui, tr("Filter milestones"))
        self.search.setMinimumWidth(130)
        self.search.setMaximumWidth(220)
        self.add_button = PlainButton(ui, tr("Add from back-plan…"), icon="layout-template", act=add)
        self.what_if_button = PlainButton(ui, tr("What if STARTEX were…"), icon="calendar", act=what_if)
        self.more_button = IconButton(ui, "ellipsis", tr("More"), bordered=True, act=self._open_more)
        row = QHBoxLayout()
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        row.addWidget(self.count, 1)
        for widget in (self.search, self.add_button, self.what_if_button, self.more_button):
            row.addWidget(widget)
        self.late = Text(ui, "", tone="amb", elide=True)
        self.squeeze_button = PlainButton(ui, tr("Squeeze into the time left…"), act=squeeze)
        self.done_button = PlainButton(ui, tr("Mark as done"), act=done)
        self.compressed = _strip(self.late, self.squeeze_button, self.done_button)
        self.off = Text(ui, "", tone="amb", elide=True)
        self.settle_button = PlainButton(ui, tr("Show what would move…"), act=settle)
        self.elsewhere = _strip(self.off, self.settle_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(row)
        outer.addWidget(self.compressed)
        outer.addWidget(self.elsewhere)

    def show_plan(self, plan: Plan) -> None:
        """Say how a plan stands."""
        tr, count = self._ui.language.tr, self._ui.language.count
        number = len(plan.milestones)
        done = sum(1 for one in plan.milestones if one.state is MilestoneState.DONE)
        locked = sum(1 for one in plan.milestones if one.held)
        said = [count("{n} milestone", "{n} milestones", number)]
        said += [tr("{n} done", n=done)] if done else []
        said += [tr("{n} locked", n=locked)] if locked else []
        self.count.set_text(" · ".join(said))
        late = len(plan.past)
        words = count(
            "Compressed plan: {n} milestone lies before today.",
            "Compressed plan: {n} milestones lie before today.",
            late,
        )
        self.late.set_text(words)
        self.compressed.setVisible(bool(late))
        off = len(elsewhere(plan))
        words = count(
            "{n} milestone stands elsewhere than its rule gives.",
            "{n} milestones stand elsewhere than their rules give.",
            off,
        )
        self.off.set_text(words)
        self.elsewhere.setVisible(bool(off))
        dated = plan.exercise.dated
        self.add_button.setEnabled(dated)
        self.what_if_button.setEnabled(dated and bool(number))
        self.squeeze_button.setEnabled(dated)

    def _open_more(self) -> None:
        menu = popup_menu(self)
        for words, icon, act in self._more:
            menu.addAction(self._ui.icons.icon(icon), words, act)
        open_below(menu, self.more_button)


def _strip(said: Text, *buttons: PlainButton) -> QWidget:
    """Return an amber line below the head, hidden as long as there is nothing to say."""
    holder, inside = QWidget(), QWidget()
    around = QVBoxLayout(holder)
    around.setContentsMargins(20, 0, 20, 10)
    around.addWidget(inside)
    surface(inside, "amb_bg")
    row = QHBoxLayout(inside)
    row.setContentsMargins(12, 6, 8, 6)
    row.setSpacing(8)
    row.addWidget(said, 1)
    for button in buttons:
        row.addWidget(button)
    holder.hide()
    return holder
