"""Packets on paper: documents made of marked portions, released to an audience, rendered as PDF.

Start reading in ``document`` (paper without pages), then ``release`` (what may go in) and ``service`` (what a user
can do). ``sections`` ask the capabilities' services and build blocks; ``render`` is the only folder that knows
ReportLab, and it accepts nothing but what ``release`` let through.
"""
