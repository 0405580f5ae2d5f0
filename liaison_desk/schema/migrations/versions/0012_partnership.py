"""Partnership: arrangements, opportunities, visits and their visitors, what ends when, the two logs, turnovers.

What another desk's history tells of a record that was taken over from there is kept beside the desk's own.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from liaison_desk.schema.migrations.columns import make_parts, make_records, points, state, text

revision = "0012"
down_revision = "0011"

_LIVING = "deleted_at IS NULL"


def upgrade() -> None:
    """Bring the schema one step up."""
    _make_arrangements()
    _make_opportunities()
    _make_visits()
    _make_parts_of_visits()
    _make_logs()
    _make_turnovers()
    _make_earlier()


def _make_arrangements() -> None:
    make_records(
        "arrangement",
        *_two("title", "scope", "note"),
        _word("type"),
        *map(text, ("number", "reason")),
        *_json("subjects", "amendments"),
        *_days("drafted", "in_force", "review", "expiry", "terminated"),
        *_whole("renewal_lead"),
        *_pointers("arrangement", parent_id="arrangement"),
    )
    _index("arrangement", "parent_id")
    make_parts(
        "arrangement_party",
        "arrangement",
        _word("key", 40),
        text("name"),
        _word("nation", 12),
        *_pointers("arrangement_party", organization_id="organization"),
    )
    _index("arrangement_party", "nation", "organization_id")
    make_parts(
        "arrangement_signature",
        "arrangement",
        _word("party", 40),
        *map(text, ("name", "rank", "post", "place")),
        *_days("on"),
        *_pointers("arrangement_signature", contact_id="person"),
    )
    _index("arrangement_signature", "contact_id")
    make_parts(
        "arrangement_obligation",
        "arrangement",
        _word("key", 40),
        _word("party", 40),
        *_two("text"),
        _word("every"),
        *_days("due"),
        _truth("wanted"),
    )


def _make_opportunities() -> None:
    make_records(
        "opportunity",
        *_two("title", "detail", "host_value", "home_value", "host_step", "home_step"),
        _word("state", 12),
        *_json("subjects", "nations"),
        *map(text, ("host_owner", "home_owner", "champion", "reason")),
        *_days("host_due", "home_due", "since"),
        *_whole("rank"),
        *_pointers(
            "opportunity",
            host_owner_id="person",
            home_owner_id="person",
            champion_id="person",
            arrangement_id="arrangement",
        ),
    )
    _index("opportunity", "host_owner_id", "home_owner_id", "champion_id", "arrangement_id")
    op.create_index(
        "ix_opportunity_state", "opportunity", ["state", "rank"], unique=False, sqlite_where=sa.text(_LIVING)
    )


def _make_visits() -> None:
    make_records(
        "site",
        *_two("name", "note"),
        *map(text, ("organization", "place", "zone", "basis")),
        _word("nation", 12),
        *_whole("one_time", "recurring", "extended", "emergency"),
        _truth("working"),
        *_pointers("site", organization_id="organization"),
    )
    _index("site", "organization_id")
    make_records(
        "visit",
        *_two("title", "purpose", "uniform", "note"),
        *(_word(name, 12) for name in ("type", "state", "bound")),
        *map(text, ("number", "zone", "protocol")),
        *_days("first", "last", "submitted", "answered", "valid_until"),
        sa.Column("lead", sa.Integer(), nullable=True),
        *_json("steps"),
    )
    op.create_index("ix_visit_first", "visit", ["first", "last", "state"], unique=False, sqlite_where=sa.text(_LIVING))


def _make_parts_of_visits() -> None:
    make_parts(
        "visit_site",
        "visit",
        *map(text, ("name", "host_name")),
        *_pointers("visit_site", site_id="site", contact_id="person"),
    )
    _index("visit_site", "site_id", "contact_id")
    make_parts(
        "visit_delegate",
        "visit",
        *map(text, ("name", "native", "rank", "post", "role", "diet")),
        _word("code", 8),
        *_days("dated"),
        _word("nation", 12),
        _truth("leads"),
        *_pointers("visit_delegate", contact_id="person"),
    )
    _index("visit_delegate", "contact_id")
    make_parts(
        "visit_escort", "visit", *map(text, ("name", "phone", "when")), *_pointers("visit_escort", contact_id="person")
    )
    _index("visit_escort", "contact_id")
    make_records(
        "visitor",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        *map(text, ("name", "birthplace", "nationality", "passport", "note")),
        *_days("born", "passport_expires", "purge_on"),
        points("visitor", "visit_id", "visit"),
        *_pointers("visitor", contact_id="person"),
    )
    _index("visitor", "visit_id", "contact_id", "purge_on")


def _make_logs() -> None:
    make_records(
        "validity",
        *_two("title", "note"),
        _word("type"),
        *map(text, ("holder", "issuer")),
        *_days("issued", "ended"),
        sa.Column("expires", sa.Date(), nullable=False),
        *_whole("lead"),
        *_pointers("validity", holder_id="person"),
    )
    _index("validity", "holder_id", "expires")
    make_records(
        "disclosure",
        *_two("title", "note"),
        _word("manner", 8),
        sa.Column("at", sa.DateTime(), nullable=False),
        *map(text, ("zone", "giver", "receiver", "source_marking", "copy", "medium", "about_uid", "about")),
        _word("giver_nation", 12),
        _word("receiver_nation", 12),
        _word("about_kind"),
        *_whole("about_id"),
        *_json("onward"),
        *_days("disposed"),
        *_pointers("disclosure", giver_id="person", receiver_id="person"),
    )
    _index("disclosure", "at", "giver_id", "receiver_id")
    op.create_index("ix_disclosure_about", "disclosure", ["about_kind", "about_id"], unique=False)
    make_records(
        "gift",
        *_two("item", "note"),
        sa.Column("on", sa.Date(), nullable=False),
        _word("passing", 8),
        *map(text, ("giver", "receiver", "occasion", "valued", "rule")),
        _word("giver_nation", 12),
        _word("receiver_nation", 12),
        sa.Column("amount", sa.Integer(), nullable=True),
        _word("currency", 3),
        _word("disposition", 12),
        *_days("disposed", "report_due", "reported"),
        *_pointers("gift", giver_id="person", receiver_id="person", visit_id="visit"),
    )
    _index("gift", "on", "giver_id", "receiver_id", "visit_id")


def _make_turnovers() -> None:
    make_records(
        "turnover",
        *_two("post", "note"),
        sa.Column("on", sa.Date(), nullable=False),
        *map(text, ("officer", "successor")),
        *_json("steps"),
        *_pointers("turnover", successor_id="person"),
    )
    _index("turnover", "successor_id")
    make_records("turnover_note", *_two("why", "next", "sensitivities"), _word("owner_kind"), *_whole("owner_id"))
    op.create_index("ix_turnover_note_owner", "turnover_note", ["owner_kind", "owner_id"], unique=False)


def _make_earlier() -> None:
    op.create_table(
        "earlier_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        text("uid"),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *map(text, ("author", "label")),
        sa.Column("action", sa.String(length=10), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("before", "after")),
        sa.Column("digest", sa.String(length=64), nullable=False),
        text("origin"),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_entry")),
        sa.UniqueConstraint("digest", name=op.f("uq_earlier_entry_digest")),
    )
    op.create_index("ix_earlier_entry_uid", "earlier_entry", ["uid"], unique=False)


def _two(*names: str) -> list[sa.Column[Any]]:
    return [column for name in names for column in (text(f"{name}_host"), text(f"{name}_home"), state(f"{name}_state"))]


def _word(name: str, length: int = 20) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=False)


def _days(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date(), nullable=True) for name in names]


def _json(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def _whole(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _truth(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _pointers(table: str, **targets: str) -> list[Any]:
    return [
        made
        for name, target in targets.items()
        for made in (sa.Column(name, sa.Integer(), nullable=True), points(table, name, target))
    ]


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)
