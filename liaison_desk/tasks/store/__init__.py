"""How tasks and their saved views are read and written; the only SQL of this capability."""
