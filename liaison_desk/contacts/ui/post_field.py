"""The posts of a person as a field: title in both languages, organization found or named, department, dates."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from liaison_desk.contacts.records import Organization, Post
from liaison_desk.contacts.rules.tenure import same_title
from liaison_desk.contacts.rules.validity import overlapping
from liaison_desk.contacts.ui.row_fields import Row, RowsField, text_input
from liaison_desk.contacts.ui.words import Words
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import BilingualField, DateField, FinderLine
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.screens.pairs import bilingual_of, pair_of

Find = Callable[[str], Sequence[RecordRef]]


class RecordLine(FinderLine):
    """A record picked from those that are known, or one by name alone: an organization, an assistant."""

    edited = Signal()

    def __init__(self, ui: Ui, find: Find, name: str) -> None:
        super().__init__(ui, find, name)
        self._id = 0
        self._name = ""
        self.setAccessibleName(name)
        self.picked.connect(self._on_picked)
        self.textEdited.connect(lambda _: self.edited.emit())

    def value(self) -> tuple[int, str]:
        """Return the id of the record, or 0 and its name."""
        typed = self.text().strip()
        if self._id and typed == self._name:
            return self._id, ""
        return 0, typed

    def set_value(self, record_id: int, name: str) -> None:
        """Show a record."""
        self._id, self._name = record_id, name.strip()
        self.setText(name)
        self.setCursorPosition(0)

    def _on_picked(self, ref: RecordRef) -> None:
        self.set_value(ref.id, ref.label)
        self.edited.emit()


class PostRow(Row[Post]):
    """One post in a frame of its own."""

    def __init__(self, ui: Ui, words: Words, find: Find, houses: Mapping[int, Organization]) -> None:
        super().__init__()
        tr = ui.language.tr
        self._words = words
        self._houses = houses
        self._kept_name = ""
        self._kept = Post()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = QFrame()
        surface(frame, "panel")
        outer.addWidget(frame)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 10, 12, 12)
        inner.setSpacing(8)
        self.title = BilingualField(ui, *words.side_names())
        self.title.name(tr("Post"))
        self.house = RecordLine(ui, find, tr("Organization, found or by name"))
        self.department = text_input(tr("Department"), self.changed.emit)
        self.since = DateField(ui, words.read_day(happened=True))
        self.until = DateField(ui, words.read_day(happened=None))
        self.since.name(tr("Since"))
        self.until.name(tr("Until"))
        inner.addWidget(self.title)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.house, 3)
        line.addWidget(self.department, 2)
        inner.addLayout(line)
        dates = QHBoxLayout()
        dates.setSpacing(6)
        for words_before, field in ((tr("Since"), self.since), (tr("Until"), self.until)):
            dates.addWidget(Text(ui, words_before, Size.SECONDARY, tone="t2"))
            dates.addWidget(field, 1)
        inner.addLayout(dates)
        for signal in (self.title.changed, self.house.edited, self.since.changed, self.until.changed):
            signal.connect(self.changed)
        self.setFocusProxy(self.title)

    def value(self) -> Post | None:
        """Return the post, None when nothing was entered; DeskError when a date means nothing."""
        number, name = self.house.value()
        title = bilingual_of(self.title.value())
        post = Post(
            title,
            number,
            name or (self._kept_name if number else ""),
            self.department.text().strip(),
            self.since.value(),
            self.until.value(),
        )
        # Another organization or title is another post: it is no longer the one this desk keeps.
        if number == self._kept.organization_id and (title == self._kept.title or same_title(title, self._kept.title)):
            post = replace(post, billet_id=self._kept.billet_id)
        return None if post == Post() else post

    def set_value(self, item: Post) -> None:
        """Show a post."""
        self._kept = item
        self.title.set_value(pair_of(item.title))
        house = self._houses.get(item.organization_id)
        # What the card itself called the organization stays beside the one that was found for it.
        self._kept_name = item.organization if house is not None else ""
        if house is not None:
            self.house.set_value(item.organization_id, self._words.best(house.name))
        else:
            self.house.set_value(0, item.organization)
        self.department.setText(item.department)
        self.since.set_value(item.since)
        self.until.set_value(item.until)

    def check(self) -> bool:
        """Check both dates, and that the post does not end before it begins."""
        if not all([self.since.check(), self.until.check()]):
            return False
        since, until = self.since.value(), self.until.value()
        wrong = since is not None and until is not None and until < since
        self.until.set_problem(self._words.language.tr("This is before the post began.") if wrong else None)
        return not wrong


class PostsField(RowsField[Post]):
    """All posts; a new one stands at the end and begins empty. Two at once in one organization are doubted, not refused."""

    def __init__(self, ui: Ui, words: Words, find: Find, houses: Mapping[int, Organization]) -> None:
        super().__init__(ui, ui.language.tr("Add post"), lambda: PostRow(ui, words, find, houses))
        self._speech = words
        self.warning = MessageStrip(ui)
        self.warning.hide()
        self.body.addWidget(self.warning)
        self.changed.connect(self._warn)

    def set_value(self, value: Sequence[Post]) -> None:
        """Show posts, and whether some contradict each other."""
        super().set_value(value)
        self._warn()

    def _warn(self) -> None:
        try:
            found = overlapping(self.value())
        except DeskError:  # a date that means nothing yet
            found = None
        if found is None:
            self.warning.hide()
            return
        first, second = (
            self._speech.best(post.title) or self._speech.language.tr("Post without a title") for post in found
        )
        told = self._speech.language.tr(
            "He holds two posts in one organization at once: {first} and {second}. End one if that is not so.",
            first=first, second=second,
        )  # fmt: skip
        self.warning.show_text(told, "amb")
