"""The view beside a list: a record whole, its mark and title at the head, then texts in both languages, facts, files and links."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking, describe
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.belongings import BelongingsPart, Holder, Suggest
from liaison_desk.foundation.qt.buttons import Button, LinkButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import fact_link
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Chip, ChipLook, SectionTitle, Text, hairline
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size
from liaison_desk.foundation.qt.whole import WholeView
from liaison_desk.screens.saying import SayingToday

_WIDEST_CHIP: Final = 190  # pixels of words: less than the narrowest view has
_LEAST_LINK: Final = 80


class RecordView(WholeView):
    """Shows one record; subclasses fill the column with what is here and their own."""

    edit_wanted = Signal()

    def __init__(self, ui: Ui, words: SayingToday, name: str, nothing: str) -> None:
        self.edit_button: Button | None = None
        super().__init__(ui, name, nothing)
        self.ui = ui
        self.words = words

    def show_nothing(self) -> None:
        """Say that nothing is chosen."""
        self.edit_button = None
        super().show_nothing()

    def add_head(
        self, outer: QVBoxLayout, marking: Marking | None, title: Bilingual, chips: Sequence[ChipLook], *,
        buttons: Sequence[QWidget] = (),
    ) -> None:  # fmt: skip
        """Add the mark, the title in both languages, chips, and below them the ``buttons`` of what is done with it most."""
        ui, words, tr = self.ui, self.words, self.ui.language.tr
        head = QHBoxLayout()
        head.setSpacing(8)
        mark = Text(ui, words.marked(marking), Size.META, SEMIBOLD, "t1" if marking else "amb", wrap=True)
        mark.setToolTip(describe(marking, ui.language))
        head.addWidget(mark, 1)
        self.edit_button = PlainButton(ui, tr("Edit"), icon="pencil", act=self.edit_wanted.emit)
        self.edit_button.setToolTip(tr("Enter"))
        head.addWidget(self.edit_button)
        outer.addLayout(head)
        outer.addSpacing(8)
        outer.addWidget(Text(ui, words.best(title), Size.SUBJECT, SEMIBOLD, wrap=True, selectable=True))
        if other := words.other(title):
            outer.addSpacing(2)
            outer.addWidget(Text(ui, other, tone="t2", wrap=True, selectable=True))
        for widgets in ([self._chip(look) for look in chips], buttons):
            if widgets:
                outer.addSpacing(8)
                holder = QWidget()
                flow = FlowLayout(holder)
                for widget in widgets:
                    flow.addWidget(widget)
                outer.addWidget(holder)

    def add_text(self, outer: QVBoxLayout, name: str, text: Bilingual) -> None:
        """Add a text in both languages under its name; an empty one is left out."""
        ui, own = self.ui, self.words.profile().side_of(self.ui.language.code)
        if not text:
            return
        outer.addSpacing(14)
        outer.addWidget(Text(ui, name, Size.SECONDARY, SEMIBOLD, "t2"))
        outer.addSpacing(3)
        for side in (own, own.other):
            if not text.side(side):
                continue
            outer.addWidget(Text(ui, text.side(side), tone="t1" if side is own else "t2", wrap=True, selectable=True))
            outer.addSpacing(4)
            if text.state(side) is Wording.STALE:
                outer.addWidget(Chip(ui, ui.language.tr("Outdated translation"), "amb", "triangle-alert"))
                outer.addSpacing(4)

    def add_section(self, outer: QVBoxLayout, title: str, count: str = "") -> SectionTitle:
        """Add a hairline and the title of what follows."""
        outer.addSpacing(12)
        outer.addWidget(hairline(self.ui))
        outer.addSpacing(6)
        section = SectionTitle(self.ui, title)
        if count:
            section.set_count(count)
        outer.addWidget(section)
        return section

    def add_belongings(
        self, outer: QVBoxLayout, holder: Holder, kind: str, record: Any, suggest: Suggest, undo: Callable[[], object]
    ) -> BelongingsPart:  # fmt: skip
        """Add the files and links of a record, below what the rest of the desk has to say of it."""
        outer.addWidget(self.ui.beside(RecordRef(kind, record.id)))
        outer.addSpacing(12)
        part = BelongingsPart(self.ui, holder, kind, record, suggest, undo, "")
        outer.addWidget(part)
        return part

    def _chip(self, look: ChipLook) -> Chip:
        metrics = QFontMetrics(self.ui.theme.font(Size.META, MEDIUM))
        words = metrics.elidedText(look.text, Qt.TextElideMode.ElideRight, _WIDEST_CHIP)
        chip = Chip(self.ui, words, look.tone, look.icon)
        chip.setToolTip("" if words == look.text else plain_tip(look.text))
        return chip

    def link(self, ref: RecordRef) -> LinkButton:
        """Return words that open a record, cut where there is less room for them; their tip says them whole."""
        link = fact_link(self.ui, ref.label, len(ref.label), lambda: self.ui.open(ref))
        link.set_yielding(_LEAST_LINK)
        return link

    def person(self, name: str, contact_id: int) -> QWidget | str:
        """Return somebody as a fact: a link for a contact, else the name alone."""
        return self.link(RecordRef("person", contact_id, name)) if name and contact_id else name
