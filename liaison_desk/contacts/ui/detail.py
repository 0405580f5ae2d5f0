"""The middle pane: one person from name to biography."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.contacts.records import Encounter, Organization, Person
from liaison_desk.contacts.ui.cadence import CadencePanel
from liaison_desk.contacts.ui.furigana import NameHeading
from liaison_desk.contacts.ui.markings import marking_chip, portion_mark
from liaison_desk.contacts.ui.posts import PostsSection, post_place
from liaison_desk.contacts.ui.reach import LABEL_WIDTH, ReachSection
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.database.attachments import Attachment
from liaison_desk.foundation.qt.buttons import IconButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Chip, SectionTitle, Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_LONG = 32  # characters of rank and name that still leave room for more beside them


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the page reads of one person at once: the person, the meetings with him, the organizations of his posts."""

    person: Person
    encounters: Sequence[Encounter]
    houses: Mapping[int, Organization]
    names: Mapping[int, str] = field(default_factory=dict)
    """What contacts he names, such as his assistants, are called today, by id."""
    photo: bytes = b""
    files: Sequence[Attachment] = ()

    def house(self, words: Words) -> Organization | None:
        """Return the organization of the post held today."""
        post = self.person.current_post(words.today())
        return self.houses.get(post.organization_id) if post is not None else None


class PersonView(QScrollArea):
    """Shows a dossier; everything in it is read only, what changes something is told by signals."""

    edit_wanted = Signal()
    log_wanted = Signal()
    menu_wanted = Signal(QPoint)
    post_wanted = Signal()
    interval_chosen = Signal(int)

    def __init__(self, ui: Ui, words: Words, *, logs: bool) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._logs = logs
        self.log_button: PrimaryButton | None = None
        self.edit_button: IconButton | None = None
        self.cadence: CadencePanel | None = None
        self.reach: ReachSection | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(ui.language.tr("Contact"))

    def show_dossier(self, dossier: Dossier, below: QWidget | None = None) -> None:
        """Show a person; ``below`` is what stands in the right pane when there is room for one."""
        place = self.verticalScrollBar().value()
        ui, words, person = self._ui, self._words, dossier.person
        inside = QWidget()
        surface(inside, "surf")
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(28, 18, 28, 24)
        outer.setSpacing(0)
        outer.addLayout(self._head(person))
        outer.addSpacing(6)
        outer.addLayout(self._who(person))
        post = person.current_post(words.today())
        if post is not None:
            line = " · ".join(filter(None, (words.best(post.title), post_place(words, post, dossier.houses))))
            outer.addSpacing(3)
            outer.addWidget(Text(ui, line, tone="t2", wrap=True))
        outer.addSpacing(10)
        outer.addWidget(self._chips(person))
        outer.addSpacing(16)
        self.cadence = CadencePanel(ui, words, person, dossier.encounters)
        self.cadence.chosen.connect(self.interval_chosen)
        outer.addWidget(self.cadence)
        outer.addSpacing(18)
        self.reach = ReachSection(ui, words, person, dossier.house(words), dossier.names)
        outer.addWidget(self.reach)
        self._rule(outer)
        outer.addWidget(PostsSection(ui, words, person, dossier.houses, self.post_wanted.emit))
        facts = self._facts(person)
        if facts:
            self._rule(outer)
            outer.addWidget(SectionTitle(ui, ui.language.tr("Details")))
            outer.addWidget(_FactGrid(ui, facts))
        if person.biography:
            self._rule(outer)
            outer.addWidget(TextSection(ui, words, person, ui.language.tr("Biography"), person.biography))
        if below is not None:
            self._rule(outer)
            outer.addWidget(below)
        outer.addStretch(1)
        self.setWidget(inside)
        self.setAccessibleName(person.name.full(words.code))
        self.verticalScrollBar().setValue(place)

    def _head(self, person: Person) -> QHBoxLayout:
        ui, tr = self._ui, self._ui.language.tr
        row = QHBoxLayout()
        row.setSpacing(6)
        heading = NameHeading(ui)
        heading.show_name(person.name, person.nickname)
        row.addWidget(heading, 1, Qt.AlignmentFlag.AlignTop)
        top = Qt.AlignmentFlag.AlignTop
        if self._logs:
            self.log_button = PrimaryButton(ui, tr("Log contact"), icon="phone-outgoing", act=self.log_wanted.emit)
            self.log_button.setToolTip(tr("Write down a call or a meeting (L)"))
            row.addWidget(self.log_button, 0, top)
        self.edit_button = IconButton(ui, "pencil", tr("Edit"), key="F2", bordered=True, act=self.edit_wanted.emit)
        more = IconButton(ui, "ellipsis", tr("More"))
        more.clicked.connect(lambda: self.menu_wanted.emit(more.mapToGlobal(QPoint(0, more.height() + 2))))
        row.addWidget(self.edit_button, 0, top)
        row.addWidget(more, 0, top)
        return row

    def _who(self, person: Person) -> QHBoxLayout:
        ui, words = self._ui, self._words
        row = QHBoxLayout()
        row.setSpacing(10)
        native = person.name.native()
        rank = words.rank(person)
        name = person.name.latin() if native else ""
        first = " ".join(filter(None, (rank, name, person.name.suffix))) if name else rank
        second = ", ".join(filter(None, (words.other_rank(person), person.service, words.nation(person.nation))))
        if len(first) > _LONG:
            row.addWidget(Text(ui, ", ".join(filter(None, (first, second))), Size.SUBJECT, SEMIBOLD, wrap=True), 1)
            return row
        if first:
            row.addWidget(Text(ui, first, Size.SUBJECT, SEMIBOLD, selectable=True))
        row.addWidget(Text(ui, second, Size.SUBJECT, tone="t2", elide=True), 1)
        return row

    def _chips(self, person: Person) -> QWidget:
        ui = self._ui
        holder = QWidget()
        flow = FlowLayout(holder)
        for tag in person.tags:
            flow.addWidget(Chip(ui, tag))
        flow.addWidget(marking_chip(ui, person.marking, self._words.profile()))
        return holder

    def _facts(self, person: Person) -> list[tuple[str, str]]:
        words, tr = self._words, self._ui.language.tr
        facts = [
            (tr("Known as"), person.nickname),
            (tr("Form of address"), person.address_as),
            (tr("Pronunciation"), person.pronunciation),
            (tr("Date of rank"), words.full_day(person.date_of_rank) if person.date_of_rank else ""),
            (tr("Met at"), person.met_where),
            (tr("Diet"), person.diet),
            (tr("Birthday"), words.full_day(person.birthday) if person.birthday else ""),
            (tr("Anniversary"), words.full_day(person.anniversary) if person.anniversary else ""),
        ]
        if person.updated_at is not None:
            changed = to_local(person.updated_at, words.profile().host_zone).date()
            facts.append((tr("Changed"), tr("{day} by {author}", day=words.full_day(changed), author=person.author)))
        return [(name, value) for name, value in facts if value]

    def _rule(self, outer: QVBoxLayout) -> None:
        outer.addSpacing(12)
        outer.addWidget(hairline(self._ui))
        outer.addSpacing(10)


class _FactGrid(QWidget):
    def __init__(self, ui: Ui, facts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts):
            grid.addWidget(Text(ui, name, tone="t2"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(ui, value, wrap=True, selectable=True), row, 1)


class TextSection(QWidget):
    """A text in both languages under its title: the portion mark bold before it, an outdated wording said to be so."""

    def __init__(
        self, ui: Ui, words: Words, person: Person, title: str, text: Bilingual, edit: QAction | None = None
    ) -> None:
        super().__init__()
        tr = ui.language.tr
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        if edit is None:
            outer.addWidget(SectionTitle(ui, title))
        else:
            outer.addWidget(SectionTitle(ui, title, link=edit.text(), act=edit.trigger))
        profile = words.profile()
        mark = portion_mark(person.marking, profile)
        if mark and text:
            outer.addWidget(Text(ui, mark, Size.META, SEMIBOLD))
        own = profile.side_of(words.code)
        for side in (own, own.other):
            wording = text.side(side)
            if not wording:
                continue
            outer.addWidget(Text(ui, wording, tone="t1" if side is own else "t2", wrap=True, selectable=True))
            if text.state(side) is Wording.STALE:
                outer.addWidget(Chip(ui, tr("Outdated translation"), "amb", "triangle-alert"))
            elif text.state(side) is Wording.TRANSLATED:
                outer.addWidget(Chip(ui, tr("Translated")))
