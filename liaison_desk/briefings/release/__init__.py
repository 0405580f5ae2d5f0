"""What may go to an audience: a pure function from a document to what is left of it, and the report of the rest.

The renderer accepts only a ``ReleasedDocument``, and only ``release`` can make one, so what was withheld cannot reach
the page by type.
"""

from liaison_desk.briefings.release.deciding import Why, why
from liaison_desk.briefings.release.whole import ReleasedDocument, release

__all__ = ["ReleasedDocument", "Why", "release", "why"]
