"""The timeline of exercises: all of them in lanes, or one with its milestones, painted."""
