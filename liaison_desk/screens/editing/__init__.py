"""Short lists that are edited in place: rows of frozen records (``model``), their cells, the table, and the same as a field of a form."""
