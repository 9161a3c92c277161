"""What the notices add to the rooms below them."""

from django.utils.translation import gettext_lazy as _

from privacy_notices.addresses import slug_fault
from privacy_notices.layout import make_notice
from privacy_notices.models import Block, Notice, NoticeLabel, Section
from register import audit, groups
from register.groups import Group
from register.hub import REGISTER_MADE, Area, Part, Shelf, add_area
from register.models.register import SLUG_CHECKS

# Large, and kept for ever in their own frozen rows; that they came to be is logged.
NEVER_LOGGED = {
    "privacy_notices.NoticeVersion": ["snapshot", "findings"],
    "privacy_notices.Rendering": ["html", "pdf", "json"],
}


def join() -> None:
    """Called once the models are ready."""
    audit.NEVER_LOGGED |= NEVER_LOGGED
    audit.follow("privacy_notices")
    groups.grant_facts("privacy_notices")
    officer, keep, view = Group.COMPLIANCE_OFFICER, groups.KEEP, groups.VIEW
    readers = dict.fromkeys(set(Group) - {officer, Group.ADMINISTRATOR}, view)
    groups.GRANTS["privacy_notices"] |= {
        "notice": {**readers, officer: (*keep, "publish")},  # publish_notice
        "checks": {officer: ("override",)},  # override_checks
        "noticeversion": {**readers, officer: ("view", "add")},
        "rendering": {**readers, officer: view},
        "processingrecord": {officer: view, Group.AUDITOR: view},  # an internal document
    }
    add_area(
        Area(
            "sections",
            _("Sections of the notice"),
            _("In what order and under what headings the facts are told. Art. 12(1)."),
            (
                Shelf(
                    Section,
                    lookup="notice__register",
                    required=True,
                    parts=(
                        Part(Notice, "register"),
                        Part(NoticeLabel, "notice__register"),
                        Part(Block, "section__notice__register"),
                    ),
                ),
            ),
        ),
        after="words",
    )
    if make_notice not in REGISTER_MADE:
        REGISTER_MADE.append(make_notice)
    if slug_fault not in SLUG_CHECKS:
        SLUG_CHECKS.append(slug_fault)
