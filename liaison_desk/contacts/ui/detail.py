"""The middle pane: one person from name to biography."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.contacts.records import PERSON, Encounter, Organization, Person
from liaison_desk.contacts.rules.timeline import Timeline
from liaison_desk.contacts.rules.validity import has_moved
from liaison_desk.contacts.service import Attachment
from liaison_desk.contacts.ui.cadence import CadencePanel
from liaison_desk.contacts.ui.furigana import NameHeading
from liaison_desk.contacts.ui.inline import Change, InlineValue, Save, tags_change, text_change
from liaison_desk.contacts.ui.markings import marking_chip, portion_mark
from liaison_desk.contacts.ui.photo import PhotoView
from liaison_desk.contacts.ui.posts import PostsSection, post_place
from liaison_desk.contacts.ui.reach import LABEL_WIDTH, ReachSection
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid
from liaison_desk.foundation.qt.files import FilesSection
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Chip, SectionTitle, Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

Inline = Callable[[QWidget, str, str, Change], QWidget]
"""Makes a widget that shows a value one whose value is edited where it stands."""
_LONG = 32  # characters of rank and name that still leave room for more beside them


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the page reads of one person at once: the person, the meetings with him, the organizations of his posts."""

    person: Person
    encounters: Sequence[Encounter]
    houses: Mapping[int, Organization]
    names: Mapping[int, str] = field(default_factory=dict)
    """What contacts he names, such as his assistants, are called today, by id."""
    photo: QImage | None = None
    files: Sequence[Attachment] = ()
    timeline: Timeline | None = None

    def moved(self, words: Words) -> bool:
        """Tell whether the present post began after the last contact."""
        post = self.person.current_post(words.today())
        last = max((one.start.date() for one in self.encounters), default=None)
        return post is not None and has_moved(post.since, last)

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
    edit_ended = Signal()
    """A value that was edited where it stands was left as it is."""

    def __init__(self, ui: Ui, words: Words, save: Save, *, logs: bool) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._logs = logs
        self.save = save
        self.values: list[InlineValue] = []
        self.log_button: PrimaryButton | None = None
        self.edit_button: IconButton | None = None
        self.cadence: CadencePanel | None = None
        self.photo: PhotoView | None = None
        self.files: FilesSection | None = None
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
        self.values = []
        top = QHBoxLayout()
        top.setSpacing(16)
        self.photo = PhotoView(ui, person.name, dossier.photo, person.nickname)
        top.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addLayout(self._head(person))
        beside.addSpacing(6)
        beside.addLayout(self._who(person))
        post = person.current_post(words.today())
        if post is not None:
            line = " · ".join(filter(None, (words.best(post.title), post_place(words, post, dossier.houses))))
            beside.addSpacing(3)
            beside.addWidget(Text(ui, line, tone="t2", wrap=True))
        beside.addStretch(1)
        top.addLayout(beside, 1)
        outer.addLayout(top)
        outer.addSpacing(10)
        outer.addWidget(self._chips(dossier))
        outer.addWidget(ui.beside(RecordRef(PERSON, person.id)))
        outer.addSpacing(16)
        self.cadence = CadencePanel(ui, words, person, dossier.encounters)
        self.cadence.chosen.connect(self.interval_chosen)
        outer.addWidget(self.cadence)
        outer.addSpacing(18)
        self.reach = ReachSection(ui, words, person, dossier.house(words), dossier.names, self._inline)
        outer.addWidget(self.reach)
        self._rule(outer)
        outer.addWidget(PostsSection(ui, words, person, dossier.houses, self.post_wanted.emit))
        facts = self._facts(person)
        if facts:
            self._rule(outer)
            outer.addWidget(SectionTitle(ui, ui.language.tr("Details")))
            outer.addLayout(self._grid(facts))
        if person.biography:
            self._rule(outer)
            outer.addWidget(TextSection(ui, words, person, ui.language.tr("Biography"), person.biography))
        self._rule(outer)
        self.files = FilesSection(ui, dossier.files)
        outer.addWidget(self.files)
        if below is not None:
            self._rule(outer)
            outer.addWidget(below)
        outer.addStretch(1)
        self.setWidget(inside)
        self.setAccessibleName(person.name.full(words.code))
        self.verticalScrollBar().setValue(place)

    @property
    def editing(self) -> bool:
        """Whether a value is being edited where it stands."""
        return any(value.editing for value in self.values)

    def finish_editing(self) -> None:
        """Save what is being edited where it stands, for its person is left."""
        for value in self.values:
            value.finish()

    def edit_focused(self) -> bool:
        """Open the line of the value that has the keyboard; false when none has."""
        found = next((value for value in self.values if value.hasFocus()), None)
        if found is not None:
            found.edit()
        return found is not None

    def _inline(self, shown: QWidget, typed: str, name: str, change: Change) -> QWidget:
        value = InlineValue(self._ui, shown, typed, name, change, self.save)
        value.ended.connect(self.edit_ended)
        self.values.append(value)
        return value

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

    def _chips(self, dossier: Dossier) -> QWidget:
        ui, tr, person = self._ui, self._ui.language.tr, dossier.person
        holder = QWidget()
        flow = FlowLayout(holder)
        if dossier.moved(self._words):
            flow.addWidget(Chip(ui, tr("Moved since last contact"), "amb", "triangle-alert"))
        for tag in person.tags:
            flow.addWidget(Chip(ui, tag))
        flow.addWidget(marking_chip(ui, person.marking, self._words.profile()))
        return self._inline(holder, ", ".join(person.tags), tr("Tags"), tags_change)

    def _facts(self, person: Person) -> list[tuple[str, str, str]]:
        """Return label, value and, of what is edited where it stands, the attribute."""
        words, tr = self._words, self._ui.language.tr
        facts = [
            (tr("Known as"), person.nickname, "nickname"),
            (tr("Form of address"), person.address_as, "address_as"),
            (tr("Pronunciation"), person.pronunciation, "pronunciation"),
            (tr("Date of rank"), words.full_day(person.date_of_rank) if person.date_of_rank else "", ""),
            (tr("Met at"), person.met_where, "met_where"),
            (tr("Diet"), person.diet, "diet"),
            (tr("Birthday"), words.full_day(person.birthday) if person.birthday else "", ""),
            (tr("Anniversary"), words.full_day(person.anniversary) if person.anniversary else "", ""),
        ]
        if person.updated_at is not None:
            changed = to_local(person.updated_at, words.profile().host_zone).date()
            told = tr("{day} by {author}", day=words.full_day(changed), author=person.author)
            facts.append((tr("Changed"), told, ""))
        return [fact for fact in facts if fact[1]]

    def _rule(self, outer: QVBoxLayout) -> None:
        outer.addSpacing(12)
        outer.addWidget(hairline(self._ui))
        outer.addSpacing(10)

    def _grid(self, facts: Sequence[tuple[str, str, str]]) -> FactsGrid:
        grid = FactsGrid(self._ui, LABEL_WIDTH)
        for name, value, attribute in facts:
            shown: QWidget = Text(self._ui, value, wrap=True, selectable=not attribute)
            grid.add(name, self._inline(shown, value, name, text_change(attribute)) if attribute else shown)
        return grid


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
