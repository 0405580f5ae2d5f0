"""The fields of the inspector that other forms do not have: segments, the banner in its colour, copies, the designation block."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from liaison_desk.briefings.records import PacketLanguage, Paper
from liaison_desk.briefings.rules import MOST_COPIES, require_countable
from liaison_desk.domain.names import NameStyle
from liaison_desk.domain.nations import load_groups, load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import CheckRow, Choice, Field, Form, ImeLineEdit
from liaison_desk.foundation.qt.fields.number import NumberInput
from liaison_desk.foundation.qt.fields.offered import OfferedChips
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_LONGEST_LINE = 120


class AudienceField(OfferedChips):
    """Who will hold the packet: nations and groups by their codes; host and home are offered, all others while one types."""

    def __init__(self, ui: Ui, profile: DeskProfile) -> None:
        super().__init__(ui, ui.language.tr("Add a nation, such as AUS"))
        self._sides = (profile.host, profile.home)
        self.offer(self._sides)
        self.input.textChanged.connect(self._on_typed)  # also when what was typed becomes a chip
        self.changed.connect(self._on_changed)

    def value(self) -> tuple[str, ...]:
        """Return the codes; DeskError where there is none, for a packet for nobody would be one for the usual readers."""
        codes = super().value()
        if not codes:
            raise DeskError("Name at least one nation to make a packet for.")
        return codes

    def show_sides(self, profile: DeskProfile) -> None:
        """Offer host and home of another profile."""
        self._sides = (profile.host, profile.home)
        self._on_typed(self.input.text())

    def _on_changed(self) -> None:
        """Say at once that the last one was taken out: its field is not left by that."""
        if self.check():
            self.set_problem(None)

    def _on_typed(self, text: str) -> None:
        others = sorted({one.code for one in load_nations().all()} | set(load_groups()))
        self.offer((*self._sides, *others) if text.strip() else self._sides)


class SegmentField(Field):
    """A few exclusive choices as a form field."""

    def __init__(self, ui: Ui, choices: tuple[tuple[object, str], ...]) -> None:
        super().__init__(ui)
        self.input = Segments(ui, choices)
        self.input.chosen.connect(lambda _: self.changed.emit())
        self.body.addWidget(self.input)

    def value(self) -> object:
        """Return the chosen value."""
        return self.input.value()

    def set_value(self, value: object) -> None:
        """Choose a value."""
        self.input.set_value(value)

    def set_labels(self, choices: Sequence[tuple[object, str]]) -> None:
        """Call the choices otherwise."""
        for value, label in choices:
            self.input.button(value).setText(label)

    def name(self, label: str) -> None:
        """Give the group of choices the name that screen readers say."""
        super().name(label)
        self.input.setAccessibleName(label)


class CopiesField(Field):
    """How many copies, and what is printed as the first one's number; ``value`` is both."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self.input = NumberInput(ui, tr("How many copies"), 1, MOST_COPIES, 48)
        self.number = ImeLineEdit()
        self.number.setMaxLength(40)
        self.number.setPlaceholderText(tr("Number"))
        self.number.setToolTip(
            tr("Printed on every page. Several copies count up from a number, or say 1/3, 2/3, 3/3.")
        )
        self.number.setAccessibleName(tr("Copy number"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.input)
        row.addWidget(self.number, 1)
        self.body.addLayout(row)
        self.input.stepped.connect(self._on_stepped)
        self.number.textEdited.connect(lambda _: self.changed.emit())
        for widget in (self.input, self.number):
            self.watch(widget)

    def value(self) -> tuple[int, str]:
        """Return how many, and the number; DeskError for a number that several copies cannot have."""
        copies = self.input.number(), self.number.text().strip()
        require_countable(*copies)
        return copies

    def set_value(self, value: tuple[int, str]) -> None:
        """Show copies."""
        if value != self.understood():
            self.input.set_number(value[0])
            self.number.setText(value[1])

    def _on_stepped(self) -> None:
        """Say at once that the number beside does not do for several: nobody is typing there."""
        if self.check():
            self.set_problem(None)
        self.changed.emit()


class BlockField(Field):
    """The lines of the policy's designation block; ``value`` is what is filled in, in their order."""

    def __init__(self, ui: Ui, labels: Sequence[str]) -> None:
        super().__init__(ui)
        self.lines: list[ImeLineEdit] = []
        self._labels: tuple[str, ...] = ()
        self.body.setSpacing(6)
        self.show_labels(labels)

    def show_labels(self, labels: Sequence[str]) -> None:
        """Ask for other lines; what is filled in stays in its order."""
        if tuple(labels) == self._labels:
            return
        self._labels, said = tuple(labels), self.value()
        for line in self.lines:
            self.unwatch(line)
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        for number, label in enumerate(labels):
            line = ImeLineEdit()
            line.setMaxLength(_LONGEST_LINE)
            line.setPlaceholderText(label)
            line.setToolTip(label)
            line.setAccessibleName(label)
            line.textEdited.connect(lambda _: self.changed.emit())
            self.lines.append(line)
            self.body.insertWidget(number, line)
            self.watch(line)
        self.set_value(said)

    def value(self) -> tuple[str, ...]:
        """Return the lines; none at all while all are blank."""
        said = tuple(line.text().strip() for line in self.lines)
        return said if any(said) else ()

    def set_value(self, value: Sequence[str]) -> None:
        """Show lines."""
        for number, line in enumerate(self.lines):
            said = value[number] if number < len(value) else ""
            if said != line.text().strip():
                line.setText(said)


class MarkingStrip(QWidget):
    """The packet's banner in its colour; the words always stand in it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._level = "unclassified"
        self._text = ""
        self.setFixedHeight(22)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_marking(self, level: str, text: str) -> None:
        """Show a banner line; ``level`` names its colour."""
        self._level, self._text = level, text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the block and its words."""
        del event
        if not self._text:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = self._ui.theme.marking(self._level)
        painter.setFont(self._ui.theme.font(Size.META, SEMIBOLD))
        wide = min(self.width(), painter.fontMetrics().horizontalAdvance(self._text) + 20)
        rect = self.rect().adjusted(0, 1, wide - self.width(), -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.fill)
        painter.drawRoundedRect(rect, Size.RADIUS_CHIP, Size.RADIUS_CHIP)
        painter.setPen(colors.text)
        words = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, rect.width() - 12)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)


class AsOf(Text):
    """The instant the packet is made as of, in three zones."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, "", Size.SECONDARY, tone="t2", tabular=True, wrap=True, selectable=True)
        self._language = ui.language

    def show_line(self, line: str) -> None:
        """Show an instant in three zones."""
        self.set_text(self._language.tr("As of {dtg}", dtg=line))


def language_choices(ui: Ui, profile: DeskProfile) -> tuple[tuple[PacketLanguage, str], ...]:
    """Return the languages a packet may be in, by the profile's codes."""
    return (
        (PacketLanguage.HOST, profile.host_language.upper()),
        (PacketLanguage.HOME, profile.home_language.upper()),
        (PacketLanguage.BOTH, ui.language.tr("Side by side")),
    )


def add_paper(ui: Ui, form: Form, profile: DeskProfile) -> SegmentField:
    """Add the fields that say what the pages are like; returns that of the language."""
    tr = ui.language.tr
    form.add("paper", tr("Paper"), SegmentField(ui, ((Paper.A4, "A4"), (Paper.LETTER, "Letter"))))
    languages = form.add("language", tr("Language"), SegmentField(ui, language_choices(ui, profile)))
    styles = (
        (NameStyle.FAMILY_CAPITALS, "YAJIMA Masahito"),
        (NameStyle.GIVEN_FIRST, "Masahito Yajima"),
        (NameStyle.FAMILY_FIRST, "Yajima Masahito"),
    )
    form.add("names", tr("Names"), Choice(ui, styles))
    form.add("ruby", "", CheckRow(ui, tr("Readings over Japanese names")))
    form.add("copies", tr("Copies"), CopiesField(ui))
    form.add("draft", tr("State"), SegmentField(ui, ((True, tr("DRAFT")), (False, tr("FINAL")))))
    form.field("draft").set_value(False)
    return languages
