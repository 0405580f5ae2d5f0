"""Other programs' formats: bytes to records and records to bytes, nothing else.

No file is opened here, no database is asked and no network is touched. Every
reader is bounded in size, depth and time, keeps what it can, and lists what it
could not read with the line it stands on. Start with ``result``: what every
reader is told and what it answers.
"""
