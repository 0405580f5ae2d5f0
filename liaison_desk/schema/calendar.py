"""Tables of calendars and events; a series with its exceptions is one event."""

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    false,
    literal_column,
)

from liaison_desk.foundation.database.base import Instant, part_table, record_table, text, whole
from liaison_desk.foundation.database.references import NAMES, OWNER

_EMPTY: Final = "''"

# A calendar. ``event_marking`` is what new events in it are marked with; ``holidays`` the nation whose holidays it shows.
calendar_table = record_table(
    "calendar",
    text("name_host"),
    text("name_home"),
    Column("name_state", String(4), nullable=False),
    text("palette"),
    whole("position"),
    Column("visible", Boolean, nullable=False),
    Column("extra", JSON, nullable=False),
    Column("event_marking", Text, nullable=False, server_default=literal_column(_EMPTY)),
    Column("holidays", String(8), nullable=False, server_default=literal_column(_EMPTY)),
)

# An event. ``start_at`` and ``end_at`` are wall times; ``first`` and ``last`` the UTC bounds of all its
# occurrences. ``last`` NULL = it goes on without an end. A span reads only what can fall into it. ``organizer_id`` is
# the contact who organizes it, 0 = none; ``rhythmic`` and ``alarmed`` say that there is a battle-rhythm card, or a
# reminder: they follow from ``organizer``, ``rhythm``, ``alarms`` and ``overrides``. ``spread`` tells the many that are over
# within a month from those that go on for long, and single events from series, so that a span is found by what begins
# shortly before it or in it: 0 a short single event, 1 a long one, 2 a short series, 3 a long one.
event_table = record_table(
    "event",
    Column("calendar_id", ForeignKey("calendar.id"), nullable=False, index=True),
    text("title_host"),
    text("title_home"),
    Column("title_state", String(4), nullable=False),
    text("description_host"),
    text("description_home"),
    Column("description_state", String(4), nullable=False),
    text("place_host"),
    text("place_home"),
    Column("place_state", String(4), nullable=False),
    Column("start_at", DateTime, nullable=False),
    Column("end_at", DateTime, nullable=False),
    text("zone"),
    text("end_zone"),
    Column("all_day", Boolean, nullable=False),
    Column("status", String(12), nullable=False),
    Column("access", String(12), nullable=False),
    Column("busy", Boolean, nullable=False),
    text("link"),
    text("url"),
    whole("priority"),
    text("privacy"),
    Column("organizer", JSON, nullable=False),
    Column("alarms", JSON, nullable=False),
    Column("categories", JSON, nullable=False),
    Column("recurrence", JSON, nullable=False),
    Column("overrides", JSON, nullable=False),
    Column("only_overrides", Boolean, nullable=False),
    whole("sequence"),
    Column("extra", JSON, nullable=False),
    Column("recurring", Boolean, nullable=False),
    Column("first", Instant, nullable=False),
    Column("last", Instant, nullable=True),
    Column("organizer_id", Integer, nullable=False, server_default=literal_column("0"), index=True),
    *(
        Column(f"reason_{side}", Text, nullable=False, server_default=literal_column(_EMPTY))
        for side in ("host", "home")
    ),
    Column("reason_state", String(4), nullable=False, server_default=literal_column("'oo'")),
    *(
        Column(f"travel_{when}", Integer, nullable=False, server_default=literal_column("0"))
        for when in ("before", "after")
    ),
    Column("rhythm", JSON(none_as_null=True), nullable=True),
    Column("rhythmic", Boolean, nullable=False, server_default=false()),
    Column("alarmed", Boolean, nullable=False, server_default=false()),
    Column("spread", Integer, nullable=False, server_default=literal_column("0")),
    # With the versions, so that whether something in a span has changed is told without opening the rows.
    Index("ix_event_spread", "spread", "first", "last", "deleted_at", "version"),
    Index("ix_event_all_day", "first", sqlite_where=literal_column("all_day = 1")),
)

# An organization that takes part in an event.
event_organization_table = part_table(
    "event_organization",
    "event",
    text("name"),
    Column("organization_id", ForeignKey("organization.id"), nullable=True, index=True, info={NAMES: ("name",)}),
)

# What an officer did about a reminder of one occurrence: put it off until an instant, or had done with it (NULL). ``at``
# is the wall time the series gave the occurrence, ``alarm`` which of its reminders, ``officer`` whose answer it is.
reminder_table = record_table(
    "reminder",
    Column("event_uid", Text, nullable=False, index=True, info={OWNER: "event"}),
    Column("at", DateTime, nullable=False),
    text("alarm"),
    text("officer"),
    Column("until", Instant, nullable=True),
)

# Someone invited to an event.
participant_table = part_table(
    "event_participant",
    "event",
    text("name"),
    text("email"),
    Column("contact_id", ForeignKey("person.id"), nullable=True, index=True, info={NAMES: ("name", "email")}),
    text("role"),
    text("answer"),
    text("kind"),
    Column("rsvp", Boolean, nullable=False),
    Column("extra", JSON, nullable=False),
)
