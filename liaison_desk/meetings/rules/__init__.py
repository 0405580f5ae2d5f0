"""What makes a meeting valid, how its portions are ordered, and what its minutes are when they are frozen."""
