"""Companies that several registers name, and those that none names any more."""

from collections import defaultdict

from privacy_notices.files import format as f
from register.models import Controller, Recipient, Register, RegisterController


def related_companies(register: Register) -> list[Controller]:
    """Every company a register names, directly or as a parent: its controllers come first."""
    memberships = register.memberships.select_related("controller")
    found = {row.controller_id: row.controller for row in memberships}
    own = len(found)
    waiting = {company.parent_id for company in found.values()}
    for table in f.FACTS:
        for name, target in table.references.items():
            if target == f.CONTROLLERS.name:
                rows = table.model._default_manager.filter(**{table.owner: register})
                waiting |= set(rows.order_by().values_list(f"{name}_id", flat=True))
    while missing := [pk for pk in waiting if pk is not None and pk not in found]:
        more = Controller.objects.in_bulk(missing)
        found |= more
        waiting = {company.parent_id for company in more.values()}
    companies = list(found.values())
    return [*companies[:own], *sorted(companies[own:], key=lambda company: company.key)]


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
