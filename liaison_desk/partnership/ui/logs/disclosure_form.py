"""The form of an entry of the disclosure log."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Final

from liaison_desk.domain.kinds import kind_words
from liaison_desk.domain.typed import parse_time
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Choice, MomentField, PickRecord, TextField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.partnership.records import Disclosure, Manner
from liaison_desk.partnership.ui.logs.fields import AsWrittenField, NationField, onward_field
from liaison_desk.partnership.ui.logs.words import LogWords
from liaison_desk.screens.form import RecordForm, Suggest

ABOUT: Final = (
    "meeting",
    "portion",
    "event",
    "task",
    "exercise",
    "milestone",
    "lesson",
    "arrangement",
    "opportunity",
    "person",
    "organization",
)
"""Kinds of records that something disclosed may be about."""
_EACH: Final = 3


class DisclosureForm(RecordForm[Disclosure]):
    """Field names are the record's; ``about`` is the record it is about, and ``at`` an instant, shown in the entry's zone."""

    OWNERS: ClassVar[tuple[str, ...]] = ("giver", "receiver")

    def __init__(self, ui: Ui, words: LogWords, suggest: Suggest, base: Disclosure) -> None:
        super().__init__(ui, words, suggest, base)
        self._log = words
        tr = ui.language.tr
        self.add_text("title", tr("&Title"))
        self.add_field("manner", tr("&How"), Choice(ui, [(one, words.manner(one)) for one in Manner]))
        self.add_field(
            "at", tr("&When"), MomentField(ui, self._read_moment, self._show_moment, words.instant, "2026-11-24 0900")
        )
        hint = tr("A contact, or a name")
        self.add_owner("giver", tr("&Given by"), hint)
        self.giver_nation = self.add_field("giver_nation", tr("For nation"), NationField(ui, words))
        self.add_owner("receiver", tr("&Received by"), hint)
        self.add_field("receiver_nation", tr("For nation"), NationField(ui, words))
        self.source = self.add_field(
            "source_marking", tr("&Marking of the source"), AsWrittenField(ui, words, self._originator),
            tr("It is kept to the letter, whatever the desk makes of it."),
        )  # fmt: skip
        self.giver_nation.changed.connect(self.source.read_again)
        self.add_field("copy", tr("&Copy number"), TextField(ui))
        self.add_field("medium", tr("Me&dium"), TextField(ui, tr("Paper, slides, by telephone")))
        self.add_day("disposed", tr("Given &back or destroyed"))
        self.add_section(tr("Permission to pass it on"))
        self.add_field(
            "about", tr("&About the record"), PickRecord(ui, self._find, tr("A meeting, a note, a task, an exercise")),
        )  # fmt: skip
        self.help = Text(
            ui,
            tr(
                "A permission opens the very record named here, and this entry; nothing else. That of a meeting does not cover its notes: "
                "name the note in an entry of its own. A note goes along only where its meeting may go, too. "
                "A permission never widens a release list: then the originator gives a new marking."
            ),
            Size.SECONDARY, tone="t2", wrap=True,
        )  # fmt: skip
        self.add_wide(self.help)
        self.onward = onward_field(ui, words, suggest)
        self._names.append("onward")
        self.add("onward", tr("&Permissions"), self.onward)
        self.add_section(tr("Beside that"))
        self.add_text("note", tr("&Note"), rows=2)
        self.add_marking()

    def shown(self, record: Disclosure, name: str) -> Any:
        """Return what a field shows of an entry."""
        if name == "at":
            return to_utc(record.at, record.zone)
        if name == "about":
            return RecordRef(record.about_kind, record.about_id, record.about) if record.about_kind else None
        return super().shown(record, name)

    def settled(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values of the record."""
        at, about = values["at"], values["about"]
        if at is None:
            raise InvalidError([Problem("at", "Say when it was disclosed.")])
        values["at"] = self._log.wall(at, self.base.zone)
        kept = about is not None and (about.kind, about.id) == (self.base.about_kind, self.base.about_id)
        values["about"] = self.base.about if kept else about.label if about else ""
        values |= {"about_kind": about.kind if about else "", "about_id": about.id if about else 0}
        if not kept:
            values["about_uid"] = ""
        return values

    def _originator(self) -> str:
        try:
            return str(self.giver_nation.value())
        except DeskError:
            return ""

    def _find(self, typed: str) -> Sequence[RecordRef]:
        language = self.words.language
        return [
            RecordRef(kind, ref.id, f"{ref.label} ({kind_words(language, kind)})")
            for kind in ABOUT
            for ref in self._suggest(kind, typed)[:_EACH]
        ]

    def _read_moment(self, text: str) -> datetime:
        profile, now = self.words.profile(), self.words.clock.now()
        found = parse_time(text, (self.base.zone, profile.host_zone, profile.home_zone, "UTC"), now)
        if found.all_day:
            raise DeskError("Type the time too, as in 2026-11-24 0900 or 241600ZNOV26.")
        return found.at

    def _show_moment(self, at: datetime) -> str:
        return f"{self._log.wall(at, self.base.zone):%Y-%m-%d %H%M}"
