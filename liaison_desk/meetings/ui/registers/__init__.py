"""The registers: what was said across all meetings, as a page."""
