"""One shape for every recorded decision, and one for every table of states."""
