"""What of a copy was refused: by category, by row, or all but what was granted."""

from collections.abc import Iterable

from register.enums import DataCategory
from register.models import DataSubject
from subjects.enums import Ground, Outcome, RequestedKind
from subjects.grounds import LAW_RESTRICTS
from subjects.models import Decision, Request
from subjects.package.contents import Place, Withheld


def refused_of(request: Request, right: RequestedKind, people: Iterable[DataSubject]) -> Withheld:
    """What is held back of the copy that one right gives."""
    decisions = list(Decision.objects.filter(request=request, right=right))
    refused = [one for one in decisions if one.outcome == Outcome.REFUSED]
    granted = [one for one in decisions if one.outcome == Outcome.GRANTED]
    whole = [one for one in refused if not one.category and not one.model]
    return Withheld(
        categories={
            DataCategory(one.category): Ground(one.ground) for one in refused if one.category
        },
        rows={_place(one): Ground(one.ground) for one in refused if one.model}
        | _not_told_of(people),
        everything=Ground(whole[0].ground) if whole else None,
        granted_categories=frozenset(DataCategory(one.category) for one in granted if one.category),
        granted_rows=frozenset(_place(one) for one in granted if one.model),
    )


def _not_told_of(people: Iterable[DataSubject]) -> dict[Place, Ground]:
    """The decisions themselves, in every request of the person's: not even their ground is told."""
    decisions = Decision.objects.filter(
        request__matches__subject__in=[one.pk for one in people], ground__in=sorted(LAW_RESTRICTS)
    )
    return {
        (Decision._meta.label, number): Ground(ground)
        for number, ground in decisions.values_list("pk", "ground").distinct()
    }


def _place(decision: Decision) -> Place:
    return (decision.model, decision.row or 0)
