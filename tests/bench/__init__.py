"""Measurements as ratios to a floor in the same run; never a part of the test run (machines are shared and noisy)."""
