"""vCard 2.1, 3.0 and 4.0 as real programs write it, and people as vCard 3.0 or 4.0.

Bytes go through ``lines`` (content lines), ``cards`` (one card each, nested ones too) and ``reader`` (a person);
people go through ``writer``. ``names``, ``posts`` and ``reach`` each know both directions of their properties.
A line that the desk does not understand stays in ``Person.extra`` and is written back as it was.
"""

from liaison_desk.exchange.vcard.photos import inline_photo
from liaison_desk.exchange.vcard.reader import read_vcards
from liaison_desk.exchange.vcard.writer import write_vcards

__all__ = ["inline_photo", "read_vcards", "write_vcards"]
