"""The rows of a record: those of all registers of a controller, with a fixed number of queries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from privacy_notices.assembly.facts import RULE_PARTS, RULE_PLACES
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
    found = {
        name: _by_register(chosen, registers)
        for name, chosen in {"contacts": named, **_chosen()}.items()
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
                **{name: rows[register.pk] for name, rows in found.items()},
            )
            for register in registers
        ],
    )


def _by_register(
    chosen: models.QuerySet[Any], registers: Sequence[Register]
) -> dict[int, list[Any]]:
    """The rows of each register, in their order."""
    found: dict[int, list[Any]] = {register.pk: [] for register in registers}
    for row in chosen.filter(register__in=registers):
        found[row.register_id].append(row)
    return found


def _chosen() -> dict[str, models.QuerySet[Any]]:
    """What is fetched of any register, by the names in RegisterRows."""
    return {
        "memberships": RegisterController.objects.select_related("controller").prefetch_related(
            "controller__addresses", "controller__foreign_business_ids"
        ),
        "subject_groups": SubjectGroup.objects.all(),
        "purposes": Purpose.objects.all(),
        "legal_bases": LegalBasis.objects.filter(ended_on=None).prefetch_related(
            "purposes", "subject_groups"
        ),
        "data_items": DataItem.objects.filter(parent=None).prefetch_related(
            "categories",
            "purposes",
            "subject_groups",
            "items__categories",
            "items__purposes",
            "items__subject_groups",
        ),
        "recipients": Recipient.objects.prefetch_related("purposes"),
        "transfers": Transfer.objects.select_related("recipient").prefetch_related("countries"),
        "systems": System.objects.select_related("supplier"),
        "retention": RetentionRule.objects.select_related(*RULE_PLACES).prefetch_related(
            *RULE_PARTS
        ),
        "security": SecurityMeasure.objects.all(),
        "statements": Statement.objects.all(),
        "served": ProcessingForOthers.objects.all(),
    }
