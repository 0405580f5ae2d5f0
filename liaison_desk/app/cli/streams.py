"""What is written to terminals, pipes and files: whatever their encoding, nothing that is said ends the work."""

import json
import sys
from io import TextIOWrapper
from typing import Any


def fit_streams() -> None:
    """Let signs that the encoding of an output does not have be written as numbers."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def print_json(document: Any) -> None:
    """Write a document to standard output, as ASCII where that is not UTF-8: other escapes than its own are no JSON."""
    readable = (sys.stdout.encoding or "").replace("-", "").casefold() == "utf8"
    sys.stdout.write(f"{json.dumps(document, ensure_ascii=not readable, indent=1)}\n")
