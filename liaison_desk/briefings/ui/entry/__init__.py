"""One entry of the outline as it is edited: its words, its marking, what it is about, how its pages lie."""
