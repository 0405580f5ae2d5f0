"""Tasks: what must be done by when, by whom of which side, and who is waited for.

Called by the pages, today and the briefings through ``service.Tasks``. Invariants: a done task has its completion
instant, a waiting one says on whom and since when, a cancelled one says why. Start reading at ``records.py``.
"""
