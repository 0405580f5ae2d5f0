"""Machinery that knows no capability: core, the database, and Qt's common parts."""
