"""The field of an event's start or end: typed as it is spoken, echoed in three zones, with a word where the clocks change."""

from collections.abc import Callable
from datetime import date, datetime

from liaison_desk.calendar.ui.fields.moments import doubt_in, reader, show_moment
from liaison_desk.calendar.words.wording import Wording, town_of
from liaison_desk.domain.dtg import DtgStyle, format_dtg, three_zones
from liaison_desk.domain.zones import Doubt, to_local
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import MomentField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size


class WallTimeField(MomentField):
    """A moment on the wall clock of a zone that may change while one types; ``base`` is the day of a time typed alone."""

    def __init__(self, ui: Ui, wording: Wording, zone: Callable[[], str], base: Callable[[], date]) -> None:
        profile = wording.profile()
        self._zone = zone
        self._base = base
        self._others = (profile.host_zone, profile.home_zone, "UTC")
        self._wording = wording
        self._doubt_line = Text(ui, "", Size.SECONDARY, tone="amb", wrap=True)
        self._doubt_line.hide()

        def echo(at: datetime) -> str:
            return three_zones(at, profile.host_zone, profile.home_zone).line

        super().__init__(
            ui,
            reader(zone, self._others, ui.clock.now, base),
            lambda at: show_moment(at, zone()),
            echo,
            "2026-11-24 0900",
        )
        self.body.addWidget(self._doubt_line)

    def doubt(self) -> str:
        """Return what is said about a wall time that does not exist, or comes twice; empty for a clear one."""
        return self._doubt_line.text_whole() if not self._doubt_line.isHidden() else ""

    def read_again(self) -> None:
        """Read the typed wall time anew, for its zone is another."""
        text = self.input.text()
        self._kept = ("", None)
        self.input.setText(text)
        self.check()
        self._show_echo()

    def _show_echo(self) -> None:
        super()._show_echo()
        text = self.input.text().strip()
        found = doubt_in(text, self._zone(), self._others, self.ui.clock.now(), self._base()) if text else None
        if found is not None:
            doubt, typed = found
            tr, town = self.ui.language.tr, town_of(typed.zone)
            group = format_dtg(typed.at, style=DtgStyle.SPACED)
            if doubt is Doubt.TWICE:
                words = tr(
                    "{time} comes twice in {town} that day, for the clocks go back. The first is meant: {group}. For the second, choose Zulu as the time zone.",
                    time=f"{typed.wall:%H%M}", town=town, group=group,
                )  # fmt: skip
            else:
                words = tr(
                    "{time} does not exist in {town} that day, for the clocks go forward. {moved} is meant: {group}.",
                    time=f"{typed.wall:%H%M}", town=town, moved=f"{to_local(typed.at, typed.zone):%H%M}", group=group,
                )  # fmt: skip
            self._doubt_line.set_text(words)
        self._doubt_line.setVisible(found is not None)
