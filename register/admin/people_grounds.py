"""Why data of one kind of person are held, and on what legal basis (Art. 15(1)(a))."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from register.models import DataSubject, LegalBasis, Purpose


def grounds_of(person: DataSubject) -> Iterator[tuple[Purpose, list[LegalBasis]]]:
    """The register's purposes that concern this kind of person, each with its bases in force.

    A basis with no purposes chosen covers them all, one with no groups chosen concerns everybody.
    A purpose on which no basis stands for this kind of person is not theirs.
    """
    today = timezone.localdate()
    register = person.kept_by.register_id
    in_force = (
        LegalBasis.objects.filter(register=register)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today))
        .filter(Q(started_on__isnull=True) | Q(started_on__lte=today))
        .prefetch_related("purposes", "subject_groups")
    )
    bases = [
        basis
        for basis in in_force
        if not (groups := basis.subject_groups.all())
        or any(group.kind == person.kind for group in groups)
    ]
    for purpose in Purpose.objects.filter(register=register):
        own = [b for b in bases if not b.purposes.all() or purpose in b.purposes.all()]
        if own:
            yield purpose, own
