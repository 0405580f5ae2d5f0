"""Meetings: who met, and what was said, as marked portions.

Called by the pages, today and the briefings through ``service.Meetings``. A portion that promises something makes its
task through a callable that bootstrap hands in. Invariants: every portion has its own marking (none = the officer
alone); attendees keep the rank and post they had that day. Start reading at ``records.py``.
"""
