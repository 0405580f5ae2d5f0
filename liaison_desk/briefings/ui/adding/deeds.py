"""Adding to the outline: from the menu, from a search, from files that were chosen or dropped on the page."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.briefings.records import TEXT, PacketItem
from liaison_desk.briefings.ui.adding.files import ENDINGS, FILTER, TakenFile, file_items, files_dialog, read_files
from liaison_desk.briefings.ui.adding.menu import adding_menu
from liaison_desk.briefings.ui.adding.record import record_dialog
from liaison_desk.briefings.ui.composing import Composer
from liaison_desk.briefings.ui.outline.deeds import OutlineDeeds, add, fresh
from liaison_desk.briefings.ui.outside import Outside
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.tasks.ui.words import Words


class AddingDeeds:
    """Adds behind the entry that is chosen; ``written`` hears of an entry that waits for its words."""

    def __init__(
        self, ui: Ui, words: Words, composer: Composer, deeds: OutlineDeeds, outside: Outside,
        page: QWidget, current: Callable[[], str], written: Callable[[str], object], failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        self._ui = ui
        self._words = words
        self._composer = composer
        self._deeds = deeds
        self._outside = outside
        self._page = page
        self._current = current
        self._written = written
        self._failed = failed

    def menu(self) -> QMenu:
        """Return the menu of what can be added."""
        marking = self._words.profile().default_marking
        return adding_menu(self._ui, self._page, marking, self.add, self.ask_record, self.ask_file)

    def add(self, item: PacketItem) -> None:
        """Add an entry; words that are to be written are asked for at once."""
        added = self._deeds.add(self._current(), [item])
        if item.kind == TEXT:
            self._written(added[0].key)

    def ask_record(self) -> None:
        """Ask for a single record."""
        self._ui.ask.form(record_dialog(self._ui, self._outside, self.add))

    def ask_file(self) -> None:
        """Ask for pictures and PDF files."""
        tr = self._ui.language.tr
        paths = self._ui.ask.open_files(tr("Add pictures or PDF files"), f"{tr('Pictures and PDF files')} ({FILTER})")
        self.take(paths)

    def take(self, paths: Sequence[Path]) -> None:
        """Read files, look at them, and ask for their marking; none is taken if one of them may not go in."""
        if paths:
            self._ui.jobs.render.run(lambda: read_files(paths), self._ask_about, self._failed, owner=self._page)

    def takes(self, paths: Sequence[Path]) -> bool:
        """Tell whether what is dropped are files that may go into a packet."""
        return bool(paths) and all(path.suffix.lower() in ENDINGS for path in paths)

    def _ask_about(self, files: Sequence[TakenFile]) -> None:
        marking = self._words.profile().default_marking

        def keep(like: PacketItem) -> None:
            if self._composer.packet is None:
                self._composer.edit(lambda packet: packet, "Save a packet")
            added = add(self._current(), [fresh(item) for item in file_items(files, like)])
            contents = {file.digest: file.data for file in files}
            self._composer.keeper.add_files(added, contents, "Add to a packet", self._failed)

        self._ui.ask.form(files_dialog(self._ui, self._words, files, marking, keep))


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the files of this machine that are dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
