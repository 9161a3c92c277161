"""The words of the check: every rule's article, severities and messages."""

from privacy_notices.checklist.catalogue.about import UNPRINTED, About
from privacy_notices.checklist.catalogue.contents import CONTENTS
from privacy_notices.checklist.catalogue.holdings import HOLDINGS
from privacy_notices.checklist.catalogue.quality import QUALITY
from privacy_notices.checklist.catalogue.record import RECORD
from privacy_notices.checklist.catalogue.rights import RIGHTS
from privacy_notices.checklist.catalogue.wording import WORDING

ABOUT: dict[str, About] = {**CONTENTS, **RIGHTS, **RECORD, **QUALITY, **WORDING, **HOLDINGS}

__all__ = ["ABOUT", "UNPRINTED", "About"]
