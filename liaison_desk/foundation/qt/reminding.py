"""What the list of reminders needs to know of one, whatever it reminds of: its times, and the words each capability has for it."""

from abc import ABC, abstractmethod
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtGui import QColor


class Due(Protocol):
    """A reminder that fell due."""

    @property
    def key(self) -> Any:
        """What it is answered by."""
        ...

    @property
    def due(self) -> datetime:
        """When it fell due."""
        ...

    @property
    def starts(self) -> datetime:
        """When what it reminds of begins, or is owed."""
        ...

    @property
    def ends(self) -> datetime:
        """When that is over."""
        ...

    @property
    def missed(self) -> bool:
        """Whether that is over already."""
        ...


class ReminderWords(ABC):
    """The words for reminders of one kind, in the user's language."""

    open_words: str
    """What the button says that shows the record."""

    @abstractmethod
    def title(self, one: Any) -> str:
        """Return what it reminds of."""

    @abstractmethod
    def when(self, one: Any) -> str:
        """Return when that is, in three zones."""

    @abstractmethod
    def where(self, one: Any) -> str:
        """Return the line below: a place, a person; may be empty."""

    @abstractmethod
    def line(self, one: Any) -> str:
        """Return all of it in one line, for screen readers."""

    @abstractmethod
    def left(self, one: Any, now: datetime) -> tuple[str, str]:
        """Return how long there is left, and in which tone that is said."""

    @abstractmethod
    def notice(self, one: Any) -> tuple[str, str]:
        """Return title and text of a notification, which others may see: never any notes."""

    @abstractmethod
    def shortly_before(self, one: Any) -> tuple[datetime, str]:
        """Return the last sensible time to put it off to, with its words."""

    @abstractmethod
    def colour(self, one: Any) -> QColor:
        """Return the colour of its stripe."""
