"""Tables of arrangements, opportunities, visits and their visitors, what ends when, the two logs, and turnovers."""

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, String, literal_column

from liaison_desk.foundation.database.base import order_of, part_table, record_table, text, whole
from liaison_desk.foundation.database.references import GOES, NAMES, SEVERAL


def _two(name: str) -> tuple[Column[str], ...]:
    """Return the columns of a text in two languages."""
    return text(f"{name}_host"), text(f"{name}_home"), Column(f"{name}_state", String(4), nullable=False)


def _days(*names: str) -> tuple[Column[object], ...]:
    """Return columns of days that may not be known yet."""
    return tuple(Column(name, Date, nullable=True) for name in names)


def _word(name: str, length: int = 20, *, index: bool = False) -> Column[str]:
    """Return a column of a word out of a few."""
    return Column(name, String(length), nullable=False, index=index)


def _json(*names: str) -> tuple[Column[object], ...]:
    """Return columns of small lists."""
    return tuple(Column(name, JSON, nullable=False) for name in names)


def _contact(name: str, *repeated: str, several: bool = False) -> Column[int]:
    """Return the pointer to a contact, whose name and the like the columns beside it repeat."""
    info = {NAMES: repeated, SEVERAL: True} if several else {NAMES: repeated}
    return Column(name, ForeignKey("person.id"), nullable=True, index=True, info=info)


def _organization(name: str, repeated: str) -> Column[int]:
    return Column(name, ForeignKey("organization.id"), nullable=True, index=True, info={NAMES: (repeated,)})


# An arrangement; its state is nowhere kept, it follows from its signatures, its days, its amendments and today.
arrangement_table = record_table(
    "arrangement",
    *_two("title"),
    _word("type"),
    text("number"),
    *_two("scope"),
    *_json("subjects"),
    Column("parent_id", ForeignKey("arrangement.id"), nullable=True, index=True),
    *_days("drafted", "in_force", "review", "expiry"),
    whole("renewal_lead"),
    *_days("terminated"),
    text("reason"),
    *_two("note"),
    *_json("amendments"),
)

# A nation or an organization that is party to an arrangement.
party_table = part_table(
    "arrangement_party",
    "arrangement",
    _word("key", 40),
    text("name"),
    _word("nation", 12, index=True),
    _organization("organization_id", "name"),
)

# A signature, in order; those of amendments stand within these.
signature_table = part_table(
    "arrangement_signature",
    "arrangement",
    _word("party", 40),
    text("name"),
    _contact("contact_id", "name", "rank", "post", several=True),
    *map(text, ("rank", "post", "place")),
    Column("on", Date, nullable=True),
)

# What a party has to do.
obligation_table = part_table(
    "arrangement_obligation",
    "arrangement",
    *(_word(name, 40) for name in ("key", "party")),
    *_two("text"),
    _word("every"),
    *_days("due"),
    Column("wanted", Boolean, nullable=False),
)

# Something the two sides may do together.
opportunity_table = record_table(
    "opportunity",
    *_two("title"),
    _word("state", 12),
    *_two("detail"),
    *_json("subjects", "nations"),
    *_two("host_value"),
    *_two("home_value"),
    *_two("host_step"),
    text("host_owner"),
    _contact("host_owner_id", "host_owner"),
    *_days("host_due"),
    *_two("home_step"),
    text("home_owner"),
    _contact("home_owner_id", "home_owner"),
    *_days("home_due"),
    text("champion"),
    _contact("champion_id", "champion"),
    Column("arrangement_id", ForeignKey("arrangement.id"), nullable=True, index=True),
    text("reason"),
    *_days("since"),
    whole("rank"),
    Index("ix_opportunity_state", "state", "rank", sqlite_where=literal_column("deleted_at IS NULL")),
)

# A place whose rules for visits are known.
site_table = record_table(
    "site",
    *_two("name"),
    _organization("organization_id", "organization"),
    text("organization"),
    text("place"),
    _word("nation", 12),
    text("zone"),
    *map(whole, ("one_time", "recurring", "extended", "emergency")),
    Column("working", Boolean, nullable=False),
    text("basis"),
    *_two("note"),
)

# A visit; its itinerary are the events it is linked with.
visit_table = record_table(
    "visit",
    *_two("title"),
    _word("type", 12),
    _word("state", 12),
    _word("bound", 12),
    *_two("purpose"),
    text("number"),
    *_days("first", "last"),
    text("zone"),
    *_days("submitted", "answered", "valid_until"),
    Column("lead", Integer, nullable=True),
    *_two("uniform"),
    *_two("note"),
    text("protocol"),
    *_json("steps"),
    Index("ix_visit_first", "first", "last", "state", sqlite_where=literal_column("deleted_at IS NULL")),
)

# A place of a visit.
visit_site_table = part_table(
    "visit_site",
    "visit",
    text("name"),
    Column("site_id", ForeignKey("site.id"), nullable=True, index=True, info={NAMES: ("name",)}),
    text("host_name"),
    _contact("contact_id", "host_name", several=True),
)

# Someone who goes along on a visit.
delegate_table = part_table(
    "visit_delegate",
    "visit",
    text("name"),
    text("native"),
    _contact("contact_id", "name", "native", "rank", "post", "role", "diet"),
    text("rank"),
    _word("code", 8),
    *_days("dated"),
    text("post"),
    _word("nation", 12),
    *map(text, ("role", "diet")),
    Column("leads", Boolean, nullable=False),
)

# Someone who escorts on a visit.
escort_table = part_table(
    "visit_escort",
    "visit",
    text("name"),
    _contact("contact_id", "name", "phone", several=True),
    *map(text, ("phone", "when")),
)

# The personal data of a visitor, in this one place, until the day they are erased for good.
visitor_table = record_table(
    "visitor",
    Column("visit_id", ForeignKey("visit.id"), nullable=False, index=True),
    text("name"),
    Column("contact_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("name",), GOES: True}),
    *_days("born"),
    *map(text, ("birthplace", "nationality", "passport")),
    *_days("passport_expires"),
    text("note"),
    Column("purge_on", Date, nullable=True, index=True),
)

# Something with an end date that somebody has to renew.
validity_table = record_table(
    "validity",
    *_two("title"),
    _word("type"),
    text("holder"),
    _contact("holder_id", "holder"),
    text("issuer"),
    *_days("issued"),
    Column("expires", Date, nullable=False, index=True),
    whole("lead"),
    *_days("ended"),
    *_two("note"),
)

# Something that was told, shown or given; ``at`` is a wall time in its zone.
disclosure_table = record_table(
    "disclosure",
    *_two("title"),
    _word("manner", 8),
    Column("at", DateTime, nullable=False, index=True),
    text("zone"),
    text("giver"),
    _contact("giver_id", "giver"),
    _word("giver_nation", 12),
    text("receiver"),
    _contact("receiver_id", "receiver"),
    _word("receiver_nation", 12),
    *map(text, ("source_marking", "copy", "medium")),
    _word("about_kind"),
    whole("about_id"),
    *map(text, ("about_uid", "about")),
    *_json("onward"),
    *_days("disposed"),
    *_two("note"),
    Index("ix_disclosure_about", "about_kind", "about_id"),
)

# A gift that passed between two people.
gift_table = record_table(
    "gift",
    Column("on", Date, nullable=False, index=True),
    _word("passing", 8),
    *_two("item"),
    text("giver"),
    _contact("giver_id", "giver"),
    _word("giver_nation", 12),
    text("receiver"),
    _contact("receiver_id", "receiver"),
    _word("receiver_nation", 12),
    text("occasion"),
    Column("amount", Integer, nullable=True),
    _word("currency", 3),
    text("valued"),
    _word("disposition", 12),
    *_days("disposed"),
    text("rule"),
    *_days("report_due", "reported"),
    Column("visit_id", ForeignKey("visit.id"), nullable=True, index=True),
    *_two("note"),
)

# A turnover of the post, and what a successor must know of a record.
turnover_table = record_table(
    "turnover",
    Column("on", Date, nullable=False),
    text("officer"),
    text("successor"),
    _contact("successor_id", "successor"),
    *_two("post"),
    *_two("note"),
    *_json("steps"),
)

turnover_note_table = record_table(
    "turnover_note",
    _word("owner_kind"),
    whole("owner_id"),
    *_two("why"),
    *_two("next"),
    *_two("sensitivities"),
    Index("ix_turnover_note_owner", "owner_kind", "owner_id"),
)

# By what lists put titles in order: as it stands in one language, or else in the other.
TITLE_ORDERS = {
    table.name: (
        order_of(table.c[f"{name}_host"], table.c[f"{name}_home"], longest=64),
        order_of(table.c[f"{name}_home"], table.c[f"{name}_host"], longest=64),
    )
    for table, name in (
        (arrangement_table, "title"),
        (opportunity_table, "title"),
        (visit_table, "title"),
        (validity_table, "title"),
        (site_table, "name"),
        (disclosure_table, "title"),
        (gift_table, "item"),
    )
}
