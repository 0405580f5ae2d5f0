"""What makes a task valid, what its state and number follow from, and what a typed line means."""
