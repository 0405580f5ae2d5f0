"""Alembic's environment inside the package; run through ``foundation.database.migration``."""
