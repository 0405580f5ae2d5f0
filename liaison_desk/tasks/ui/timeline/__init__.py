"""The timeline of tasks: suspenses over weeks and months, in lanes by owner or kind."""
