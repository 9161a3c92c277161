"""The rows of a record: those of all registers of a controller, with a fixed number of queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from privacy_notices.models import Notice
from register.enums import ContactRole, DataCategory, RecipientKind
from register.models import (
    ContactPerson,
    Controller,
    DataItem,
    LegalBasis,
    ProcessingForOthers,
    Purpose,
    Recipient,
    Register,
    RegisterController,
    SecurityMeasure,
    Statement,
    SubjectGroup,
    System,
    Transfer,
)
from retention.models import RetentionRule

NAMED_ROLES = (ContactRole.REPRESENTATIVE, ContactRole.DATA_PROTECTION_OFFICER)


@dataclass(frozen=True, slots=True)
class RegisterRows:
    """What one register says of itself in the record, each list in the order of printing."""

    register: Register
    notice: Notice | None
    memberships: Sequence[RegisterController]
    contacts: Sequence[ContactPerson]  # the officer and the representative, where it has its own
    subject_groups: Sequence[SubjectGroup]
    purposes: Sequence[Purpose]
    legal_bases: Sequence[LegalBasis]
    data_items: Sequence[DataItem]
    recipients: Sequence[Recipient]
    transfers: Sequence[Transfer]
    systems: Sequence[System]
    retention: Sequence[RetentionRule]
    security: Sequence[SecurityMeasure]
    statements: Sequence[Statement]
    served: Sequence[ProcessingForOthers]

    def every_item(self) -> Iterator[DataItem]:
        """Groups and what is in them."""
        for item in self.data_items:
            yield item
            yield from item.items.all()

    @property
    def outsiders(self) -> list[Recipient]:
        """The controller's own staff are no recipients (Art. 4(9))."""
        return [row for row in self.recipients if row.kind != RecipientKind.INTERNAL]

    @property
    def unlimited(self) -> list[str]:
        """Categories held that no retention rule covers; a rule that names none covers them all."""
        held = {row.category for item in self.every_item() for row in item.categories.all()}
        for rule in self.retention:
            named = {row.category for row in rule.categories.all()}
            held = held - named if named else set()
        return [category for category in DataCategory.values if category in held]


@dataclass(frozen=True, slots=True)
class RecordRows:
    """All that the record of one controller is made of."""

    controller: Controller
    contacts: Sequence[ContactPerson]  # the controller's own, for all its registers
    registers: Sequence[RegisterRows]

    @property
    def served(self) -> list[ProcessingForOthers]:
        return [row for one in self.registers for row in one.served]


def gather(controller: Controller) -> RecordRows:
    """Fetch the rows. The number of queries depends neither on registers nor on their size."""
    models.prefetch_related_objects([controller], "addresses", "foreign_business_ids")
    registers = list(Register.objects.filter(memberships__controller=controller))
    for_this = models.Q(controller=None) | models.Q(controller=controller)
    named = ContactPerson.objects.filter(for_this, role__in=NAMED_ROLES).prefetch_related(
        "addresses"
    )

    def rows(model: type[Any], *related: str, joined: Sequence[str] = ()) -> dict[int, list[Any]]:
        chosen = model.objects.select_related(*joined).prefetch_related(*related)
        return by_register(chosen)

    def by_register(chosen: models.QuerySet[Any]) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {register.pk: [] for register in registers}
        for row in chosen.filter(register__in=registers):
            found[row.register_id].append(row)
        return found

    memberships = by_register(
        RegisterController.objects.select_related("controller").prefetch_related(
            "controller__addresses", "controller__foreign_business_ids"
        )
    )
    own = {
        "contacts": by_register(named),
        "subject_groups": rows(SubjectGroup),
        "purposes": rows(Purpose),
        "legal_bases": by_register(
            LegalBasis.objects.filter(ended_on=None).prefetch_related("purposes", "subject_groups")
        ),
        "data_items": by_register(
            DataItem.objects.filter(parent=None).prefetch_related(
                "categories",
                "purposes",
                "subject_groups",
                "items__categories",
                "items__purposes",
                "items__subject_groups",
            )
        ),
        "recipients": rows(Recipient, "purposes"),
        "transfers": rows(Transfer, "countries", joined=["recipient"]),
        "systems": rows(System, joined=["supplier"]),
        "retention": rows(
            RetentionRule,
            "terms",
            "categories",
            "subject_groups",
            "purposes",
            joined=["document", "system"],
        ),
        "security": rows(SecurityMeasure),
        "statements": rows(Statement),
        "served": rows(ProcessingForOthers),
    }
    notices = {
        notice.register_id: notice
        for notice in Notice.objects.filter(register__in=registers).prefetch_related("sections")
    }
    return RecordRows(
        controller=controller,
        contacts=list(named.filter(register=None, controller=controller)),
        registers=[
            RegisterRows(
                register=register,
                notice=notices.get(register.pk),
                memberships=memberships[register.pk],
                **{name: found[register.pk] for name, found in own.items()},
            )
            for register in registers
        ],
    )
