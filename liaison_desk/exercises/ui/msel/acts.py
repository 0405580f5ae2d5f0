"""What is done with several injects at once: states, another time, another controller, the trash; each told with its undo."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.exercises.records import InjectState
from liaison_desk.exercises.rules.offsets import parse_span, relative_text
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Form, ParsedField, TextField
from liaison_desk.foundation.qt.menus import popup_menu

_KEYS: Final = {
    InjectState.PENDING: "P", InjectState.APPROVED: "A", InjectState.DELIVERED: "D", InjectState.CLOSED: "C",
}  # fmt: skip


class Acts:
    """The acts on selected injects. ``failed`` shows what went wrong; ``owner`` is the pane, with which answers are dropped."""

    def __init__(
        self, ui: Ui, words: Words, sources: Sources, owner: QWidget, failed: Callable[[Exception], None]
    ) -> None:
        self._ui = ui
        self._words = words
        self._sources = sources
        self._owner = owner
        self._failed = failed

    def set_state(self, ids: Sequence[int], state: InjectState, then: Callable[[], object] | None = None) -> None:
        """Put injects into a state."""

        def told(n: int) -> str:
            tr, name = self._ui.language.tr, self._words.state(state)
            return tr("{n} injects: {state}", n=n, state=name) if n != 1 else tr("1 inject: {state}", state=name)

        self._run(lambda: self._sources.msel.set_state(ids, state), told, then)

    def shift(self, ids: Sequence[int], minutes: int) -> None:
        """Move injects by so many minutes."""
        count, by = self._ui.language.count, relative_text(minutes)
        self._run(
            lambda: self._sources.msel.shift(ids, minutes),
            lambda n: count("{n} inject moved by {by}.", "{n} injects moved by {by}.", n, by=by),
        )

    def assign(self, ids: Sequence[int], controller: str) -> None:
        """Give injects to a controller."""
        count = self._ui.language.count
        self._run(
            lambda: self._sources.msel.assign(ids, controller),
            lambda n: count("{n} inject assigned.", "{n} injects assigned.", n),
        )

    def delete(self, ids: Sequence[int]) -> None:
        """Put injects into the trash."""
        count = self._ui.language.count

        def work() -> int:
            self._sources.msel.delete(ids)
            return len(ids)

        self._run(work, lambda n: count("{n} inject deleted.", "{n} injects deleted.", n))

    def ask_shift(self, ids: Sequence[int]) -> None:
        """Ask by how much injects shall be moved."""
        ui, tr = self._ui, self._ui.language.tr
        form = Form(ui, label_width=90)
        field = form.add(
            "by", tr("Move &by"), ParsedField(ui, parse_span, relative_text, relative_text, "+0:30 · -1d · 90m")
        )
        field.set_value(30)
        form.settle()
        title = ui.language.count("Move {n} inject", "Move {n} injects", len(ids))
        self._ask(title, form, tr("Move"), lambda: self.shift(ids, field.value() or 0))

    def ask_controller(self, ids: Sequence[int], known: Sequence[str]) -> None:
        """Ask to whom injects shall be given."""
        ui, tr = self._ui, self._ui.language.tr
        form = Form(ui, label_width=90)
        field = form.add("controller", tr("&Controller"), TextField(ui, limit=200))
        field.input.complete_from(known)
        title = ui.language.count("Assign {n} inject", "Assign {n} injects", len(ids))
        self._ask(title, form, tr("Assign"), lambda: self.assign(ids, " ".join(field.value().split())))

    def menu(self, ids: Sequence[int], known: Sequence[str], more: Sequence[tuple[str, Callable[[], object]]]) -> QMenu:
        """Return the menu of selected injects; ``more`` are the page's own entries, above the others."""
        tr, menu = self._ui.language.tr, popup_menu(self._owner)
        for label, act in more:
            menu.addAction(label).triggered.connect(lambda _=False, act=act: act())
        menu.addSeparator()
        for state, name in self._words.states:
            action = menu.addAction(f"{name}\t{_KEYS[state]}" if state in _KEYS else name)
            action.triggered.connect(lambda _=False, state=state: self.set_state(ids, state))
        menu.addSeparator()
        menu.addAction(tr("Move by…")).triggered.connect(lambda: self.ask_shift(ids))
        menu.addAction(tr("Move by +30 min")).triggered.connect(lambda: self.shift(ids, 30))
        menu.addAction(tr("Move by -30 min")).triggered.connect(lambda: self.shift(ids, -30))
        menu.addAction(tr("Assign a controller…")).triggered.connect(lambda: self.ask_controller(ids, known))
        menu.addSeparator()
        menu.addAction(tr("Delete") + "\tDel").triggered.connect(lambda: self.delete(ids))
        return menu

    def _undo(self) -> None:
        self._ui.jobs.database.run(self._sources.outside.undo, None, self._failed, owner=self._owner)

    def _ask(self, title: str, form: Form, action: str, act: Callable[[], None]) -> None:
        dialog = FormDialog(
            self._ui,
            title,
            form,
            action=action,
            collect=form.values,
            commit=lambda entered: entered,
            saved=lambda _: act(),
        )
        self._ui.ask.form(dialog)

    def _run(
        self, work: Callable[[], int], told: Callable[[int], str], then: Callable[[], object] | None = None
    ) -> None:
        owner: QObject = self._owner

        def done(n: int) -> None:
            if n:
                self._ui.notify(told(n), self._undo)
            if then is not None:
                then()

        self._ui.jobs.database.run(work, done, self._failed, owner=owner)
