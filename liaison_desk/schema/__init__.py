"""The tables of all capabilities, one file each, and their migrations: one graph of foreign keys, so one place."""
