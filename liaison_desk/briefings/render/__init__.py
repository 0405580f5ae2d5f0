"""Released documents as PDF: the only folder that knows ReportLab.

``cleaning`` says what can be printed, ``kinsoku`` where lines end and how they are made even, ``text`` measures and cuts them;
``blocks``, ``paragraphs`` and ``tables`` cut the document into strips, ``pages`` fills pages with them, and ``pdf`` draws the
pages on a bare canvas. Text is never markup here: every character prints as typed.
"""

from liaison_desk.briefings.render.pdf import Printed, render_pdf

__all__ = ["Printed", "render_pdf"]
