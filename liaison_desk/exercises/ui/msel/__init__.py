"""The MSEL of an exercise on the screen: its table, the row that writes it, one inject whole, and the running view."""
