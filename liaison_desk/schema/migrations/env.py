"""Runs the migrations on the connection it is handed; there is no alembic.ini, for users never call Alembic."""

from alembic import context

from liaison_desk.schema.metadata import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite alters tables by copying them
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
