"""Partnership: arrangements and who signed what, opportunities, visits, what ends when, the disclosure and gift logs, turnover.

Start with ``records``: an arrangement's state is nowhere kept, it follows from its signatures, its dates and the day (``rules.standing``).
"""
