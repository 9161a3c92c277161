"""Whether what was decided of rectification as a whole fits what was decided field by field."""

from django.utils.translation import gettext as _

from subjects.enums import Outcome, ProposalOutcome, RequestedKind
from subjects.models import Request


def fault_of(request: Request) -> str:
    """In words; "" where it fits, or where nothing of the kind is asked."""
    whole = request.decisions.filter(
        right=RequestedKind.RECTIFICATION, category="", model=""
    ).first()
    if whole is None:
        return ""
    outcomes = set(request.proposedchanges.values_list("outcome", flat=True))
    is_granted, is_accepted = whole.outcome == Outcome.GRANTED, ProposalOutcome.ACCEPTED in outcomes
    if ProposalOutcome.PENDING in outcomes:
        return _("A proposed correction is neither accepted nor refused yet.")
    if not is_granted and is_accepted:
        return _(
            "A correction is accepted, but rectification is refused as a whole. Grant it: what is "
            "refused of it is told in the letter field by field."
        )
    if is_granted and outcomes and not is_accepted:
        return _(
            "Rectification is granted, but every proposed correction is refused. Refuse it as a "
            "whole, or accept a correction."
        )
    if is_granted and not outcomes and not request.tasks.exists():
        return _(
            "Rectification is granted, but no correction is written down. Write down what is "
            "corrected, or add a task where another system does it."
        )
    return ""
