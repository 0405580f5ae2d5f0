"""Partnership as files hold it."""

from dataclasses import replace

from liaison_desk.app.desk import Desk
from liaison_desk.exchange.archive.document import ArchiveContent


def with_partnership(desk: Desk, content: ArchiveContent, *, visitors: bool = False) -> ArchiveContent:
    """Return content with all that partnership keeps outside the trash.

    The personal data of ``visitors`` stay in the desk unless they are asked for: what they are exported to would not erase them on their day.
    """
    return replace(
        content,
        sites=tuple(desk.sites.everything()),
        arrangements=tuple(desk.arrangements.everything()),
        opportunities=tuple(desk.opportunities.everything()),
        visits=tuple(desk.visits.everything()),
        visitors=tuple(desk.visitors.everything()) if visitors else (),
        validities=tuple(desk.validities.everything()),
        disclosures=tuple(desk.disclosures.everything()),
        gifts=tuple(desk.gifts.everything()),
        turnovers=tuple(desk.turnovers.everything()),
        turnover_notes=tuple(desk.turnover_notes.everything()),
    )
