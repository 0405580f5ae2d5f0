"""Who plans an exercise, who takes part in it, and what it is to reach."""
