"""Tables of meetings, their attendees and agendas, the portions of their notes, frozen minutes, and what is being typed."""

from sqlalchemy import JSON, Column, Date, DateTime, ForeignKey, Index, Integer, String, Table, Text, literal_column

from liaison_desk.foundation.database.base import METADATA, Instant, order_of, part_table, record_table, text, whole
from liaison_desk.foundation.database.references import NAMES

# A meeting; ``start_at`` and ``end_at`` are wall times in its zone, ``starts`` the instant for joins with others.
meeting_table = record_table(
    "meeting",
    text("title_host"),
    text("title_home"),
    Column("title_state", String(4), nullable=False),
    Column("start_at", DateTime, nullable=False),
    Column("end_at", DateTime, nullable=False),
    text("zone"),
    Column("starts", Instant, nullable=False),
    Column("kind", String(20), nullable=False),
    text("place_host"),
    text("place_home"),
    Column("place_state", String(4), nullable=False),
    text("link"),
    text("chair"),
    text("series"),
    Column("event_id", ForeignKey("event.id"), nullable=True, index=True),
    Column("state", String(12), nullable=False),
    text("interpreter"),
    Column("extra", JSON, nullable=False),
    # Which template its notes follow, and the number of the version frozen last (0: none).
    Column("template", String(24), nullable=False, server_default=literal_column("''")),
    Column("frozen", Integer, nullable=False, server_default=literal_column("0")),
    Index("ix_meeting_start", "start_at", "id"),
)

# By what lists of meetings put titles in order: as a title stands in one language, or else in the other.
TITLE_ORDER = order_of(meeting_table.c.title_host, meeting_table.c.title_home, longest=64)
TITLE_HOME_ORDER = order_of(meeting_table.c.title_home, meeting_table.c.title_host, longest=64)
Index("ix_meeting_title", TITLE_ORDER, meeting_table.c.id)
Index("ix_meeting_title_home", TITLE_HOME_ORDER, meeting_table.c.id)

# Someone who was there, frozen as he was that day.
attendee_table = part_table(
    "attendee",
    "meeting",
    text("name"),
    text("native"),
    Column(
        "contact_id",
        ForeignKey("person.id"),
        nullable=True,
        index=True,
        info={NAMES: ("name", "native", "rank", "post")},
    ),
    text("rank"),
    text("post"),
    text("organization"),
    text("nation"),
    text("role"),
)

# An item of the agenda; ``after`` is how many minutes after the meeting's beginning it is called.
agenda_table = part_table(
    "agenda_item",
    "meeting",
    text("title_host"),
    text("title_home"),
    Column("title_state", String(4), nullable=False),
    Column("after", Integer, nullable=True),
    whole("minutes"),
    text("lead"),
)

# A marked piece of the notes: a record of its own, so that each has its versions, its history and its place in the index,
# and none is written again because another was. ``place`` orders those of a meeting; ``held`` repeats the meeting's start,
# by which registers over all meetings are ordered.
portion_table = record_table(
    "portion",
    Column("meeting_id", ForeignKey("meeting.id"), nullable=False),
    whole("place"),
    whole("level"),
    Column("section", String(24), nullable=False),
    Column("kind", String(20), nullable=False),
    text("text_host"),
    text("text_home"),
    Column("text_state", String(4), nullable=False),
    text("said_by"),
    Column("said_by_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("said_by",)}),
    text("nation"),
    Column("attribution", String(12), nullable=False),
    Column("said_at", Instant, nullable=True),
    text("to_whom"),
    Column("to_nation", String(12), nullable=False),
    Column("due", Date, nullable=True),
    Column("task_id", ForeignKey("task.id"), nullable=True, index=True),
    Column("held", DateTime, nullable=False),
    Index("ix_portion_meeting_id", "meeting_id", "place"),
    # With what registers narrow and order by, so that none opens the rows it leaves out.
    Index(
        "ix_portion_register",
        *("kind", "held", "id", "nation", "to_nation", "said_by_id", "due", "task_id"),
        sqlite_where=literal_column("deleted_at IS NULL"),
    ),
)

# Of which meeting a portion is that was found by its words: by the rows themselves it takes thrice as long.
Index(
    "ix_portion_owner",
    *(portion_table.c[name] for name in ("id", "meeting_id")),
    sqlite_where=literal_column("deleted_at IS NULL"),
)
# By what registers put speakers in order.
SPEAKER_ORDER = order_of(portion_table.c.said_by)
Index(
    "ix_portion_said",
    portion_table.c.kind,
    SPEAKER_ORDER,
    *(portion_table.c[name] for name in ("held", "id", "nation", "to_nation", "said_by_id", "due", "task_id")),
    sqlite_where=literal_column("deleted_at IS NULL"),
)

# What a portion is about: the tags in its text.
portion_topic_table = part_table("portion_topic", "portion", text("topic"), text("folded", index=True))

# A version of the minutes, frozen: what was final, as canonical JSON, and the digest of it.
minutes_table = record_table(
    "minutes",
    Column("meeting_id", ForeignKey("meeting.id"), nullable=False),
    whole("number"),
    Column("sha256", String(64), nullable=False),
    text("content"),
    Index("ix_minutes_meeting_id", "meeting_id", "number", unique=True),
)

# What somebody is typing and has not finished: no record, only kept from a power cut. A row goes when its portion is saved.
jotting_table = Table(
    "jotting",
    METADATA,
    Column("uid", Text, primary_key=True),
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), nullable=False, index=True),
    text("author"),
    text("session"),
    Column("at", Instant, nullable=False),
    text("portion"),
)
