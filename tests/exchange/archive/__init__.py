"""Tests of exchange/archive."""
