"""The organizations that take part: found among the contacts' organizations by typing, or named as they are typed."""

from typing import Final

from liaison_desk.calendar.records import Party
from liaison_desk.calendar.ui.fields.people_field import Suggest
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import FinderLine
from liaison_desk.foundation.qt.fields.several import NamesField

ORGANIZATION: Final = "organization"


class PartiesField(NamesField[Party]):
    """Organizations in their order, each a chip; ``value`` is a tuple of Parties."""

    def __init__(self, ui: Ui, suggest: Suggest) -> None:
        words = ui.language.tr("Find an organization, or type its name")
        super().__init__(ui, FinderLine(ui, lambda text: suggest(ORGANIZATION, text), words))

    def typed(self, words: str) -> Party:
        """Return an organization that is on no list."""
        return Party(words)

    def found(self, ref: RecordRef) -> Party:
        """Return one of the desk's organizations."""
        return Party(ref.label, ref.id)

    def record_of(self, item: Party) -> int:
        """Return the id of the desk's organization."""
        return item.organization_id
