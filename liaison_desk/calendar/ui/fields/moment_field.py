"""The field of an event's start or end: typed as it is spoken, echoed in three zones, with a word where the clocks change."""

from collections.abc import Callable
from datetime import date, datetime

from liaison_desk.calendar.ui.fields.moments import read_typed, reader, show_moment
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.doubts import doubt_words
from liaison_desk.domain.dtg import three_zones
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import MomentField


class WallTimeField(MomentField):
    """A moment on the wall clock of a zone that may change while one types; ``base`` is the day of a time typed alone."""

    def __init__(self, ui: Ui, wording: Wording, zone: Callable[[], str], base: Callable[[], date]) -> None:
        profile = wording.profile()
        others = (profile.host_zone, profile.home_zone, "UTC")

        def echo(at: datetime) -> str:
            return three_zones(at, profile.host_zone, profile.home_zone).line

        def doubt(text: str) -> str:
            return doubt_words(text, read_typed(text, zone(), others, ui.clock.now(), base()), ui.language)

        super().__init__(
            ui,
            reader(zone, others, ui.clock.now, base),
            lambda at: show_moment(at, zone()),
            echo,
            "2026-11-24 0900",
            doubt,
        )

    def read_again(self) -> None:
        """Read the typed wall time anew, for its zone is another."""
        text = self.input.text()
        self._kept = ("", None)
        self.input.setText(text)
        self.check()
        self._show_echo()
