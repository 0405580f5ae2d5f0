"""Calendars: events that stay at their wall time in their own zone, recurring ones with every exception.

Called by the pages, today and the briefings through ``service.Calendars``; other capabilities join its tables in SQL.
Invariants: a timed event ends no earlier than it starts; an all-day event carries dates, its end exclusive; the indexed
UTC bounds cover every occurrence. Start reading at ``records.py``, then ``rules.py`` (expansion).
"""
