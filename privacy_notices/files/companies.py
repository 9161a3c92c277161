"""Companies that several registers name, and those that none names any more."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from privacy_notices.files import format as f
from register.models import Controller, Recipient, Register, RegisterController


def related_companies(register: Register) -> list[Controller]:
    """Every company a register names, directly or as a parent: its controllers come first."""
    return companies_of([register])[register.pk]


def companies_of(registers: Sequence[Register]) -> dict[int, list[Controller]]:
    """The companies of several registers, by register, with as many queries as one takes."""
    own: dict[int, list[int]] = {register.pk: [] for register in registers}
    named: dict[int, set[int]] = {register.pk: set() for register in registers}
    memberships = RegisterController.objects.filter(register__in=registers)
    for row in memberships.values_list("register_id", "controller_id"):
        own[row[0]].append(row[1])
    for table in f.FACTS:
        for name, target in table.references.items():
            if target == f.CONTROLLERS.name:
                rows = table.model._default_manager.filter(
                    **{f"{table.owner}__in": registers, f"{name}__isnull": False}
                )
                for register, company in rows.order_by().values_list("register_id", f"{name}_id"):
                    named[register].add(company)
    found = _with_parents({pk for pks in (*own.values(), *named.values()) for pk in pks})
    return {register: _ordered(found, own[register], named[register]) for register in own}


def _with_parents(wanted: Collection[int]) -> dict[int, Controller]:
    found: dict[int, Controller] = {}
    while missing := [pk for pk in wanted if pk not in found]:
        more = Controller.objects.in_bulk(missing)
        found |= more
        wanted = {company.parent_id for company in more.values() if company.parent_id is not None}
    return found


def _ordered(
    found: Mapping[int, Controller], own: Sequence[int], named: Collection[int]
) -> list[Controller]:
    """A register's controllers in its own order, then the other companies by key."""
    others: set[int] = set()
    for pk in (*own, *named):
        above: int | None = pk
        while above is not None and above not in others:
            others.add(above)
            above = found[above].parent_id
    rest = sorted((found[pk] for pk in others - set(own)), key=lambda company: company.key)
    return [*(found[pk] for pk in own), *rest]


def is_lonely(company: Controller) -> bool:
    """No register names the company, and no other company stands below it."""
    return not (
        company.memberships.exists()
        or company.subsidiaries.exists()
        or company.as_recipient.exists()
        or company.request_channels.exists()
        or company.contacts.filter(register__isnull=False).exists()
    )


class Sharing:
    """Which other registers have a company: as controller, recipient, or parent of those."""

    def __init__(self, register: Register) -> None:
        parents = dict(Controller.objects.values_list("pk", "parent_id"))
        self.registers: dict[int, set[str]] = defaultdict(set)
        for model in (RegisterController, Recipient):
            rows = model._default_manager.filter(controller__isnull=False)
            named = rows.exclude(register=register.pk).order_by().distinct()
            for company, slug in named.values_list("controller_id", "register__slug"):
                above: int | None = company
                while above is not None and slug not in self.registers[above]:
                    self.registers[above].add(slug)
                    above = parents.get(above)

    def registers_with(self, company: Controller) -> list[str]:
        return sorted(self.registers.get(company.pk, ()))
