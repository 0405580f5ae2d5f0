"""The part of a desk that partnership is: its services, made when first asked for, and the permissions that packets honour."""

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from liaison_desk.calendar.service import Calendars
from liaison_desk.foundation.core.location import own_gift_rules, own_protocols, own_turnover
from liaison_desk.foundation.database.attachments import Attachments
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.links import Links
from liaison_desk.profile.service import Profile
from liaison_desk.tasks.service import Tasks

if TYPE_CHECKING:
    from liaison_desk.briefings.sections.partnership_books import PartnershipBooks
    from liaison_desk.briefings.service.finals import FinalBook
    from liaison_desk.foundation.core.searching import Hit
    from liaison_desk.partnership.records import RadarLine
    from liaison_desk.partnership.records.visit_lines import VisitLine
    from liaison_desk.partnership.service.arrangements import Arrangements
    from liaison_desk.partnership.service.disclosures import Disclosures
    from liaison_desk.partnership.service.gifts import Gifts
    from liaison_desk.partnership.service.opportunities import Opportunities
    from liaison_desk.partnership.service.radar import Radar
    from liaison_desk.partnership.service.turnover_notes import TurnoverNotes
    from liaison_desk.partnership.service.turnovers import Turnovers
    from liaison_desk.partnership.service.validities import Validities
    from liaison_desk.partnership.service.visitors import Visitors
    from liaison_desk.partnership.service.visits import Sites, Visits

_NOTE = "turnover note"


class WithPartnership:
    """What a desk has for partnership; no start waits for it."""

    database: Database
    profile: Profile
    tasks: Tasks
    calendars: Calendars
    attachments: Attachments
    links: Links

    def with_notes(self, hits: "list[Hit]") -> "list[Hit]":
        """Let hits that are turnover notes say about which record they are; those about what lies in the trash are left out."""
        if not any(one.kind == _NOTE for one in hits):
            return hits
        about = self.turnover_notes.titles([one.id for one in hits if one.kind == _NOTE])
        return [
            replace(one, where=about[one.id]) if one.id in about else one
            for one in hits
            if one.kind != _NOTE or one.id in about
        ]

    @cached_property
    def arrangements(self) -> "Arrangements":
        """Arrangements; their obligations become tasks."""
        from liaison_desk.app.between.obligations import ObligationTasks
        from liaison_desk.partnership.service.arrangements import Arrangements

        return Arrangements(self.database, self.profile.get, ObligationTasks(self.tasks))

    @cached_property
    def opportunities(self) -> "Opportunities":
        """Opportunities."""
        from liaison_desk.partnership.service.opportunities import Opportunities

        return Opportunities(self.database, self.profile.get, self.arrangements)

    @cached_property
    def visits(self) -> "Visits":
        """Visits."""
        from liaison_desk.app.between.visiting import CalendarOfVisits
        from liaison_desk.partnership.service.visits import Visits

        events = CalendarOfVisits(self.calendars, self.profile.get)
        return Visits(self.database, self.profile.get, events, self.gifts, own_protocols())

    @cached_property
    def sites(self) -> "Sites":
        """Places whose rules for visits are known."""
        from liaison_desk.partnership.service.visits import Sites

        return Sites(self.database, self.profile.get)

    @cached_property
    def visitors(self) -> "Visitors":
        """Personal data of visitors."""
        from liaison_desk.partnership.service.visitors import Visitors

        def papers() -> "FinalBook":
            from liaison_desk.briefings.service.finals import FinalBook

            return FinalBook(self.database, self.profile.get)

        return Visitors(self.database, self.profile.get, papers)

    @cached_property
    def validities(self) -> "Validities":
        """What ends on a day."""
        from liaison_desk.partnership.service.validities import Validities

        return Validities(self.database, self.profile.get)

    @cached_property
    def disclosures(self) -> "Disclosures":
        """The disclosure log."""
        from liaison_desk.app.between.linking import told_record
        from liaison_desk.partnership.service.disclosures import Disclosures

        return Disclosures(self.database, self.profile.get, partial(told_record, self.database))

    @cached_property
    def gifts(self) -> "Gifts":
        """The gift log."""
        from liaison_desk.partnership.service.gifts import Gifts

        return Gifts(self.database, self.profile.get, own_gift_rules())

    @cached_property
    def radar(self) -> "Radar":
        """Everything that ends on a day."""
        from liaison_desk.partnership.service.radar import Radar

        return Radar(self.database, self.profile.get)

    def pressing_ends(self) -> "list[RadarLine]":
        """Return what has to be renewed now or is past, by day."""
        from liaison_desk.partnership.records import RadarFilter

        return self.radar.coming(RadarFilter(pressing=True))

    def pressing_requests(self) -> "list[VisitLine]":
        """Return the visits whose request has to be in soon or should have been, by day."""
        return self.visits.pressing()

    @cached_property
    def turnovers(self) -> "Turnovers":
        """Turnovers of the post."""
        from liaison_desk.partnership.service.turnovers import Turnovers

        return Turnovers(self.database, self.profile.get, own_turnover())

    @cached_property
    def turnover_notes(self) -> "TurnoverNotes":
        """What a successor must know of records."""
        from liaison_desk.partnership.service.turnover_notes import TurnoverNotes

        return TurnoverNotes(self.database, self.profile.get)

    @cached_property
    def partnership_books(self) -> "PartnershipBooks":
        """All of them together, as packets ask for them, and what of other records their papers tell."""
        from liaison_desk.app.between.linking import named_records
        from liaison_desk.app.between.partnership_papers import kept_files, linked_ids
        from liaison_desk.briefings.sections.partnership_books import PartnershipBooks

        return PartnershipBooks(
            self.arrangements,
            self.opportunities,
            self.visits,
            self.sites,
            self.visitors,
            self.validities,
            self.disclosures,
            self.gifts,
            self.turnovers,
            self.turnover_notes,
            self.radar.coming,
            self.visits.itinerary,
            partial(linked_ids, self.links),
            partial(named_records, self.database),
            partial(kept_files, self.database, self.attachments),
        )
