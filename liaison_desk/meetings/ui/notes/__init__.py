"""The notes of a meeting on the screen: one sheet to type on, and what is set of the note the caret is in."""
