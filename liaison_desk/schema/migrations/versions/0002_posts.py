"""Posts that outlive their holders, organizations under changing names and parents, distribution lists, saved searches."""

import json

import sqlalchemy as sa
from alembic import op

from liaison_desk.schema.migrations.columns import add_pointer, make_parts, make_records, points, state, text

revision = "0002"
down_revision = "0001"


def _key(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=True)


def upgrade() -> None:
    """Bring the schema one step up."""
    make_parts(
        "organization_name",
        "organization",
        sa.Column("since", sa.Date(), nullable=True),
        *map(text, ["name_host", "name_home"]),
        state("name_state"),
        *map(text, ["short_host", "short_home"]),
    )
    make_parts(
        "organization_parent",
        "organization",
        sa.Column("since", sa.Date(), nullable=True),
        _key("parent_id"),
        points("organization_parent", "parent_id", "organization"),
    )
    op.create_index("ix_organization_parent_parent_id", "organization_parent", ["parent_id"], unique=False)
    make_records(
        "billet",
        *map(text, ["title_host", "title_home"]),
        state("title_state"),
        _key("organization_id"),
        text("department"),
        sa.Column("rank_code", sa.String(length=12), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("cadence_days", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        *map(text, ["notes_host", "notes_home"]),
        state("notes_state"),
        points("billet", "organization_id", "organization"),
    )
    op.create_index("ix_billet_organization_id", "billet", ["organization_id"], unique=False)
    make_parts("billet_counterpart", "billet", _key("billet_id"), points("billet_counterpart", "billet_id", "billet"))
    op.create_index("ix_billet_counterpart_billet_id", "billet_counterpart", ["billet_id"], unique=False)
    make_parts(
        "person_assistant",
        "person",
        text("name"),
        _key("contact_id"),
        text("phone"),
        points("person_assistant", "contact_id", "person"),
    )
    op.create_index("ix_person_assistant_contact_id", "person_assistant", ["contact_id"], unique=False)
    make_records("distribution", *map(text, ["name", "network"]))
    make_parts(
        "distribution_member", "distribution", _key("person_id"), points("distribution_member", "person_id", "person")
    )
    op.create_index("ix_distribution_member_person_id", "distribution_member", ["person_id"], unique=False)
    make_records(
        "saved_search",
        text("name"),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("sort", sa.String(length=20), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
    )
    for name in ("address_as", "pronunciation", "language_codes"):
        op.add_column("person", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    add_pointer("person", "merged_into", "person")
    add_pointer("post", "billet_id", "billet")
    _fill_language_codes()
    living = sa.text("deleted_at IS NULL")
    for name, column in (("name", "name_sort"), ("reading", "reading_sort"), ("precedence", "precedence")):
        op.drop_index(f"ix_person_{name}", "person")
        op.create_index(f"ix_person_{name}", "person", [column, "id"], unique=False, sqlite_where=living)
    op.create_index("ix_person_changed", "person", ["updated_at", "id"], unique=False, sqlite_where=living)


def _fill_language_codes() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, languages FROM person")).all()
    filled = []
    for id_, languages in rows:
        skills = json.loads(languages) if isinstance(languages, str) else languages
        if skills:
            filled.append({"id": id_, "codes": "|" + "|".join(skill["code"].lower() for skill in skills) + "|"})
    if filled:
        connection.execute(sa.text("UPDATE person SET language_codes = :codes WHERE id = :id"), filled)
