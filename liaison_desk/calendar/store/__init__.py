"""How calendars and events are read and written: ``events`` by the record, ``occurrences`` by when they happen.

``series`` keeps recurring events ready for it; ``spans`` finds what comes next, ``reminders`` what rings.
"""
