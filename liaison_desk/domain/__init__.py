"""The field's shared values and rules: markings, release, time groups, names, ranks, folded text.

Standard library and ``foundation.core`` only; every value is frozen. What is particular to a nation
(groups, grammars, ranks, names of nations) is data under ``resources/`` that a user may replace.
Start reading at ``marking`` and ``release``: they decide what may stand on a page.
"""
