"""Everything a notice may print of one register, fetched with a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Prefetch

from privacy_notices.models import Notice
from register.models import (
    AutomatedProcessing,
    CollectionSituation,
    ContactPerson,
    Controller,
    DataItem,
    Definition,
    ExternalDocument,
    LegalBasis,
    Purpose,
    Recipient,
    Register,
    RegisterController,
    RequestChannel,
    Right,
    SecurityMeasure,
    Source,
    Statement,
    SubjectGroup,
    System,
    Transfer,
)
from retention.models import RetentionRule

# What a retention rule says lies in these rows of its own, and in those it points at.
RULE_PARTS = ("terms", "categories", "subject_groups", "purposes")
RULE_PLACES = ("document", "system")


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows of one register, each list in the order of printing."""

    register: Register
    notice: Notice
    memberships: Sequence[RegisterController]
    contacts: Sequence[ContactPerson]
    subject_groups: Sequence[SubjectGroup]
    situations: Sequence[CollectionSituation]
    purposes: Sequence[Purpose]
    legal_bases: Sequence[LegalBasis]
    automated: Sequence[AutomatedProcessing]
    data_items: Sequence[DataItem]
    sources: Sequence[Source]
    recipients: Sequence[Recipient]
    transfers: Sequence[Transfer]
    systems: Sequence[System]
    retention: Sequence[RetentionRule]
    security: Sequence[SecurityMeasure]
    rights: Sequence[Right]
    channels: Sequence[RequestChannel]
    statements: Sequence[Statement]
    definitions: Sequence[Definition]
    documents: Sequence[ExternalDocument]

    @property
    def controllers(self) -> list[Controller]:
        return [membership.controller for membership in self.memberships]

    @property
    def company_contacts(self) -> list[ContactPerson]:
        """Contacts of the controllers themselves: they serve every register."""
        return [contact for company in self.controllers for contact in company.contacts.all()]


def gather(register: Register) -> Facts:
    """Fetch the register's rows. Raises Notice.DoesNotExist where it has no notice."""

    def rows(model: type[Any], *related: str, joined: Sequence[str] = ()) -> list[Any]:
        chosen: models.QuerySet[Any] = model.objects.filter(register=register)
        return list(chosen.select_related(*joined).prefetch_related(*related))

    return Facts(
        register=register,
        notice=_notice(register),
        memberships=_memberships(register),
        contacts=rows(ContactPerson, "addresses"),
        subject_groups=rows(SubjectGroup),
        situations=rows(CollectionSituation),
        purposes=rows(Purpose, "legal_bases"),
        legal_bases=[
            basis
            for basis in rows(LegalBasis, "purposes", "subject_groups")
            if basis.in_use  # what has ended is history, not notice
        ],
        automated=rows(AutomatedProcessing, "purposes"),
        data_items=_data_items(register),
        sources=rows(Source, "channels", "subject_groups"),
        recipients=rows(Recipient, "purposes", joined=["controller"]),
        transfers=rows(Transfer, "countries", joined=["recipient"]),
        systems=rows(System, joined=["supplier"]),
        retention=rows(RetentionRule, *RULE_PARTS, joined=RULE_PLACES),
        security=rows(SecurityMeasure),
        rights=rows(Right, joined=["authority", "document"]),
        channels=rows(RequestChannel, joined=["controller", "contact"]),
        statements=rows(Statement),
        definitions=rows(Definition),
        documents=rows(ExternalDocument),
    )


def _notice(register: Register) -> Notice:
    parts = Notice.objects.prefetch_related("labels", "sections__kinds", "sections__blocks__only")
    return parts.get(register=register)


def _memberships(register: Register) -> list[RegisterController]:
    """The controllers, each with the contacts that serve every register."""
    company_contacts = ContactPerson.objects.filter(register__isnull=True).prefetch_related(
        "addresses"
    )
    return list(
        register.memberships.select_related("controller__parent").prefetch_related(
            "controller__addresses",
            "controller__trade_names",
            "controller__foreign_business_ids",
            Prefetch("controller__contacts", queryset=company_contacts),
        )
    )


def _data_items(register: Register) -> list[DataItem]:
    """Groups, and what stands in none; what is in a group hangs on it."""
    top_items = DataItem.objects.filter(register=register, parent__isnull=True)
    return list(
        top_items.prefetch_related(
            "categories",
            "subject_groups",
            "purposes",
            "items__categories",
            "items__subject_groups",
        )
    )
