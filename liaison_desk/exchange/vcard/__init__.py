"""vCard 2.1, 3.0 and 4.0 as real programs write it, and people as vCard 3.0 or 4.0.

Bytes go through ``lines`` (content lines), ``cards`` (one card each, nested ones too) and ``reader`` (a person);
people go through ``writer``. ``properties`` is one property as a value; ``names`` (with ``full_names``), ``posts``,
``reach`` and ``sides`` (texts in both languages) each know both directions of what they are called after.

Nothing of a card is lost: a line the desk does not understand stays in ``Person.extra`` and is written back as it
was, and so are the card's own N and FN for as long as the record still says the same.
"""

from liaison_desk.exchange.vcard.photos import photo_apart
from liaison_desk.exchange.vcard.reader import read_vcards
from liaison_desk.exchange.vcard.writer import write_vcards

__all__ = ["photo_apart", "read_vcards", "write_vcards"]
