"""The Briefings page: packets composed from entries, kept as they change, previewed as the very file, and let out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.briefings.records import (
    PACKET,
    PACKET_FINAL,
    Packet,
    PacketFinal,
    PacketItem,
    PacketRequest,
)
from liaison_desk.briefings.rules import entry_of
from liaison_desk.briefings.service.composing import Briefings, Prepared
from liaison_desk.briefings.service.packets import PacketBook
from liaison_desk.briefings.ui.adding.deeds import AddingDeeds, dropped_files
from liaison_desk.briefings.ui.building import Made
from liaison_desk.briefings.ui.composing import Composer
from liaison_desk.briefings.ui.editing import EditingPlace
from liaison_desk.briefings.ui.formats import formats_menu
from liaison_desk.briefings.ui.going_out import Gone, Keep
from liaison_desk.briefings.ui.looking import Looking
from liaison_desk.briefings.ui.outline.deeds import OutlineDeeds, entry_menu
from liaison_desk.briefings.ui.outside import Outside
from liaison_desk.briefings.ui.packets.acts import PacketActs
from liaison_desk.briefings.ui.packets.choosing import saved_words
from liaison_desk.briefings.ui.packets.finals import FinalsDialog
from liaison_desk.briefings.ui.page import RECORDS, PacketPage
from liaison_desk.briefings.ui.refused import Refused
from liaison_desk.briefings.ui.sealing import seal_dialog
from liaison_desk.briefings.words import entry_title
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import DeskError, NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import open_below
from liaison_desk.tasks.ui.words import Words

_SHORT = 12
"""Digits of a digest that are shown."""


class BriefingsPage(PacketPage):
    """Composes packets. A template is only previewed until something of it is changed; then it is a packet, and kept."""

    kinds = RECORDS | {PACKET, PACKET_FINAL, "attachment"}

    def __init__(
        self, ui: Ui, briefings: Briefings, book: PacketBook, profile: Callable[[], DeskProfile], outside: Outside,
        base: PacketRequest | None = None,
    ) -> None:  # fmt: skip
        self._book = book
        self.words = Words(ui.language, profile, ui.clock)
        self.editing = EditingPlace(ui, self.words, outside, lambda item: entry_title(item, ui.language, profile()))
        self._lost = 0
        super().__init__(ui, briefings, profile, base, outside=outside)
        self.composer = Composer(ui, book, profile, self.inspector, briefings.usual_period, self)
        self.editing.attach(self.inspector, self.composer)
        self.keeper = self.composer.keeper
        self.refused = Refused(ui, self.keeper, self.message, self._take_typed)
        self.looking = Looking(self.composer, self.inspector, self.preview, self._entry_called, self)
        chosen = self.outline.list
        self.deeds = OutlineDeeds(ui, self.items, self.composer.edit, chosen.choose, outside.undo)
        self.adding = AddingDeeds(
            ui, self.words, self.composer, self.deeds, outside, self, chosen.current_key, self.edit_entry,
            self.message.show_error,
        )  # fmt: skip
        self.packets = PacketActs(
            ui, book, briefings, self.keeper, profile, outside, self, self, self.message.show_error
        )  # fmt: skip
        self._connect_outline()
        self.setAcceptDrops(True)
        self._begin()

    # What the window asks ---------------------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        """Make the packet anew where its records changed, and read the packets where those did."""
        super().refresh(changes)
        if changes is not None and self._lost in changes.ids.get(PACKET, ()):
            self.packets.look_for(self._lost)
        if changes is None or changes.touches(PACKET, PACKET_FINAL):
            self.packets.read()
            self.keeper.look_again()
        if changes is None:
            self._ui.jobs.database.run(self._briefings.spoilt, self._on_spoilt, owner=self)

    def show_record(self, record_id: int) -> None:
        """Show a packet that is kept."""
        self.packets.open(record_id)

    def new_record(self) -> None:
        """Ask for a template to begin a packet with."""
        self.packets.begin(self.template().name)

    def may_close(self) -> bool:
        """Keep what was typed last; ask before the window closes on words that the desk refuses to keep."""
        return self.refused.may_close()

    def take_back(self) -> str:
        """Keep what is typed, which undo takes back, or take back what the desk refused; return what that was, "" for nothing."""
        self.composer.take_form()
        self.keeper.save()
        return self.keeper.take_back()

    # What is on show --------------------------------------------------------------------------------------------------

    def in_hand(self) -> RecordRef | None:
        """Return the packet on show, once it is kept."""
        packet = self.keeper.packet
        return RecordRef(PACKET, packet.id) if packet is not None and packet.id else None

    def request(self) -> PacketRequest | None:
        """Return what is asked for."""
        return self.composer.request()

    def items(self) -> tuple[PacketItem, ...]:
        """Return the entries of what is composed."""
        return self.composer.items()

    def show_packet(self, packet: Packet) -> None:
        """Show a packet that is kept, unless words would be lost that the desk refuses to keep."""
        if not self.refused.may_leave():
            return
        self._forget()
        self.composer.show(packet)
        self.building.start()

    def show_template(self, name: str) -> None:
        """Show a template that nobody has changed, unless words would be lost that the desk refuses to keep."""
        if not self.refused.may_leave():
            return
        self._forget()
        self.inspector.offer_templates(self._briefings.templates())
        self.inspector.show_template(name)
        self.composer.show(None)
        self.building.start()

    def let_go(self) -> None:
        """Forget what was typed into the packet on show: it is not wanted any more."""
        self.keeper.begin(None)
        self.inspector.forget()

    def edit_title(self) -> None:
        """Let title and marking of the packet be changed, in both languages."""
        self.editing.edit_title()

    def edit_entry(self, key: str) -> None:
        """Let an entry be edited in the place of the packet's form."""
        self.outline.list.choose(key)
        self.editing.edit(key)

    def rename_entry(self, key: str) -> None:
        """Let the title of an entry be typed."""
        self.outline.list.choose(key)
        self.editing.edit(key, "title")

    def go_to_page(self, page: int) -> None:
        """Show a page."""
        self.preview.go_to(page)

    def show_entry(self, key: str, page: int) -> None:
        """Show an entry on its page; without a key the page alone."""
        self.preview.go_to(page)
        self.outline.list.choose(key)

    def show_form(self) -> None:
        """Show what is asked for."""
        self.editing.leave()
        self.panes.show_right()

    def tell_why(self, key: str) -> None:
        """Tell why an entry stays out."""
        self.show_form()
        self.inspector.withheld.show_why(key)

    # Drops ------------------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures and PDF files; what else is dropped here is for the window."""
        if event.source() is None and self.adding.takes(dropped_files(event)):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        event.acceptProposedAction()
        self.adding.take(dropped_files(event))

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when another page is opened."""
        self.composer.take_form()
        self.keeper.save()
        super().hideEvent(event)

    # Inside -----------------------------------------------------------------------------------------------------------

    def _right(self) -> QWidget:
        return self.editing

    def _keeps(self) -> Keep | None:
        return self._keep_finals

    def _called(self) -> str:
        packet = self.keeper.packet
        return packet.title.in_code(self._ui.language.code, self._profile) if packet is not None else super()._called()

    def _front(self) -> Marking | None:
        return self.keeper.packet.marking if self.keeper.packet is not None else None

    def _summary(self) -> str:
        packet, tr = self.keeper.packet, self._ui.language.tr
        if packet is None:
            return "  ·  ".join([*self._pages(), tr("a template, not kept")])
        if not self.keeper.is_kept or packet.updated_at is None:
            return "  ·  ".join([*self._pages(), tr("being saved…")])
        at = saved_words(packet.updated_at, self._profile.host_zone, self._ui.clock.now())
        return "  ·  ".join([*self._pages(), tr("saved {time}", time=at)])

    def _begin(self) -> None:
        """Show what was on show last."""
        uid, template = self.composer.remembered
        if template and template in {one.name for one in self._briefings.templates()}:
            self.inspector.show_template(template)
        if uid:
            self.composer.recall(uid, self.show_packet)

    def _connect_outline(self) -> None:
        outline, chosen = self.outline, self.outline.list
        outline.chosen.connect(self._on_chosen)
        outline.renamed.connect(self.composer.rename)
        outline.packets_wanted.connect(
            lambda: open_below(self.packets.menu(self.template().name), outline.packets_button)
        )
        outline.history_wanted.connect(self.show_history)
        outline.adding_wanted.connect(lambda button: open_below(self.adding.menu(), button))
        chosen.move_wanted.connect(self.deeds.move)
        chosen.edit_wanted.connect(self.edit_entry)
        chosen.duplicate_wanted.connect(self.deeds.duplicate)
        chosen.remove_wanted.connect(lambda key: self.deeds.remove(key, self._entry_called(key)))
        chosen.menu_wanted.connect(self._open_menu)
        self.editing.turned.connect(self._on_turned)
        self.keeper.changed.connect(self._on_packet)
        self.keeper.kept.connect(self.show_outline)
        self.keeper.gone.connect(self._on_gone)
        self.composer.begun.connect(lambda: outline.ask_title(focus=False))
        inspector = self.inspector
        inspector.withheld.entry_wanted.connect(self.edit_entry)
        inspector.checks.go_wanted.connect(self.looking.go_to)
        inspector.formats_wanted.connect(lambda button: open_below(self.formats_menu(), button))

    def show_history(self) -> None:
        """Show what went out of the packet."""
        packet = self.keeper.packet
        if packet is not None and packet.id:
            self._ui.ask.form(FinalsDialog(self._ui, self._book, packet, self._called(), self._profile.host_zone))
        else:
            self._ui.notify(self._ui.language.tr("A template that is not kept has not gone out."), None)

    def formats_menu(self) -> QMenu:
        """Return the ways to export."""
        return formats_menu(self._ui, self, self.export, self.export_sealed, self.export_word, self.save_report)

    def export_word(self) -> None:
        """Export the packet as a Word file."""
        if (made := self._ready()) is not None:
            self.going_out.export_word(made)

    def export_sealed(self) -> None:
        """Ask for a password or a signature, and export the packet closed with it."""
        if (made := self._ready()) is not None:
            self._ui.ask.form(
                seal_dialog(self._ui, self._briefings, lambda wanted: self.going_out.export(made, wanted))
            )

    def _open_menu(self, at: QPoint) -> None:
        chosen = self.outline.list
        place = chosen.rows_model.entry_at(chosen.currentIndex())
        item = entry_of(self.items(), chosen.current_key())
        if item is not None:
            row = chosen.rows_model.rows[place]
            entry_menu(self._ui, self, item, row, self.deeds, self, self._entry_called(item.key)).popup(at)

    def _entry_called(self, key: str) -> str:
        """Return what an entry is called in the outline, where the officer looks for it."""
        return next((row.title for row in self.outline.list.rows_model.rows if row.key == key), "")

    def _hush(self) -> None:
        super()._hush()
        self.refused.say()

    def _forget(self) -> None:
        """Let go of the packet on show, which is kept."""
        self._made = self._last = self._failure = None
        self.looking.gone, self._lost = frozenset(), 0
        self.inspector.set_ready(False)
        self.inspector.forget()
        self.editing.leave()
        self.refused.forget()

    def _on_changed_form(self) -> None:
        super()._on_changed_form()
        if self.keeper.packet is None:
            self.show_outline()  # it becomes a packet once it is known which days it is about
        else:
            self.composer.take_form()
        if self.request() is None:
            self._show_checks()

    def _on_prepared(self, prepared: Prepared) -> None:
        super()._on_prepared(prepared)
        self.composer.note_span(prepared.since, prepared.until)
        self.composer.take_form()

    def _on_made(self, made: Made) -> None:
        self.looking.gone = frozenset()
        super()._on_made(made)
        self._show_checks()

    def _on_failed(self, error: Exception) -> None:
        super()._on_failed(error)
        self.composer.take_form()
        self._show_checks()
        if isinstance(error, NotFoundError):
            items = self.items()
            self._ui.jobs.database.run(lambda: self._briefings.gone(items), self._on_gone_records, owner=self)

    def _on_gone_records(self, keys: frozenset[str]) -> None:
        self.looking.gone = keys
        self._show_checks()

    def _on_packet(self) -> None:
        """Show another packet, or another state of it, and make it anew where that is asked for otherwise."""
        packet = self.keeper.packet
        if packet is not None:
            self.inspector.show_asked(packet.asked, packet.items)
        self.show_outline()
        self.editing.refill()
        request = self.request()
        if self._last is None or request != self._last.request:
            self._set_unmade()
            self.building.soon()

    def _on_chosen(self) -> None:
        """The entry that is edited follows the one that is chosen."""
        if self.editing.editing and self.outline.list.current_key():
            self.editing.show_entry(self.outline.list.current_key())

    def _on_turned(self, to_entry: bool) -> None:
        if to_entry:
            self.panes.show_right()
        else:
            self.panes.show_left()
            self.outline.list.setFocus()

    def _on_gone(self) -> None:
        packet = self.keeper.packet
        if packet is not None:
            self.show_template(packet.asked.template)
            self._lost = packet.id

    def _on_spoilt(self, errors: Sequence[DeskError]) -> None:
        self.looking.spoilt = errors
        self._show_checks()

    def _keep_finals(self, gone: Sequence[Gone], said: str) -> None:
        if self.keeper.packet is None:
            self._ui.notify(said, None)
            return

        def work(packet: Packet) -> list[PacketFinal]:
            return self._book.let_out_all(packet.id, gone)

        def done(finals: Sequence[PacketFinal]) -> None:
            last, tr = finals[-1], self._ui.language.tr
            digest = last.sha256[:_SHORT]
            if len(finals) == 1:
                kept = tr("Kept as no. {n}, SHA-256 {digest}…", n=last.number, digest=digest)
            else:
                kept = tr("Kept as nos. {first} to {last}.", first=finals[0].number, last=last.number)
            self._ui.notify(f"{said} {kept}", None)

        self.keeper.ask(work, done, self.message.show_error)

    def _show_checks(self) -> None:
        self.looking.show(self._made, self._failure)

    def _take_typed(self) -> bool:
        """Change the packet by what is being typed; false where some of that means nothing."""
        whole = self.composer.take_form()
        self.outline.take_title()
        return whole
