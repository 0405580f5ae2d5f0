"""Exercises: planned back from STARTEX, scripted inject by inject, and learned from afterwards.

An exercise is a year and a half of conferences, names due and visit requests. Its milestones follow from its STARTEX by rules
(``domain.backplan``), stand in the calendar and among the tasks, and move together in one action.
"""
