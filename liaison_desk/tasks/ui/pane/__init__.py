"""The sections of the pane that shows one task."""
