"""A whole desk as one JSON document, and back: nothing is lost, and another desk can take it in.

``codec`` turns any record into JSON and checks every field on the way back; ``references`` knows which numbers point to
other records, because numbers differ from desk to desk and uids do not; ``files`` are the files of
records with their bytes; ``sections`` walks a file past what is damaged in it; ``document`` is the whole. Start with ``document``.
"""
