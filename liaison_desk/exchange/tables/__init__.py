"""Tables of other programs (CSV) to records, and records to tables (CSV, XLSX).

``grid`` cuts bytes into rows, ``headings`` says what a column means (from ``resources/exchange/csv_headings.toml``), and
``people``, ``events``, ``tasks`` and ``meetings`` turn the named fields of a row into records and back. Start with
``reader`` and ``writer``.
"""

from liaison_desk.exchange.tables.reader import read_table

__all__ = ["read_table"]
