"""Contacts: rules, store and service on real desks; the page in ``ui``."""
