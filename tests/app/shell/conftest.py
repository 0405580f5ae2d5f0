"""The surroundings of a dialog, made of the real parts."""

from tests.foundation.qt.conftest import asker, bus, japanese_ui, jobs, theme, ui

__all__ = ["asker", "bus", "japanese_ui", "jobs", "theme", "ui"]
