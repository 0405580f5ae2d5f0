"""Contacts: people, their posts over time, and the organizations of every nation.

Called by the pages, today and the briefings through ``service.Contacts``; other capabilities join its tables in SQL.
Invariants: a person has a family or a given name; a post has an organization or at least its name; posts never
overwrite each other, they end. Start reading at ``records.py``.
"""
