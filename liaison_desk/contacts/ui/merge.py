"""The merge of two contacts: side by side, a row for every field they differ in, and what will be linked anew."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QGridLayout, QScrollArea, QSizePolicy, QWidget

from liaison_desk.contacts.records import Person
from liaison_desk.contacts.rules.merging import Choice, Difference, differences
from liaison_desk.contacts.service.merging import Merging
from liaison_desk.contacts.ui.dialogs import spoken
from liaison_desk.contacts.ui.pictures import PhotoShelf
from liaison_desk.contacts.ui.several import Act
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import StaleError
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_MARGIN = 8
_MARK = 22  # pixels the radio mark takes before the text
_PICTURE = 72  # pixels of a photo's side
_MOST = 400  # characters of a value that are shown


def merge_act(
    ui: Ui, words: Words, merging: Merging, selected: Callable[[], Sequence[int]], show: Callable[[int], None],
    undo: Callable[[], object] | None,
) -> Act:  # fmt: skip
    """Return the act of merging the two selected; ``show`` shows the one who stayed, ``undo`` takes the merge back."""

    def merged(number: int) -> None:
        show(number)
        told = ui.language.tr("The two contacts are one now.")
        ui.notify(told, None if undo is None else lambda: _back(ui, undo))

    def act() -> None:
        open_merge(ui, words, merging, selected(), merged)

    return Act("merge", ui.language.tr("Merge…"), "merge", act, only=2)


def _back(ui: Ui, undo: Callable[[], object]) -> None:
    ui.jobs.database.run(undo)


def open_merge(ui: Ui, words: Words, merging: Merging, ids: Sequence[int], merged: Callable[[int], None]) -> None:
    """Read two contacts and open their merge; ``merged`` is told the id of the one who stayed."""

    def read() -> tuple[list[Person], list[dict[str, int]], dict[str, QImage | None]]:
        people = merging.people(ids)
        shelf = PhotoShelf(merging.picture)
        photos = {person.photo: shelf.image(person.photo) for person in people}
        return people, [merging.mentions(person.id) for person in people], photos

    def opened(answer: tuple[list[Person], list[dict[str, int]], dict[str, QImage | None]]) -> None:
        people, mentions, photos = answer
        if len(people) == 2:
            ui.ask.form(MergeDialog(ui, words, merging, people, mentions, merged, photos))

    ui.jobs.database.run(read, opened)


class MergeDialog(DeskDialog):
    """Chooses between two people field by field. What they agree in is not shown; nothing is lost unless it is chosen so."""

    def __init__(
        self, ui: Ui, words: Words, merging: Merging, people: Sequence[Person], mentions: Sequence[Mapping[str, int]],
        merged: Callable[[int], None], photos: Mapping[str, QImage | None] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        super().__init__(ui, tr("Merge two contacts"))
        self._words = words
        self._merging = merging
        self._people = tuple(people)
        self._mentions = tuple(mentions)
        self._merged = merged
        self._photos = photos
        self._stays = 0
        self._merging_now = False
        self.cells: dict[tuple[str, Choice], ValueCell] = {}
        self.stay_cells: list[ValueCell] = []
        self.strip = MessageStrip(ui)
        self.linked = Text(ui, "", tone="t2", wrap=True)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.content.addWidget(self.strip)
        self.content.addWidget(self.area, 1)
        self.content.addWidget(self.linked)
        self.merge_button = PrimaryButton(ui, tr("Merge"), key="Ctrl+Enter", act=self.act)
        self.foot.addWidget(PlainButton(ui, tr("Cancel"), act=self.reject))
        self.foot.addWidget(self.merge_button)
        self.resize(880, 640)
        self._show_rows()

    def choices(self) -> dict[str, Choice]:
        """Return what was chosen, by field."""
        return {field: choice for (field, choice), cell in self.cells.items() if cell.isChecked()}

    def act(self) -> None:
        """Merge as chosen; a newer version of either is read and shown instead."""
        if self._merging_now:
            return
        self._merging_now = True
        one, other = self._people[self._stays], self._people[1 - self._stays]
        choices = self.choices()
        self.ui.jobs.database.run(
            lambda: self._merging.merge(one, other, choices), self._on_merged, self._on_failed, owner=self
        )

    def _on_merged(self, person: Person) -> None:
        self.accept()
        self._merged(person.id)

    def _on_failed(self, error: Exception) -> None:
        self._merging_now = False
        self.strip.show_error(error)
        if isinstance(error, StaleError):
            ids = [person.id for person in self._people]
            self.ui.jobs.database.run(lambda: self._merging.people(ids), self._on_newer, owner=self)

    def _on_newer(self, people: Sequence[Person]) -> None:
        if len(people) == 2:
            self._people = tuple(people)
            self._show_rows()

    def _stay(self, number: int) -> None:
        if number != self._stays:
            self._stays = number
            self._show_rows()
            self.stay_cells[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        tr = self.ui.language.tr
        one, other = self._people[self._stays], self._people[1 - self._stays]
        found = {row.field: row for row in differences(one, other)}
        inside = QWidget()
        surface(inside, "surf")
        grid = QGridLayout(inside)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 120)
        for column in (1, 2, 3):
            grid.setColumnStretch(column, 1)
        self.cells.clear()
        self.stay_cells = []
        group = QButtonGroup(inside)
        grid.addWidget(Text(self.ui, tr("Stays"), weight=SEMIBOLD), 0, 0)
        for number, person in enumerate(self._people):
            cell = ValueCell(self.ui, _identity(self._words, person), checked=number == self._stays)
            cell.setAccessibleName(tr("{name} stays", name=person.name.full(self._words.code)))
            cell.clicked.connect(lambda _=False, number=number: self._stay(number))
            group.addButton(cell)
            self.stay_cells.append(cell)
            grid.addWidget(cell, 0, number + 1)
        grid.addWidget(Text(self.ui, tr("Both together"), Size.META, tone="t3"), 0, 3)
        for number, (field, row) in enumerate(found.items(), start=1):
            grid.addWidget(Text(self.ui, tr(LABELS[field]), tone="t2", wrap=True), number, 0)
            self._add_row(grid, number, row)
        if not found:
            grid.addWidget(Text(self.ui, tr("They say the same in every field."), tone="t2"), 1, 1, 1, 3)
        grid.setRowStretch(len(found) + 2, 1)
        self.area.setWidget(inside)
        self.linked.set_text(self._what_is_linked())

    def _add_row(self, grid: QGridLayout, number: int, row: Difference) -> None:
        group = QButtonGroup(grid.parentWidget())
        # The columns keep their persons: who stays changes which of them is the record's own value.
        columns = [(Choice.ONE, row.one), (Choice.OTHER, row.other)]
        if self._stays:
            columns.reverse()
        if row.both is not None and row.both not in {row.one, row.other}:
            columns.append((Choice.BOTH, row.both))
        usual = row.usual
        if usual is Choice.BOTH and len(columns) < 3:  # one of the two says it all
            usual = Choice.ONE if row.both == row.one else Choice.OTHER
        label = self.ui.language.tr(LABELS[row.field])
        for column, (choice, value) in enumerate(columns, start=1):
            picture = self._photos.get(value) if row.field == "photo" else None
            cell = ValueCell(self.ui, self._said(row.field, value), picture, checked=choice is usual)
            cell.setAccessibleName(f"{label}: {cell.text()}")
            group.addButton(cell)
            self.cells[row.field, choice] = cell
            grid.addWidget(cell, number, column)

    def _said(self, field: str, value: Any) -> str:
        ui, words = self.ui, self._words
        if field == "photo":
            return ui.language.tr("Photo") if value else "–"
        if field == "extra":
            return ui.language.count("{n} line", "{n} lines", len(value)) if value else "–"
        if field == "posts":
            told = ((words.best(post.title) or post.organization, words.span(post.since, post.until)) for post in value)
            return "\n".join(f"{text}  {span}".strip() for text, span in told if text or span) or "–"
        if isinstance(value, tuple):
            return "\n".join(spoken(one, ui) for one in value)[:_MOST] or "–"
        if isinstance(value, Bilingual):
            return "\n".join(filter(None, (value.host, value.home)))[:_MOST] or "–"
        if isinstance(value, bool):
            return ui.language.tr("Yes") if value else ui.language.tr("No")
        return spoken(value, ui)[:_MOST] if value else "–"

    def _what_is_linked(self) -> str:
        counts, language = self._mentions[1 - self._stays], self.ui.language
        nouns = (
            ("meeting", language.count("{n} meeting", "{n} meetings", counts.get("meeting", 0))),
            ("event", language.count("{n} event", "{n} events", counts.get("event", 0))),
            ("task", language.count("{n} task", "{n} tasks", counts.get("task", 0))),
            ("distribution", language.count("{n} list", "{n} lists", counts.get("distribution", 0))),
            ("attachment", language.count("{n} file", "{n} files", counts.get("attachment", 0))),
        )
        told = [words for kind, words in nouns if counts.get(kind)]
        if not told:
            return language.tr("Nothing else names the one who goes. One undo takes the merge back.")
        listed = language.tr(", ").join(told)
        return language.tr("Will name the one who stays: {what}. One undo takes the merge back.", what=listed)


class ValueCell(QAbstractButton):
    """A value one can choose: a radio mark and its words, wrapped, or a picture. Arrows move within a row, Space chooses."""

    def __init__(self, ui: Ui, words: str, picture: QImage | None = None, *, checked: bool) -> None:
        super().__init__()
        self._ui = ui
        self._picture = picture
        self.setText(words)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """As high as the words need in a usual width."""
        return QSize(200, self.heightForWidth(200))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns are possible; the words wrap."""
        return QSize(120, self.heightForWidth(max(120, self.width())))

    def heightForWidth(self, width: int) -> int:
        """Return the height the words or the picture need."""
        if self._picture is not None:
            return _PICTURE + 2 * _MARGIN
        space = QRect(0, 0, max(40, width - _MARK - 2 * _MARGIN), 4000)
        return max(30, self.fontMetrics().boundingRect(space, _FLAGS, self.text()).height() + 2 * _MARGIN - 2)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be chosen."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Rest again."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, mark and words."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, on = self._ui.theme, self.isChecked()
        ground = self.rect().adjusted(0, 0, -1, -1)
        painter.setPen(QPen(theme.color("acc" if on or self.hasFocus() else "line2"), 2 if self.hasFocus() else 1))
        painter.setBrush(theme.color("sel" if on else "hov" if self.underMouse() else "surf"))
        painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6)
        top = _MARGIN + self.fontMetrics().height() // 2 - 6
        painter.setPen(QPen(theme.color("acc" if on else "ctl"), 1.5))
        painter.setBrush(theme.color("surf"))
        painter.drawEllipse(_MARGIN + 1, top, 12, 12)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("acc"))
            painter.drawEllipse(_MARGIN + 4, top + 3, 6, 6)
        if self._picture is not None:
            place = QRect(_MARK + _MARGIN, _MARGIN, _PICTURE, _PICTURE)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._picture)
            return
        painter.setPen(theme.color("t1"))
        painter.setFont(self.font())
        painter.drawText(
            self.rect().adjusted(_MARK + _MARGIN, _MARGIN - 1, -_MARGIN, -_MARGIN + 1), _FLAGS, self.text()
        )


_FLAGS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def _identity(words: Words, person: Person) -> str:
    """Return who an entry is, in three lines at most."""
    post = person.current_post(words.today())
    lines = (
        " ".join(filter(None, (person.rank, person.name.latin()))),
        person.name.native(),
        words.best(post.title) if post else "",
    )
    return "\n".join(line for line in lines if line) or person.nickname


LABELS = MappingProxyType(
    {
        "marking": "Marking",
        "name": "Name",
        "nickname": "Known as",
        "address_as": "Form of address",
        "pronunciation": "Pronunciation",
        "nation": "Nation",
        "service": "Service",
        "rank_code": "Rank code",
        "rank": "Rank",
        "rank_home": "Rank, own language",
        "date_of_rank": "Date of rank",
        "posts": "Posts",
        "phones": "Telephones",
        "emails": "E-mail addresses",
        "addresses": "Addresses",
        "urls": "Links",
        "languages": "Languages",
        "assistants": "Assistants",
        "interpreter": "Interpreter",
        "diet": "Diet",
        "met_where": "Met at",
        "cadence_days": "Contact interval",
        "birthday": "Birthday",
        "anniversary": "Anniversary",
        "biography": "Biography",
        "notes": "Notes",
        "tags": "Tags",
        "photo": "Photo",
        "extra": "Other card lines",
    }
)
