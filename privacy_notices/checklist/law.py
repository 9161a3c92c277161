"""The law as data: acts and supervisory authorities, each with the day on which it was checked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from register.models import StatuteReference, SupervisoryAuthority


@dataclass(frozen=True, slots=True)
class Law:
    """Rows already fetched."""

    statutes: Sequence[StatuteReference] = ()
    authorities: Sequence[SupervisoryAuthority] = ()


def gather_law() -> Law:
    """Two queries, whatever the register."""
    return Law(
        statutes=list(StatuteReference.objects.all()),
        authorities=list(SupervisoryAuthority.objects.all()),
    )


@lru_cache(maxsize=512)
def wording_pattern(wording: str) -> re.Pattern[str]:
    """An officer's wording as a pattern: whole words, a star for any ending, any white space.

    Everything but the star is literal, so no wording can be slow or wrong.
    """
    parts = [r"\w*".join(re.escape(piece) for piece in word.split("*")) for word in wording.split()]
    words = r"\s+".join(parts)
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
