"""The first schema."""

import sqlalchemy as sa
from alembic import op

from liaison_desk.foundation.database import search
from liaison_desk.foundation.database.migration import stamp_new
from liaison_desk.schema.migrations.columns import head, part, state, text, trash_index

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Bring the schema one step up."""
    op.create_table(
        "attachment",
        sa.Column("owner_kind", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        *map(text, ["name", "media_type"]),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        *head(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("uid", name=op.f("uq_attachment_uid")),
    )
    trash_index("attachment")
    op.create_index("ix_attachment_owner_id", "attachment", ["owner_id"], unique=False)
    op.create_index("ix_attachment_sha256", "attachment", ["sha256"], unique=False)

    op.create_table(
        "attachment_content",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment_content")),
    )
    op.create_table(
        "calendar",
        *map(text, ["name_host", "name_home"]),
        state("name_state"),
        text("palette"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("visible", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        *head(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar")),
        sa.UniqueConstraint("uid", name=op.f("uq_calendar_uid")),
    )
    trash_index("calendar")

    op.create_table(
        "desk_meta",
        sa.Column("key", sa.String(length=40), nullable=False),
        text("value"),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_desk_meta")),
    )
    op.create_table(
        "history_transaction",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *map(text, ["author", "label"]),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_transaction")),
    )
    op.create_index("ix_history_transaction_stack", "history_transaction", ["author", "state", "id"], unique=False)

    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_kind", sa.String(length=20), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_kind", sa.String(length=20), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        text("author"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index("ix_link_from", "link", ["from_kind", "from_id", "to_kind", "to_id"], unique=True)
    op.create_index("ix_link_to", "link", ["to_kind", "to_id"], unique=False)

    op.create_table(
        "organization",
        *map(text, ["name_host", "name_home"]),
        state("name_state"),
        *map(text, ["short_host", "short_home"]),
        sa.Column("nation", sa.String(length=12), nullable=False),
        text("kind"),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        *map(text, ["location", "zone", "notes_host", "notes_home"]),
        state("notes_state"),
        text("sort"),
        *head(),
        sa.ForeignKeyConstraint(["parent_id"], ["organization.id"], name=op.f("fk_organization_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("uid", name=op.f("uq_organization_uid")),
    )
    trash_index("organization")
    op.create_index("ix_organization_parent_id", "organization", ["parent_id"], unique=False)
    op.create_index("ix_organization_sort", "organization", ["sort"], unique=False)

    op.create_table(
        "person",
        *map(
            text,
            [
                "family",
                "given",
                "native_family",
                "native_given",
                "reading_family",
                "reading_given",
                "name_order",
                "prefix",
                "suffix",
                "nickname",
                "nation",
                "service",
            ],
        ),
        sa.Column("rank_code", sa.String(length=12), nullable=False),
        *map(text, ["rank", "rank_home"]),
        sa.Column("date_of_rank", sa.Date(), nullable=True),
        sa.Column("phones", sa.JSON(), nullable=False),
        sa.Column("emails", sa.JSON(), nullable=False),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("urls", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        *map(text, ["diet", "met_where"]),
        sa.Column("cadence_days", sa.Integer(), nullable=False),
        sa.Column("birthday", sa.Date(), nullable=True),
        sa.Column("anniversary", sa.Date(), nullable=True),
        *map(text, ["biography_host", "biography_home"]),
        state("biography_state"),
        *map(text, ["notes_host", "notes_home"]),
        state("notes_state"),
        text("photo"),
        sa.Column("extra", sa.JSON(), nullable=False),
        *map(text, ["name_sort", "reading_sort", "precedence"]),
        *head(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
    )
    trash_index("person")
    op.create_index("ix_person_cadence_days", "person", ["cadence_days"])
    op.create_index("ix_person_name", "person", ["name_sort", "id"], unique=False)
    op.create_index("ix_person_nation", "person", ["nation"], unique=False)
    op.create_index("ix_person_precedence", "person", ["precedence", "id"], unique=False)
    op.create_index("ix_person_reading", "person", ["reading_sort", "id"], unique=False)

    op.create_table(
        "profile",
        sa.Column("document", sa.JSON(), nullable=False),
        *head(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile")),
        sa.UniqueConstraint("uid", name=op.f("uq_profile_uid")),
    )
    trash_index("profile")

    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        *map(text, ["uid", "title", "text"]),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_document")),
    )
    op.create_table(
        "event",
        sa.Column("calendar_id", sa.Integer(), nullable=False),
        *map(text, ["title_host", "title_home"]),
        state("title_state"),
        *map(text, ["description_host", "description_home"]),
        state("description_state"),
        *map(text, ["place_host", "place_home"]),
        state("place_state"),
        sa.Column("start_at", sa.DateTime(), nullable=False),
        sa.Column("end_at", sa.DateTime(), nullable=False),
        *map(text, ["zone", "end_zone"]),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("access", sa.String(length=12), nullable=False),
        sa.Column("busy", sa.Boolean(), nullable=False),
        *map(text, ["link", "url"]),
        sa.Column("priority", sa.Integer(), nullable=False),
        text("privacy"),
        sa.Column("organizer", sa.JSON(), nullable=False),
        sa.Column("alarms", sa.JSON(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("recurrence", sa.JSON(), nullable=False),
        sa.Column("overrides", sa.JSON(), nullable=False),
        sa.Column("only_overrides", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("recurring", sa.Boolean(), nullable=False),
        sa.Column("first", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=True),
        *head(),
        sa.ForeignKeyConstraint(["calendar_id"], ["calendar.id"], name=op.f("fk_event_calendar_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("uid", name=op.f("uq_event_uid")),
    )
    op.create_index("ix_event_calendar_id", "event", ["calendar_id"], unique=False)
    trash_index("event")
    op.create_index("ix_event_span", "event", ["recurring", "first", "last"], unique=False)

    op.create_table(
        "history_entry",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        text("uid"),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=True),
        *map(text, ["content_hash", "digest"]),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("result_version", sa.Integer(), nullable=False),
        sa.Column("purged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["history_transaction.id"], name=op.f("fk_history_entry_transaction_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history_entry")),
    )
    op.create_index("ix_history_entry_record", "history_entry", ["kind", "record_id", "id"], unique=False)
    op.create_index("ix_history_entry_transaction_id", "history_entry", ["transaction_id"], unique=False)
    op.create_index("ix_history_entry_uid", "history_entry", ["uid"], unique=False)

    op.create_table(
        "person_tag",
        text("tag"),
        *part(),
        sa.ForeignKeyConstraint(["record_id"], ["person.id"], name=op.f("fk_person_tag_record_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_tag")),
    )
    op.create_index("ix_person_tag_record_id", "person_tag", ["record_id"], unique=False)
    op.create_index("ix_person_tag_tag", "person_tag", ["tag"], unique=False)

    op.create_table(
        "post",
        *map(text, ["title_host", "title_home"]),
        state("title_state"),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        *map(text, ["organization", "department"]),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        *part(),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_post_organization_id")),
        sa.ForeignKeyConstraint(["record_id"], ["person.id"], name=op.f("fk_post_record_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_index("ix_post_organization_id", "post", ["organization_id"], unique=False)
    op.create_index("ix_post_record_id", "post", ["record_id"], unique=False)

    op.create_table(
        "task",
        *map(text, ["title_host", "title_home"]),
        state("title_state"),
        *map(text, ["detail_host", "detail_home"]),
        state("detail_state"),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("priority", sa.String(length=8), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=True),
        text("due_zone"),
        sa.Column("due_all_day", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("percent", sa.Integer(), nullable=False),
        text("own_owner"),
        sa.Column("own_owner_id", sa.Integer(), nullable=True),
        text("host_owner"),
        sa.Column("host_owner_id", sa.Integer(), nullable=True),
        text("waiting_on"),
        sa.Column("waiting_since", sa.Date(), nullable=True),
        text("reason"),
        sa.Column("source_kind", sa.String(length=20), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        *map(text, ["source_uid", "source"]),
        sa.Column("checklist", sa.JSON(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        text("url"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        *head(),
        sa.ForeignKeyConstraint(["host_owner_id"], ["person.id"], name=op.f("fk_task_host_owner_id")),
        sa.ForeignKeyConstraint(["own_owner_id"], ["person.id"], name=op.f("fk_task_own_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("uid", name=op.f("uq_task_uid")),
    )
    trash_index("task")
    op.create_index("ix_task_due", "task", ["state", "due_at"], unique=False)
    op.create_index("ix_task_host_owner_id", "task", ["host_owner_id"], unique=False)
    op.create_index("ix_task_own_owner_id", "task", ["own_owner_id"], unique=False)

    op.create_table(
        "event_participant",
        *map(text, ["name", "email"]),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        *map(text, ["role", "answer", "kind"]),
        sa.Column("rsvp", sa.Boolean(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        *part(),
        sa.ForeignKeyConstraint(["contact_id"], ["person.id"], name=op.f("fk_event_participant_contact_id")),
        sa.ForeignKeyConstraint(
            ["record_id"], ["event.id"], name=op.f("fk_event_participant_record_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_participant")),
    )
    op.create_index("ix_event_participant_contact_id", "event_participant", ["contact_id"], unique=False)
    op.create_index("ix_event_participant_record_id", "event_participant", ["record_id"], unique=False)

    op.create_table(
        "meeting",
        *map(text, ["title_host", "title_home"]),
        state("title_state"),
        sa.Column("start_at", sa.DateTime(), nullable=False),
        sa.Column("end_at", sa.DateTime(), nullable=False),
        text("zone"),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        *map(text, ["place_host", "place_home"]),
        state("place_state"),
        *map(text, ["link", "chair", "series"]),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        text("interpreter"),
        sa.Column("extra", sa.JSON(), nullable=False),
        *head(),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_meeting_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("uid", name=op.f("uq_meeting_uid")),
    )
    trash_index("meeting")
    op.create_index("ix_meeting_event_id", "meeting", ["event_id"], unique=False)
    op.create_index("ix_meeting_start", "meeting", ["start_at", "id"], unique=False)

    op.create_table(
        "attendee",
        *map(text, ["name", "native"]),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        *map(text, ["rank", "post", "organization", "nation", "role"]),
        *part(),
        sa.ForeignKeyConstraint(["contact_id"], ["person.id"], name=op.f("fk_attendee_contact_id")),
        sa.ForeignKeyConstraint(["record_id"], ["meeting.id"], name=op.f("fk_attendee_record_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
    )
    op.create_index("ix_attendee_contact_id", "attendee", ["contact_id"], unique=False)
    op.create_index("ix_attendee_record_id", "attendee", ["record_id"], unique=False)

    op.create_table(
        "portion",
        text("uid"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        *map(text, ["marking", "text_host", "text_home"]),
        state("text_state"),
        text("said_by"),
        sa.Column("attribution", sa.String(length=12), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        *part(),
        sa.ForeignKeyConstraint(["record_id"], ["meeting.id"], name=op.f("fk_portion_record_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_portion_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portion")),
    )
    op.create_index("ix_portion_kind", "portion", ["kind"], unique=False)
    op.create_index("ix_portion_record_id", "portion", ["record_id"], unique=False)
    op.create_index("ix_portion_task_id", "portion", ["task_id"], unique=False)
    op.create_index("ix_portion_uid", "portion", ["uid"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        for statement in search.POSTGRESQL_INDEX:
            op.execute(statement)
    else:
        op.execute(search.SQLITE_INDEX)
    stamp_new(op.get_bind())
