"""What holds of arrangements, visits, logs and turnovers: pure functions."""
