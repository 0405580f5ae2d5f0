"""Minutes from draft to final: making them final, and their frozen versions beside each other."""
