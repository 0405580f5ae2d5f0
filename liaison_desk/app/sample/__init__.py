"""Fills a new desk with invented, believable data: the same for the same scale, seed and day.

Words come from ``resources/sample/sample.toml``; ``people``, ``time`` and ``work`` make records of them; start with ``desk``.
"""

from liaison_desk.app.sample.desk import make_sample

__all__ = ["make_sample"]
