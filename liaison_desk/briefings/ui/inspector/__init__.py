"""The right pane: what is asked of the packet, what came of it, and what to look at before it goes out."""
