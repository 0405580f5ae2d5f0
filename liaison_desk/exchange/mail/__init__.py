"""Mails (``.eml``, mbox, ``.msg``) to meeting notes of kind "mail".

``mime`` cuts the bytes into parts, ``headers`` and ``addresses`` read what stands above the text, ``body`` and
``markup`` the text itself; ``compound``, ``mapi``, ``rtf`` and ``msg`` read Outlook's own files; both give a ``message``, of which
``reader`` makes the note. Nothing a mail points to is ever fetched. Start with ``reader``.
"""

from liaison_desk.exchange.mail.reader import read_mail

__all__ = ["read_mail"]
