"""What was granted is done: each right by its own module, all through `carry_out`.

A module gives a `Carrier`. What takes long, or commits as it goes (a package, a retention run), is
its `prepare`; what makes it so, and is noted as done in the same transaction, is its `carry`. Both
may be called again after any interruption and find what they did before.
"""

from subjects.carrying.carrier import Carrier, granted_rights
from subjects.carrying.door import carry_out

__all__ = ["Carrier", "carry_out", "granted_rights"]
