"""The small form of a turnover note, over whatever page its record is shown on."""

from collections.abc import Callable

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD
from liaison_desk.partnership.records import TurnoverNote
from liaison_desk.partnership.service.turnover_notes import TurnoverNotes
from liaison_desk.partnership.ui.turnover.words import Words
from liaison_desk.screens.form import RecordForm, record_dialog


class NoteForm(RecordForm[TurnoverNote]):
    """Why it matters, what comes next, what is sensitive; ``about`` is the record."""

    def __init__(self, ui: Ui, words: Words, base: TurnoverNote, about: RecordRef) -> None:
        super().__init__(ui, words, lambda _kind, _words: [], base, label_width=128)
        tr = ui.language.tr
        said = tr("{kind}: {title}", kind=words.kind(about.kind), title=about.label)
        self.add_wide(Text(ui, said, weight=SEMIBOLD, wrap=True))
        self.add_text("why", tr("&Why it matters"), rows=2)
        self.add_text("next", tr("What comes &next"), rows=2)
        self.add_text("sensitivities", tr("&Sensitivities"), rows=2)
        self.add_marking()


def ask_note(ui: Ui, notes: TurnoverNotes, profile: Callable[[], DeskProfile], ref: RecordRef) -> None:
    """Open the turnover note of a record, or begin it; whose record is not there any more is told."""
    tr = ui.language.tr

    def read() -> tuple[RecordRef | None, TurnoverNote]:
        return notes.about(ref.kind, ref.id), notes.of(ref.kind, ref.id)

    def show(found: tuple[RecordRef | None, TurnoverNote]) -> None:
        about, note = found
        if about is None:
            ui.notify(tr("No turnover note can be written about this."), None)
            return
        form = NoteForm(ui, Words(ui.language, profile, ui.clock), note, about)
        ui.ask.form(
            record_dialog(
                ui, form, note, (tr("New turnover note"), tr("Turnover note")), tr("Add note"), commit=notes.save,
                read=notes.one, saved=lambda _: ui.notify(tr("Turnover note kept"), None), width=640,
            )
        )  # fmt: skip

    ui.jobs.database.run(read, show, lambda error: ui.notify(ui.words(error), None))
