"""Whoever the data went to is told what was done with them (Art. 19)."""
