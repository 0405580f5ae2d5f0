"""How exercises and what belongs to them are read and written."""
