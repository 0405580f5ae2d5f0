"""The day grid: one day, a work week or a week of painted hours, with its band of whole days above."""
