"""What is composed on the page: a template that nobody has changed, or a packet, which the first change makes of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from liaison_desk.briefings.records import Packet, PacketItem, PacketRequest, Template
from liaison_desk.briefings.rules import keyed, request_of
from liaison_desk.briefings.service.packets import PacketBook
from liaison_desk.briefings.ui.keeping import Change, PacketKeeper
from liaison_desk.briefings.words import packet_title
from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui

_PACKET, _TEMPLATE = "briefings/packet", "briefings/template"


class Asks(Protocol):
    """The form that says what is asked for beside the outline."""

    @property
    def template(self) -> Template:
        """The template that is chosen."""

    def request(self) -> PacketRequest | None:
        """Return what is asked for; None while a field means nothing."""


class Composer(QObject):
    """Changes what is composed, and remembers which packet was on show last."""

    begun = Signal()
    """The first change made a packet of a template."""

    def __init__(
        self,
        ui: Ui,
        book: PacketBook,
        profile: Callable[[], DeskProfile],
        form: Asks,
        usual: Callable[[Template], tuple[date, date]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._book = book
        self._profile = profile
        self._form = form
        self._usual = usual
        self._span: tuple[date, date] | None = None
        self._remembered = (ui.memory.text(_PACKET), ui.memory.text(_TEMPLATE))
        self.keeper = PacketKeeper(ui, book, self)
        self.keeper.kept.connect(self._remember)

    @property
    def packet(self) -> Packet | None:
        """The packet, with every change; None for a template that nobody has changed."""
        return self.keeper.packet

    @property
    def remembered(self) -> tuple[str, str]:
        """The uid of the packet, and the name of the template, that were on show when the program ended last; "" for none."""
        return self._remembered

    def items(self) -> tuple[PacketItem, ...]:
        """Return the entries of what is composed."""
        return self.packet.items if self.packet is not None else keyed(self._form.template.sections)

    def request(self) -> PacketRequest | None:
        """Return what is asked for, as the form says it now; None while a field of that means nothing."""
        asked = self._form.request()
        return asked if asked is None or self.packet is None else request_of(replace(self.packet, asked=asked))

    def show(self, packet: Packet | None) -> None:
        """Compose another packet, or the template that the form has chosen."""
        self._span = None
        self.keeper.show(packet)
        self._remember()

    def recall(self, uid: str, found: Callable[[Packet], None]) -> None:
        """Look for a packet by its uid, and hand it over unless something else is composed by then."""

        def look() -> Packet | None:
            try:
                return self._book.called(uid)
            except DeskError:
                return None  # it is gone, or of another desk

        def done(packet: Packet | None) -> None:
            if packet is not None and self.packet is None:
                found(packet)

        self._ui.jobs.database.run(look, done, owner=self)

    def note_span(self, since: date, until: date) -> None:
        """Note the period that was taken for what is asked for."""
        self._span = since, until

    def edit(
        self, change: Change, label: str, *, typed: bool = False, then: Callable[[], object] | None = None
    ) -> None:
        """Change the packet; see ``PacketKeeper.edit``. A template becomes a packet first."""
        if self.packet is None:
            self.keeper.begin(self._begin())
            self.keeper.edit(change, label, typed=typed, then=then)
            self.begun.emit()
        else:
            self.keeper.edit(change, label, typed=typed, then=then)

    def take_form(self) -> None:
        """Let a packet be asked for as the form says now; a template stays as it is."""
        asked, packet, nations = self._form.request(), self.packet, load_nations()
        if (
            packet is None
            or asked is None
            or asked == packet.asked
            or any(one not in nations for one in asked.audience)
        ):
            return  # the name of a nation is half typed, or none: whoever makes the packet says so
        self.edit(lambda packet: replace(packet, asked=asked), "Change a packet", typed=True)

    def rename(self, said: str) -> None:
        """Call the packet otherwise, in the user's language.

        What was made of the template in the other language goes, and so does a marking that nobody chose.
        """
        side = self._profile().side_of(self._ui.language.code)

        def change(packet: Packet) -> Packet:
            made, marking = self._made_title(packet), packet.marking
            title = packet.title.rewritten(side, said)
            if packet.title.side(side.other) == made.side(side.other):
                title = Bilingual(said) if side is Side.HOST else Bilingual("", said)
            if packet.title == made and self._profile().default_marking is None:
                marking = None
            return replace(packet, title=title, marking=marking)

        self.edit(change, "Change a packet")

    def _begin(self) -> Packet:
        """Return the packet of the template: about the days it is about now, called by its title and those."""
        template = self._form.template
        asked = self._form.request() or PacketRequest(template.name)
        since, until = self._span or self._usual(template)
        since, until = asked.since or since, asked.until or until
        title = packet_title(template, since, until, self._profile())
        packet = self._book.begin(template, title, replace(asked, since=since, until=until, order=None))
        items = tuple(_ordered(item, asked) for item in packet.items)
        # Made of fixed words alone, the title says nothing; what somebody writes in its place is marked as the desk's texts are.
        return replace(packet, items=items, marking=packet.marking or self._plain())

    def _plain(self) -> Marking:
        return Marking(self._profile().home)

    def _made_title(self, packet: Packet) -> Bilingual:
        """Return the title that was made of the packet's template and period."""
        asked, template = packet.asked, self._form.template
        if template.name != asked.template or asked.since is None or asked.until is None:
            return Bilingual()
        return packet_title(template, asked.since, asked.until, self._profile())

    def _remember(self) -> None:
        memory, packet = self._ui.memory, self.packet
        memory.keep(_PACKET, packet.uid if packet is not None else "")
        if packet is None:
            memory.keep(_TEMPLATE, self._form.template.name)


def _ordered(item: PacketItem, asked: PacketRequest) -> PacketItem:
    """Return an entry that lists people in the order asked for."""
    if asked.order is None or "order" not in item.options:
        return item
    return replace(item, options={**item.options, "order": asked.order.value})
