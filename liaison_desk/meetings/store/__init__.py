"""How meetings, their notes and minutes are read and written; the only SQL of this capability."""
