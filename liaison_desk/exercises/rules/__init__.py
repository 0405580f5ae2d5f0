"""What holds of exercises, their plans, injects and lessons: pure functions."""
