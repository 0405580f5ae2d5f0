"""The list of all exercises, and the sheet of one of them."""
