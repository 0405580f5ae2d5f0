"""What the radar says in the user's language."""

from datetime import date

from liaison_desk.foundation.core.paging import Listing
from liaison_desk.foundation.qt.paint import ChipLook
from liaison_desk.partnership.records import RadarLine, Urgency, Validity, ValidityType
from liaison_desk.partnership.rules.radar import begins, urgency
from liaison_desk.partnership.words import ends
from liaison_desk.screens.saying import SayingToday


class RadarWords(SayingToday):
    """Words of ends of validity."""

    def type(self, one: ValidityType) -> str:
        """Return what kind of thing it is that ends."""
        return ends.type_words(self.language, one)

    def what(self, line: RadarLine) -> str:
        """Return what a line is about."""
        return ends.what(self.language, line)

    def falls(self, line: RadarLine) -> str:
        """Return what falls on a line's day."""
        return ends.falls(self.language, line, self.dated(line.day))

    def cause(self, line: RadarLine) -> str:
        """Return what falls on a line's day, and how far that is."""
        return f"{self.how_far(line)} · {ends.cause_words(self.language, line)}"

    def how_far(self, line: RadarLine) -> str:
        """Return how far its day is."""
        return ends.how_far(self.language, line, self.today())

    def begin(self, line: RadarLine) -> str:
        """Return when something has to be done about it; that it is time is said."""
        if line.ended is not None:
            return ""
        return self.language.tr("at once") if line.begin <= self.today() else self.day(line.begin)

    def tone(self, line: RadarLine) -> str:
        """Return the tone of its day."""
        return "t3" if line.ended is not None else ends.TONES[line.urgency]

    def chips(self, one: Validity) -> list[ChipLook]:
        """Return what an end date is, and how near it is."""
        kind = ChipLook(self.type(one.type), "acc", ends.ICONS[one.type])
        if one.ended is not None:
            return [kind, ChipLook(self.language.tr("Watched no more"))]
        near = urgency(one.expires, begins(one.expires, one.lead), self.today())
        tone = {Urgency.PAST: "red", Urgency.NOW: "amb"}.get(near, "neutral")
        return [kind, ChipLook(self.far(one.expires), tone)]

    def far(self, day: date) -> str:
        """Return how far a day is."""
        days, tr = (day - self.today()).days, self.language.tr
        return tr("today") if days == 0 else tr("in {n} d", n=days) if days > 0 else tr("{n} d ago", n=-days)

    def headed(self, listing: Listing) -> Listing:
        """Return a listing whose groups are called as the user reads them."""
        groups = tuple(
            type(one)(one.start, one.count, ends.urgency_words(self.language, one.label)) for one in listing.groups
        )
        return Listing(listing.ids, groups)

    def spoken(self, line: RadarLine) -> str:
        """Return a line as it is read out."""
        return ", ".join(filter(None, (self.best(line.title), self.what(line), self.falls(line), self.how_far(line))))
