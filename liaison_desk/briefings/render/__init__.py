"""Released documents as PDF: the only folder that knows ReportLab.

``cleaning`` says what can be printed, ``kinsoku`` where lines end and how they are made even, ``text`` measures and cuts them;
``blocks``, ``paragraphs``, ``tables`` and others cut the document into strips, which ``tagging`` gives their meaning; ``pages`` fills
pages with them, ``furniture`` and ``tabs`` say what stands around and between, ``drawing`` writes each page with its ``pen`` as soon as
it is full, and ``file`` keeps what is written. Text is never markup here: every character prints as typed.
"""

from liaison_desk.briefings.render.pdf import Printed, render_pdf

__all__ = ["Printed", "render_pdf"]
