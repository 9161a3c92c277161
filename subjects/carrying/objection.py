"""An objection that was granted (Art. 21(1)): the processing has ended, and does not begin again.

The restriction that stopped it while it was weighed stays: the data are only stored, until the
person asks for their erasure (Art. 17(1)(c)) or their period is over.
"""

from subjects.carrying.restriction import CARRIER

__all__ = ["CARRIER"]
