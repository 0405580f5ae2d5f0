"""A day in the forms of tasks: typed as everywhere on the desk, and said below while it is being typed."""

from liaison_desk.domain.typed import parse_day
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import DateField
from liaison_desk.tasks.ui.words import Words


class DayField(DateField):
    """A date or None. Of what has ``happened`` a day without its year is the last such day, else the next to come."""

    def __init__(self, ui: Ui, words: Words, *, happened: bool = False) -> None:
        super().__init__(
            ui,
            lambda typed: parse_day(typed, words.zones, words.now(), happened=happened),
            echo=words.day,
        )
