"""Tests of exchange/tables."""
