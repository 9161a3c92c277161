"""What retention adds to the rooms below it."""

from django.utils.translation import gettext_lazy as _

from register import audit, groups
from register.hub import Area, Shelf, add_area
from retention import ledger
from retention.gaps import LACKS
from retention.models import RetentionRule


def join() -> None:
    """Called once the models are ready."""
    # Plans, runs and the ledger are trails themselves.
    audit.follow(
        "retention", but={"Plan", "PlanItem", "Run", "LedgerEntry", "LedgerChoice", "Forecast"}
    )
    ledger.watch()
    groups.grant_facts("retention")
    officer, auditor = groups.Group.COMPLIANCE_OFFICER, groups.Group.AUDITOR
    groups.GRANTS["retention"] |= {
        "hold": {
            groups.Group.STAFF: groups.VIEW,
            groups.Group.REQUEST_HANDLER: groups.WRITE,
            officer: groups.WRITE,
            auditor: groups.VIEW,
        },
        "plan": {officer: ("view", "add", "approve", "run"), auditor: groups.VIEW},
        **dict.fromkeys(["planitem", "approval", "run", "ledgerentry"], groups.WHO_SUPERVISES),
    }
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
