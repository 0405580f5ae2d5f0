"""Tables of people, their posts, and organizations."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Text, literal_column

from liaison_desk.foundation.database.base import part_table, record_table, sorted_text, text, whole
from liaison_desk.foundation.database.references import NAMES


def _added(name: str) -> Column[str]:
    """Return a column of text that a later schema added: older rows have the empty text."""
    return Column(name, Text, nullable=False, server_default=literal_column("''"))


def _living(name: str, *columns: str) -> Index:
    """Return an index of the people outside the trash: it gives their ids in order and never looks at a row."""
    return Index(f"ix_person_{name}", *columns, sqlite_where=literal_column("deleted_at IS NULL"))


# An organization. ``sort`` is computed from its name on saving, so that lists sort in SQL.
organization_table = record_table(
    "organization",
    text("name_host"),
    text("name_home"),
    Column("name_state", String(4), nullable=False),
    text("short_host"),
    text("short_home"),
    Column("nation", String(12), nullable=False),
    text("kind"),
    Column("parent_id", ForeignKey("organization.id"), nullable=True, index=True),
    text("location"),
    text("zone"),
    text("notes_host"),
    text("notes_home"),
    Column("notes_state", String(4), nullable=False),
    sorted_text("sort", index=True),
)

# What an organization is called, and what it stands under, from a day on; NULL = from the beginning.
organization_name_table = part_table(
    "organization_name",
    "organization",
    Column("since", Date, nullable=True),
    text("name_host"),
    text("name_home"),
    Column("name_state", String(4), nullable=False),
    text("short_host"),
    text("short_home"),
)
organization_parent_table = part_table(
    "organization_parent",
    "organization",
    Column("since", Date, nullable=True),
    Column("parent_id", ForeignKey("organization.id"), nullable=True, index=True),
)

# A post itself, whoever holds it.
billet_table = record_table(
    "billet",
    text("title_host"),
    text("title_home"),
    Column("title_state", String(4), nullable=False),
    Column("organization_id", ForeignKey("organization.id"), nullable=True, index=True),
    text("department"),
    Column("rank_code", String(12), nullable=False),
    Column("since", Date, nullable=True),
    Column("until", Date, nullable=True),
    whole("cadence_days"),
    whole("place"),
    text("notes_host"),
    text("notes_home"),
    Column("notes_state", String(4), nullable=False),
)

# A post's counterpart on the other side; each of the two names the other.
counterpart_table = part_table(
    "billet_counterpart",
    "billet",
    Column("billet_id", ForeignKey("billet.id"), nullable=True, index=True),
)

# A person. Computed on saving: ``name_sort``, ``reading_sort``, ``precedence``, ``language_codes`` (|ja|en|), and the seat:
# the organization (0 = none) of the post that began last, and the days between which that is where he serves.
person_table = record_table(
    "person",
    text("family"),
    text("given"),
    text("native_family"),
    text("native_given"),
    text("reading_family"),
    text("reading_given"),
    text("name_order"),
    text("prefix"),
    text("suffix"),
    text("nickname"),
    text("nation"),
    text("service"),
    Column("rank_code", String(12), nullable=False),
    text("rank"),
    text("rank_home"),
    Column("date_of_rank", Date, nullable=True),
    Column("phones", JSON, nullable=False),
    Column("emails", JSON, nullable=False),
    Column("addresses", JSON, nullable=False),
    Column("urls", JSON, nullable=False),
    Column("languages", JSON, nullable=False),
    Column("interpreter", Boolean, nullable=False),
    text("diet"),
    text("met_where"),
    whole("cadence_days"),
    Column("birthday", Date, nullable=True),
    Column("anniversary", Date, nullable=True),
    text("biography_host"),
    text("biography_home"),
    Column("biography_state", String(4), nullable=False),
    text("notes_host"),
    text("notes_home"),
    Column("notes_state", String(4), nullable=False),
    text("photo"),
    Column("extra", JSON, nullable=False),
    sorted_text("name_sort"),
    sorted_text("reading_sort"),
    sorted_text("precedence"),
    _added("address_as"),
    _added("pronunciation"),
    _added("language_codes"),
    Column("merged_into", ForeignKey("person.id"), nullable=True, index=True),
    Column("seat_id", Integer, nullable=False, server_default=literal_column("0")),
    Column("seat_since", Date, nullable=True),
    Column("seat_until", Date, nullable=True),
    _living("name", "name_sort", "id"),
    _living("reading", "reading_sort", "id"),
    _living("changed", "updated_at", "id"),
    # Readers of Japanese have those of one rank, or one organization, by reading.
    *(_living(name, name, "name_sort", "id") for name in ("precedence", "nation")),
    _living("precedence_reading", "precedence", "reading_sort", "id"),
    _living("seat", "seat_id", "precedence", "name_sort", "id"),
    _living("seat_reading", "seat_id", "precedence", "reading_sort", "id"),
    # What lists can be narrowed to is counted by one look along this.
    _living("kinds", "nation", "service", "language_codes"),
    _living("native", "native_family", "native_given", "id"),
    Index("ix_person_seat_since", "seat_since"),
    Index("ix_person_seat_until", "seat_until"),
    # Few contacts have a cadence: the index finds them at once, with all that tells how long they have waited.
    _living("cadence_days", "cadence_days", "created_at", "name_sort", "id"),
)

# A post a person holds or held; an open end is NULL.
post_table = part_table(
    "post",
    "person",
    text("title_host"),
    text("title_home"),
    Column("title_state", String(4), nullable=False),
    Column("organization_id", ForeignKey("organization.id"), nullable=True, index=True),
    text("organization"),
    text("department"),
    Column("since", Date, nullable=True),
    Column("until", Date, nullable=True),
    Column("billet_id", ForeignKey("billet.id"), nullable=True, index=True),
    # Who serves where on a day is told by this index alone.
    Index("ix_post_place", "record_id", "organization_id", "since", "until"),
)

# Who answers for a person.
assistant_table = part_table(
    "person_assistant",
    "person",
    text("name"),
    Column("contact_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("name", "phone")}),
    text("phone"),
)

# A tag of a person.
tag_table = part_table(
    "person_tag",
    "person",
    text("tag", index=True),
)

# A distribution list and who is on it.
distribution_table = record_table("distribution", text("name"), text("network"))
member_table = part_table(
    "distribution_member",
    "distribution",
    Column("person_id", ForeignKey("person.id"), nullable=True, index=True),
)

# Two people of like name or address who are two people all the same.
distinction_table = record_table(
    "distinction",
    Column("one_id", ForeignKey("person.id", name="fk_distinction_one_id_person"), nullable=False, index=True),
    Column("other_id", ForeignKey("person.id", name="fk_distinction_other_id_person"), nullable=False, index=True),
)

# A filter of people under a name; ``wanted`` is the filter.
search_view_table = record_table(
    "saved_search",
    text("name"),
    Column("wanted", JSON, nullable=False),
    Column("sort", String(20), nullable=False),
    Column("pinned", Boolean, nullable=False),
)
