"""The exercises page on a real desk."""

from tests.exercises.ui.opened import desk, open_page, sources, told, ui

__all__ = ["desk", "open_page", "sources", "told", "ui"]
