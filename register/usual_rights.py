"""The rights a register owes, added where they are missing; the notice puts them into words."""

from django.db import transaction
from django.db.models import Max

from register.enums import RightKind
from register.gaps import rights_missing
from register.models import Register, Right, SupervisoryAuthority


@transaction.atomic
def add_missing_rights(register: Register) -> list[Right]:
    """Adds each right that the register's purposes and bases call for and it does not state."""
    held = Register.objects.select_for_update().get(pk=register.pk)
    missing = rights_missing([held.pk])[held.pk]
    taken = set(Right.objects.filter(register=held).values_list("key", flat=True))
    last = Right.objects.filter(register=held).aggregate(last=Max("position"))["last"]
    authority = SupervisoryAuthority.objects.first()
    added: list[Right] = []
    for kind in (kind for kind in RightKind if kind in missing):
        name = kind.value.replace("_", "-")
        right = Right(
            register=held,
            right=kind,
            key=name if name not in taken else f"{name}-2",
            position=(-1 if last is None else last) + 1 + len(added),
            authority=authority if kind == RightKind.COMPLAINT else None,
        )
        right.save()
        added.append(right)
    return added
