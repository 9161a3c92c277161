"""Rectification, field by field (Art. 16): what can be corrected, proposals, and whether they fit.

A proposal is written down and decided by `acts.py` while the request's decision is made;
`subjects/carrying/rectification.py` writes what was accepted on the cards.
"""
