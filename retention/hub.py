"""What retention adds to the rooms below it."""

from django.utils.translation import gettext_lazy as _

from register import audit, groups
from register.hub import Area, Shelf, add_area
from retention.gaps import LACKS
from retention.models import RetentionRule


def join() -> None:
    """Called once the models are ready."""
    audit.follow("retention")
    groups.grant_facts("retention")
    add_area(
        Area(
            "retention",
            _("Retention periods"),
            _("How long the data are kept, counted from what. Art. 13(2)(a)."),
            (Shelf(RetentionRule, required=True),),
            extra_gaps=LACKS,
        ),
        after="transfers",
    )
