"""Posts over time, newest at the top, beside a vertical line: filled for the present one, hollow for the others."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.contacts.records import Organization, Person, Post
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import SectionTitle, Text
from liaison_desk.foundation.qt.theme import Size

_DATES = 124
_DOT = 10


def post_place(words: Words, post: Post, houses: Mapping[int, Organization]) -> str:
    """Return a post's organization in the user's language, as it was called then, and behind it the department."""
    name = _house_name(words, post, houses)
    return ", ".join(filter(None, (words.best(name), post.department)))


def both_names(words: Words, post: Post, houses: Mapping[int, Organization]) -> str:
    """Return a post's organization in both languages, the user's first, as it was called then, and the department."""
    name = _house_name(words, post, houses)
    names = "  ".join(filter(None, (words.best(name), words.other(name))))
    return ", ".join(filter(None, (names, post.department)))


def _house_name(words: Words, post: Post, houses: Mapping[int, Organization]) -> Bilingual:
    """Return what a post's organization is called today, or was on the post's last day; so do packets."""
    house = houses.get(post.organization_id)
    return house.name_on(post.nearest(words.today())).name if house is not None else Bilingual(post.organization)


def newest_first(posts: Sequence[Post]) -> list[Post]:
    """Return posts with the latest beginning first; one whose beginning nobody knows goes by its end."""
    return sorted(posts, key=lambda post: (post.since or post.until or date.min, post.until or date.max), reverse=True)


class PostsSection(QWidget):
    """The timeline of one person."""

    def __init__(
        self, ui: Ui, words: Words, person: Person, houses: Mapping[int, Organization], add: Callable[[], object]
    ) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(SectionTitle(ui, ui.language.tr("Posts"), link=ui.language.tr("Add post"), act=add))
        today = words.today()
        ordered = newest_first(person.posts)
        for number, post in enumerate(ordered):
            held = (post.since is None or post.since <= today) and (post.until is None or post.until >= today)
            ahead = post.since is not None and post.since > today
            outer.addWidget(_PostRow(ui, words, post, both_names(words, post, houses), held=held, ahead=ahead, first=number == 0, last=number == len(ordered) - 1))  # fmt: skip
        if not ordered:
            outer.addWidget(Text(ui, ui.language.tr("No post is known."), tone="t3"))


class _PostRow(QWidget):
    def __init__(
        self, ui: Ui, words: Words, post: Post, place: str, *, held: bool, ahead: bool, first: bool, last: bool
    ) -> None:
        super().__init__()
        self._ui = ui
        self._held = held
        self._ahead = ahead
        self._ends = (first, last)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 8)
        row.setSpacing(0)
        span = words.span(post.since, post.until) or words.language.tr("dates unknown")
        dates = Text(ui, span, tone="t2", tabular=True)
        dates.setFixedWidth(_DATES)
        row.addWidget(dates, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(28)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        title = words.best(post.title) or words.language.tr("Post without a title")
        other = words.other(post.title)
        texts.addWidget(Text(ui, f"{title}  {other}" if other else title, wrap=True, tone="t2" if ahead else "t1"))
        if place:
            texts.addWidget(Text(ui, place, Size.SECONDARY, tone="t2", wrap=True))
        row.addLayout(texts, 1)
        self.setAccessibleName(", ".join(filter(None, (span, title, other, place))))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._ui.theme.color
        x, y = _DATES + 12.5, 4 + _DOT
        first, last = self._ends
        painter.setPen(QPen(color("line2"), 1.5))
        if not first:
            painter.drawLine(QPointF(x, 0), QPointF(x, y))
        if not last:
            painter.drawLine(QPointF(x, y), QPointF(x, self.height()))
        fill, edge = ("acc", "acc") if self._held else ("surf", "line2") if self._ahead else ("surf", "ctl")
        painter.setPen(QPen(color(edge), 1.75))
        painter.setBrush(color(fill))
        painter.drawEllipse(QPointF(x, y), _DOT / 2, _DOT / 2)
