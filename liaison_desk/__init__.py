"""Liaison Desk: the workspace of a foreign liaison officer.

The floors, from the top: app, today and briefings, exchange, the capabilities
(contacts, calendar, meetings, tasks, profile), schema, domain, foundation.
A floor knows only the floors below it; CONTRIBUTING.md draws the picture.
"""

__version__ = "0.1.0"
