"""How calendars and events are read and written: ``events`` by the record, ``spans`` by when they happen, ``reminders`` by when they ring."""
