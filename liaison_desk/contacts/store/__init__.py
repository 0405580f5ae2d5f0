"""How contacts are read and written; the only SQL of this capability."""
