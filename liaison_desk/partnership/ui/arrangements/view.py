"""An arrangement whole, beside the register: its facts, signatures, obligations with their tasks, amendments, what belongs to it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.belongings import Suggest
from liaison_desk.foundation.qt.buttons import Button, IconButton, LinkButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid, fact_link
from liaison_desk.foundation.qt.paint import Chip, Text
from liaison_desk.foundation.qt.theme import MEDIUM, Size
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    OPPORTUNITY,
    Amendment,
    Arrangement,
    ArrangementLine,
    ArrangementState,
    Signing,
    Terms,
)
from liaison_desk.partnership.rules.arrangements import arrangement_doubts
from liaison_desk.partnership.rules.obligations import next_due
from liaison_desk.partnership.rules.standing import ENDED, HOLDING
from liaison_desk.partnership.service.arrangements import Arrangements
from liaison_desk.partnership.service.register import Around
from liaison_desk.partnership.ui.arrangements.steps import SignatureSteps
from liaison_desk.partnership.ui.arrangements.words import ArrangementWords
from liaison_desk.screens.whole import RecordView

_LINK: Final = 40
_TASK: Final = "task"


@dataclass(frozen=True, slots=True)
class Look:
    """An arrangement as it is shown: the record, where it stands, and what stands around it."""

    one: Arrangement
    state: ArrangementState
    terms: Terms
    signing: Signing
    around: Around


class ArrangementView(RecordView):
    """Shows one arrangement. Signals name what the user wants of it."""

    sign_wanted = Signal(int)
    """The place of the signature that comes next."""
    amendment_sign_wanted = Signal(str, int)
    """The key of an amendment, and the place of its next signature."""
    amend_wanted = Signal()
    amendment_wanted = Signal(str)
    amendment_unsign_wanted = Signal(str, int)
    """The key of an amendment, and the place of its last signature, which is to be taken back."""
    amendment_unwanted = Signal(str)
    renew_wanted = Signal()
    terminate_wanted = Signal()
    reinstate_wanted = Signal()

    def __init__(
        self, ui: Ui, words: ArrangementWords, service: Arrangements, suggest: Suggest, undo: Callable[[], object]
    ) -> None:
        self.sign_button: Button | None = None
        self.renew_button: Button | None = None
        self.amend_button: Button | None = None
        self.task_links: dict[str, LinkButton] = {}
        self.amendment_buttons: dict[str, Button] = {}
        tr = ui.language.tr
        super().__init__(ui, words, tr("Arrangement"), tr("No arrangement is chosen."))
        self._said = words
        self._service = service
        self._suggest = suggest
        self._undo = undo

    def show_look(self, look: Look) -> None:
        """Show an arrangement."""
        self.sign_button = self.renew_button = self.amend_button = None
        self.task_links, self.amendment_buttons = {}, {}
        self._show(look.one.id, self._said.best(look.one.title), partial(self._fill, look))

    def _fill(self, look: Look, outer: QVBoxLayout) -> None:
        ui, words, tr, one = self.ui, self._said, self.ui.language.tr, look.one
        buttons: list[QWidget] = []
        if look.state in HOLDING or look.state is ArrangementState.EXPIRED:
            self.renew_button = PlainButton(ui, tr("Renew…"), icon="refresh-cw", act=self.renew_wanted.emit)
            buttons.append(self.renew_button)
        if look.state is ArrangementState.EXPIRED:
            lapse = PlainButton(ui, tr("Not renewed…"), icon="circle-x", act=self.terminate_wanted.emit)
            lapse.setToolTip(tr("It stays as terminated, and nobody is reminded of it any more"))
            buttons.append(lapse)
        if look.state is ArrangementState.TERMINATED:
            buttons.append(PlainButton(ui, tr("Reinstate"), icon="undo-2", act=self.reinstate_wanted.emit))
        self.add_head(outer, one.marking, one.title, (words.chip(look.state),), buttons=buttons)
        outer.addSpacing(6)
        outer.addWidget(Text(ui, words.signed(look.signing, look.terms, one.parties), tone="t2", wrap=True))
        for doubt in arrangement_doubts(one):
            outer.addSpacing(4)
            outer.addWidget(Text(ui, tr(doubt), Size.SECONDARY, tone="amb", wrap=True))
        outer.addSpacing(12)
        outer.addLayout(self._facts(look))
        self._add_signatures(outer, look)
        self._add_obligations(outer, look)
        self._add_amendments(outer, look)
        self.add_text(outer, tr("Scope"), one.scope)
        self.add_text(outer, tr("Notes"), one.note)
        if look.around.under:
            section = self.add_section(outer, tr("Under this arrangement"), str(len(look.around.under)))
            section.setAccessibleName(tr("Under this arrangement"))
            for line in look.around.under:
                outer.addLayout(self._line(line))
        self.add_belongings(outer, self._service, ARRANGEMENT, one, self._suggest, self._undo)

    def _facts(self, look: Look) -> FactsGrid:
        ui, words, tr, one, terms = self.ui, self._said, self.ui.language.tr, look.one, look.terms
        grid = FactsGrid(ui, 104, wrap=True)
        grid.add(tr("Type"), words.types[one.type])
        grid.add(tr("Number"), one.number)
        grid.add(tr("Parties"), tr(", ").join(map(words.party, one.parties)))
        grid.add(tr("Drafting began"), words.due(one.drafted))
        grid.add(tr("In force from"), words.due(terms.in_force))
        grid.add(tr("Review"), words.due(terms.review))
        expiry = words.due(terms.expiry)
        if terms.expiry is not None and one.renewal_lead:
            expiry = tr("{day} (renewal begins {n} days before)", day=expiry, n=one.renewal_lead)
        grid.add(tr("Expiry"), expiry)
        grid.add(tr("Terminated from"), words.due(one.terminated))
        grid.add(tr("Reason"), one.reason)
        if (parent := look.around.parent) is not None:
            grid.add(tr("Under"), self.link(RecordRef(ARRANGEMENT, parent.id, words.best(parent.title))))
        for id_, title in look.around.begun.items():
            grid.add(tr("Began as"), self.link(RecordRef(OPPORTUNITY, id_, words.best(title))))
        grid.add(tr("Subject areas"), tr(", ").join(one.subjects))
        grid.add(tr("May be released to"), words.release(one.marking))
        return grid

    def _add_signatures(self, outer: QVBoxLayout, look: Look) -> None:
        self.add_section(outer, self.ui.language.tr("Signatures"))
        ended = look.state is ArrangementState.TERMINATED
        steps = SignatureSteps(
            self.ui, self._said, look.one, look.one.signatures, self.sign_wanted.emit, ended=ended
        )  # fmt: skip
        self.sign_button = steps.sign_button
        outer.addWidget(steps)

    def _add_obligations(self, outer: QVBoxLayout, look: Look) -> None:
        ui, words, tr, one = self.ui, self._said, self.ui.language.tr, look.one
        if not one.obligations:
            return
        self.add_section(outer, tr("Obligations"), str(len(one.obligations)))
        for duty in one.obligations:
            outer.addSpacing(4)
            outer.addWidget(Text(ui, words.best(duty.text), weight=MEDIUM, wrap=True))
            if other := words.other(duty.text):
                outer.addWidget(Text(ui, other, Size.SECONDARY, tone="t2", wrap=True))
            said = [words.party_of(one, duty.party), words.frequencies[duty.every]]
            task = look.around.tasks.get(duty.key)
            due = next_due(duty, words.today())
            if task is None and due is not None and look.state not in ENDED:
                said.append(tr("next {day}", day=words.dated(due)))
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 4)
            row.setSpacing(8)
            row.addWidget(Text(ui, " · ".join(said), Size.SECONDARY, tone="t2", wrap=True), 1)
            if task is not None:
                name = tr("Task, due {day}", day=words.dated(task.due)) if task.due else tr("Task")
                ref = RecordRef(_TASK, task.id, words.best(duty.text))
                link = fact_link(ui, name, _LINK, partial(ui.open, ref))
                self.task_links[duty.key] = link
                row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            outer.addLayout(row)

    def _add_amendments(self, outer: QVBoxLayout, look: Look) -> None:
        ui, tr, one = self.ui, self.ui.language.tr, look.one
        count = str(len(one.amendments)) if one.amendments else ""
        self.add_section(outer, tr("Amendments"), count)
        for amendment in one.amendments:
            self._add_amendment(outer, look, amendment)
        if look.state is not ArrangementState.TERMINATED:
            row = QHBoxLayout()
            row.setContentsMargins(0, 4, 0, 0)
            self.amend_button = PlainButton(ui, tr("Amend…"), icon="plus", act=self.amend_wanted.emit)
            row.addWidget(self.amend_button)
            row.addStretch(1)
            outer.addLayout(row)

    def _add_amendment(self, outer: QVBoxLayout, look: Look, amendment: Amendment) -> None:
        ui, words, tr, one = self.ui, self._said, self.ui.language.tr, look.one
        holds = amendment.key in look.terms.amended
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 0)
        row.setSpacing(8)
        called = QVBoxLayout()
        called.setSpacing(3)
        called.addWidget(Text(ui, words.amended(amendment), weight=MEDIUM, wrap=True))
        called.addWidget(Chip(ui, tr("Holds"), "grn", "check") if holds else Chip(ui, tr("Does not hold yet"), "acc"))
        row.addLayout(called, 1)
        edit = IconButton(ui, "pencil", tr("Edit amendment"), act=partial(self.amendment_wanted.emit, amendment.key))
        away = IconButton(
            ui, "trash-2", tr("Delete amendment"), act=partial(self.amendment_unwanted.emit, amendment.key)
        )
        buttons = [edit, away]
        signed = [n for n, line in enumerate(amendment.signatures) if line.on is not None]
        if signed and look.state is not ArrangementState.TERMINATED:
            take = partial(self.amendment_unsign_wanted.emit, amendment.key, signed[-1])
            buttons.insert(0, IconButton(ui, "undo-2", tr("Take the last signature back"), act=take))
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(row)
        for text in (amendment.title, amendment.summary):
            for part in filter(None, (words.best(text), words.other(text))):
                outer.addWidget(Text(ui, part, Size.SECONDARY, tone="t2", wrap=True))
        if changes := words.changes(amendment):
            outer.addWidget(Text(ui, changes, Size.SECONDARY, wrap=True))
        sign = partial(self.amendment_sign_wanted.emit, amendment.key)
        steps = SignatureSteps(ui, words, one, amendment.signatures, sign, plain=True, ended=look.state is ArrangementState.TERMINATED)  # fmt: skip
        if steps.sign_button is not None:
            self.amendment_buttons[amendment.key] = steps.sign_button
        outer.addWidget(steps)

    def _line(self, line: ArrangementLine) -> QHBoxLayout:
        """Return another arrangement as a link with its state."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(8)
        row.addWidget(self.link(RecordRef(ARRANGEMENT, line.id, self._said.best(line.title))))
        row.addStretch(1)
        row.addWidget(Chip(self.ui, *self._said.chip(line.state)))
        return row
