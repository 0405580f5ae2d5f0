"""The dialog of the versions of minutes: which there are, by whom and with which digest, and two of them side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.qt.buttons import Check, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.fields import ComboBox
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.meetings.records import Meeting, Minutes
from liaison_desk.meetings.rules.minutes import content_of, digest, frozen_meeting
from liaison_desk.meetings.service import Meetings
from liaison_desk.meetings.service.minutes import MinutesBook
from liaison_desk.meetings.ui.versions.beside import Beside
from liaison_desk.meetings.ui.versions.comparing import Pairing, pairings
from liaison_desk.meetings.ui.words import Words

SHORT: Final = 12
"""Digits of a digest that are shown; all 64 are copied."""
_PRESENT: Final = 0
_DIGEST: Final = 3
_WIDTHS: Final = (130, 270, 150)


@dataclass(frozen=True, slots=True)
class Book:
    """What was read: the meeting as it is now, its versions from the newest, and the numbers of those altered from outside."""

    present: Meeting
    versions: Sequence[Minutes]
    altered: frozenset[int]

    def state(self, number: int) -> Meeting:
        """Return the meeting as a version froze it, or as it is now; raises UnreadableError."""
        if number == _PRESENT:
            return self.present
        return frozen_meeting(next(one for one in self.versions if one.number == number))

    def changed_since(self) -> bool:
        """Tell whether the present says something else than the last version."""
        return not self.versions or digest(content_of(self.present)) != self.versions[0].sha256


class VersionsDialog(DeskDialog):
    """Arrows in the list choose the version that is compared with the one at the right, at first the present."""

    def __init__(self, ui: Ui, words: Words, minutes: MinutesBook, meetings: Meetings, meeting: Meeting) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Versions of the minutes"))
        self._words = words
        self._book: Book | None = None
        self._numbers: list[int] = []
        self.content.addWidget(Text(ui, words.best(meeting.title), tone="t2", elide=True))
        self.strip = MessageStrip(ui)
        self.content.addWidget(self.strip)
        self.list = _VersionList([tr("Version"), tr("Made final"), tr("By whom"), tr("Digest")], tr("Versions"))
        self.content.addWidget(self.list)
        self.before = ComboBox(ui)
        self.before.setAccessibleName(tr("Compare"))
        self.after = ComboBox(ui)
        self.after.setAccessibleName(tr("Compared with"))
        for box in (self.before, self.after):
            box.setFixedWidth(150)
        self.only = Check(ui, tr("Only what differs"), checked=True)
        self.told = Text(ui, "", Size.SECONDARY, tone="t2")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Text(ui, tr("Compare"), tone="t2"))
        row.addWidget(self.before)
        row.addWidget(Text(ui, tr("Compared with"), tone="t2"))
        row.addWidget(self.after)
        row.addWidget(self.only)
        row.addStretch(1)
        row.addWidget(self.told)
        self.content.addLayout(row)
        self.beside = Beside(ui)
        self.content.addWidget(self.beside, 1)
        self.copy_button = PlainButton(ui, tr("Copy digest"), icon="copy", act=self.copy_digest)
        self.foot.insertWidget(0, self.copy_button)
        self.foot.addWidget(PrimaryButton(ui, tr("Close"), act=self.accept))
        self.list.itemSelectionChanged.connect(self._on_row)
        self.list.copy_wanted.connect(self.copy_digest)
        self.before.activated.connect(lambda _: self._compare())
        self.after.activated.connect(lambda _: self._compare())
        self.only.clicked.connect(lambda _: self._compare())
        self.resize(940, 600)
        self._read(minutes, meetings, meeting.id)

    def copy_digest(self) -> None:
        """Copy all digits of the chosen version's digest."""
        row = self.list.currentRow()
        if self._book is not None and 0 <= row < len(self._book.versions):
            QGuiApplication.clipboard().setText(self._book.versions[row].sha256)
            self.told.set_text(self.ui.language.tr("Copied"))

    def _read(self, minutes: MinutesBook, meetings: Meetings, meeting_id: int) -> None:
        def read() -> Book:
            present, found = meetings.meeting(meeting_id), minutes.versions(meeting_id)
            altered = frozenset(one.number for one in found if digest(one.content) != one.sha256)
            return Book(present, found, altered)

        self.ui.jobs.database.run(read, self._show, self.strip.show_error, owner=self)

    def _show(self, book: Book) -> None:
        tr = self.ui.language.tr
        self._book = book
        self.list.setRowCount(len(book.versions))
        for row, one in enumerate(book.versions):
            when = self._words.instant(one.created_at) if one.created_at is not None else ""
            called = self._called(one.number)
            if one.number in book.altered:
                called = tr("{version} (altered)", version=called)
            for column, text in enumerate((called, when, one.author, one.sha256[:SHORT] + "…")):
                item = QTableWidgetItem(text)
                if one.number in book.altered:
                    item.setForeground(self.ui.theme.color("red"))
                if column == _DIGEST:
                    item.setFont(self.ui.theme.font(Size.SECONDARY, mono=True))
                    item.setToolTip(one.sha256)
                self.list.setItem(row, column, item)
        self._numbers = [_PRESENT, *(one.number for one in book.versions)]
        for box in (self.before, self.after):
            box.clear()
            box.addItems([self._called(number) for number in self._numbers])
        self.copy_button.setEnabled(bool(book.versions))
        if not book.versions:
            self.strip.show_text(tr("These minutes were never made final: there is no version yet."), "amb")
            self.beside.show_pairings([], "", "", only=False)
            return
        self.before.setCurrentIndex(1)
        # The present beside the last version; where both say the same, the last two.
        again = not book.changed_since() and len(book.versions) > 1
        if again:
            self.before.setCurrentIndex(2)
        self.after.setCurrentIndex(1 if again else 0)
        self.list.blockSignals(True)
        self.list.selectRow(1 if again else 0)
        self.list.blockSignals(False)
        self.list.setFocus()
        self._compare()

    def _called(self, number: int) -> str:
        tr = self.ui.language.tr
        return tr("Version {n}", n=number) if number else tr("The present")

    def _on_row(self) -> None:
        row = self.list.currentRow()
        if row >= 0 and self.before.currentIndex() != row + 1:
            self.before.setCurrentIndex(row + 1)
            self._compare()

    def _compare(self) -> None:
        book, words = self._book, self._words
        if book is None or not self._numbers:
            return
        left, right = self._numbers[self.before.currentIndex()], self._numbers[self.after.currentIndex()]
        only = self.only.isChecked()
        self.strip.hide()

        def work() -> list[Pairing]:
            return pairings(words, book.state(left), book.state(right))

        def show(pairs: list[Pairing]) -> None:
            changed = sum(one.changed for one in pairs)
            count = self.ui.language.count("{n} difference", "{n} differences", changed)
            self.told.set_text(count if changed else self.ui.language.tr("Both say the same."))
            self.beside.show_pairings(pairs, self._called(left), self._called(right), only=only)

        def failed(error: Exception) -> None:
            self.strip.show_error(error if isinstance(error, DeskError) else UnreadableError(str(error)))
            self.told.set_text("")
            self.beside.show_pairings([], "", "", only=False)

        self.ui.jobs.database.run(work, show, failed, ticket_key=f"versions {id(self)}", owner=self)


class _VersionList(QTableWidget):
    """The list of versions; Ctrl+C copies the digest of the chosen one."""

    copy_wanted = Signal()

    def __init__(self, headings: Sequence[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(0, len(headings), parent)
        self.setProperty("table", "true")
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(headings))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(Size.ROW)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFixedHeight(4 * Size.ROW + 6)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for number, width in enumerate(_WIDTHS):
            header.resizeSection(number, width)
        header.setStretchLastSection(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the digest, or move."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)
