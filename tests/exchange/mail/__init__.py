"""Tests of exchange/mail."""
