"""What a register file holds: tables of rows, their fields and what they refer to.

Reading, loading, export and the JSON Schema all walk these tables; a field is named here once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from privacy_notices.models import Block, ChosenRow, Notice, NoticeLabel, Section, SectionKind
from register.enums import AddressKind
from register.models import (
    Address,
    AutomatedProcessing,
    CollectionSituation,
    ContactPerson,
    Controller,
    DataItem,
    DataItemCategory,
    Definition,
    ExternalDocument,
    ForeignBusinessId,
    LegalBasis,
    ProcessingForOthers,
    Purpose,
    Recipient,
    Register,
    RegisterController,
    RequestChannel,
    Right,
    SecurityMeasure,
    Source,
    SourceChannel,
    Statement,
    SubjectGroup,
    SupervisoryAuthority,
    System,
    TradeName,
    Transfer,
    TransferCountry,
)
from retention.models import RetentionRule, RuleCategory, Term, check_rule

FORMAT = "seloste-register/1"


@dataclass(frozen=True, slots=True)
class ValueList:
    """A list of plain values, such as categories, kept as rows of `model` in `column`."""

    model: type[models.Model]
    owner: str
    column: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one model. `fields` are columns or translated texts in the order of the file."""

    name: str
    model: type[models.Model]
    owner: str  # the column that points to the row, register or notice above
    fields: tuple[str, ...]
    references: Mapping[str, str] = field(default_factory=dict)  # field -> table that has the key
    lists: Mapping[str, ValueList] = field(default_factory=dict)
    children: tuple["Table", ...] = ()
    keyed: bool = True  # rows without a key are told apart by their place
    singles: tuple["Single", ...] = ()
    check: Callable[[Any, list[Any]], None] | None = None
    blank_owners: tuple[str, ...] = ()  # owner columns that stay empty for these rows

    @property
    def names(self) -> tuple[str, ...]:
        """Every name a row may use, in the order of the file."""
        return (
            *(("key",) if self.keyed else ()),
            *self.fields,
            *self.lists,
            *(single.name for single in self.singles),
            *(child.name for child in self.children),
        )


@dataclass(frozen=True, slots=True)
class Single:
    """At most one row below another, written as a mapping, such as `postal_address`."""

    name: str
    table: Table
    kind: tuple[str, str]  # the column and value that tell it from its like


ADDRESS_FIELDS = ("po_box", "street", "extra", "postal_code", "town", "country")


def _addresses(owner: str) -> tuple[Single, ...]:
    table = Table("address", Address, owner, ADDRESS_FIELDS, keyed=False)
    return (
        Single("postal_address", table, ("kind", AddressKind.POSTAL.value)),
        Single("visiting_address", table, ("kind", AddressKind.VISITING.value)),
    )


CONTACT_FIELDS = (
    "role",
    "topic",
    "kind",
    "label",
    "name",
    "job_title",
    "organisation",
    "email",
    "phone",
    "phone_kind",
    "website",
)

CONTROLLERS = Table(
    "controllers",
    Controller,
    "",
    (
        "name",
        "parallel_name",
        "short_name",
        "legal_form",
        "business_id",
        "country",
        "email",
        "phone",
        "phone_kind",
        "website",
        "parent",
        "group_name",
    ),
    references={"parent": "controllers"},
    singles=_addresses("controller"),
    children=(
        Table("trade_names", TradeName, "controller", ("name", "explanation")),
        Table(
            "foreign_business_ids", ForeignBusinessId, "controller", ("kind", "country", "value")
        ),
        Table(
            "contacts",
            ContactPerson,
            "controller",
            CONTACT_FIELDS,
            singles=_addresses("contact"),
            blank_owners=("register",),
        ),
    ),
)
RELATED_COMPANIES = Table(
    "related_companies",
    CONTROLLERS.model,
    "",
    CONTROLLERS.fields,
    CONTROLLERS.references,
    singles=CONTROLLERS.singles,
    children=CONTROLLERS.children,
)
MEMBERSHIP_FIELDS = ("responsibility",)  # of RegisterController, written among a controller's own
MEMBERSHIP = Table("memberships", RegisterController, "register", MEMBERSHIP_FIELDS, keyed=False)

REGISTER = Table(
    "register",
    Register,
    "",
    ("slug", "name", "other_name", "joint_controllership", "automated", "offered_to_children"),
    keyed=False,
)

DOCUMENTS = Table("documents", ExternalDocument, "register", ("name", "url", "text"))
CONTACTS = Table(
    "contacts",
    ContactPerson,
    "register",
    ("controller", *CONTACT_FIELDS),
    references={"controller": "controllers"},
    singles=_addresses("contact"),
)
DATA_SUBJECTS = Table(
    "data_subjects", SubjectGroup, "register", ("kind", "name", "text", "customer_relationship")
)
COLLECTION = Table("collection", CollectionSituation, "register", ("name", "text"))
PURPOSES = Table("purposes", Purpose, "register", ("name", "text", "direct_marketing", "added_on"))
LEGAL_BASES = Table(
    "legal_bases",
    LegalBasis,
    "register",
    (
        "basis",
        "purposes",
        "subject_groups",
        "interest",
        "statute",
        "party",
        "text",
        "started_on",
        "ended_on",
        "end_reason",
    ),
    references={"purposes": "purposes", "subject_groups": "data_subjects"},
)
AUTOMATED = Table(
    "automated_processing",
    AutomatedProcessing,
    "register",
    ("kind", "state", "purposes", "purpose", "logic", "consequences", "text"),
    references={"purposes": "purposes"},
)
_ITEM_FIELDS = (
    "name",
    "text",
    "modality",
    "origin",
    "obligation",
    "special_condition",
    "special_statute",
    "identity_code_ground",
    "purposes",
    "subject_groups",
)
_ITEM_REFERENCES = {"purposes": "purposes", "subject_groups": "data_subjects"}
_ITEM_LISTS = {"categories": ValueList(DataItemCategory, "item", "category")}
DATA_ITEMS = Table(
    "data_items",
    DataItem,
    "register",
    _ITEM_FIELDS,
    _ITEM_REFERENCES,
    _ITEM_LISTS,
    children=(Table("items", DataItem, "parent", _ITEM_FIELDS, _ITEM_REFERENCES, _ITEM_LISTS),),
    blank_owners=("parent",),
)
SOURCES = Table(
    "sources",
    Source,
    "register",
    (
        "kind",
        "name",
        "text",
        "obtains",
        "ground",
        "purpose",
        "public",
        "regular",
        "modality",
        "subject_groups",
    ),
    references={"subject_groups": "data_subjects"},
    children=(Table("channels", SourceChannel, "source", ("name",)),),
)
RECIPIENTS = Table(
    "recipients",
    Recipient,
    "register",
    (
        "kind",
        "name",
        "text",
        "named",
        "controller",
        "country",
        "modality",
        "description",
        "ground",
        "contract",
        "format",
        "may_redisclose",
        "purposes",
    ),
    references={"purposes": "purposes", "controller": "controllers"},
)
TRANSFERS = Table(
    "transfers",
    Transfer,
    "register",
    ("state", "recipient", "adequacy", "mechanism", "copy", "example", "text"),
    references={"recipient": "recipients"},
    lists={"countries": ValueList(TransferCountry, "transfer", "country")},
)
SYSTEMS = Table(
    "systems",
    System,
    "register",
    ("kind", "name", "supplier", "country", "text"),
    references={"supplier": "recipients"},
)
RETENTION = Table(
    "retention",
    RetentionRule,
    "register",
    (
        "name",
        "text",
        "form",
        "subject_groups",
        "purposes",
        "combinator",
        "on_request",
        "condition",
        "applies_when",
        "minimum_length",
        "minimum_unit",
        "cap_day",
        "cap_month",
        "statutory",
        "source",
        "action",
        "system",
        "document",
    ),
    references={
        "subject_groups": "data_subjects",
        "purposes": "purposes",
        "system": "systems",
        "document": "documents",
    },
    lists={"categories": ValueList(RuleCategory, "rule", "category")},
    children=(Table("terms", Term, "rule", ("trigger", "length", "unit", "rounding")),),
    check=check_rule,
)
SECURITY = Table("security", SecurityMeasure, "register", ("kind", "name", "text"))
RIGHTS = Table(
    "rights",
    Right,
    "register",
    (
        "right",
        "name",
        "text",
        "limits",
        "procedure",
        "form",
        "answer_time",
        "authority",
        "document",
    ),
    references={"document": "documents", "authority": "authorities"},
)
REQUESTS = Table(
    "requests",
    RequestChannel,
    "register",
    ("kind", "value", "controller", "contact", "text"),
    references={"controller": "controllers", "contact": "contacts"},
)
STATEMENTS = Table("statements", Statement, "register", ("kind", "text"))
DEFINITIONS = Table("definitions", Definition, "register", ("term", "text"))
PROCESSING_FOR_OTHERS = Table(
    "processing_for_others",
    ProcessingForOthers,
    "register",
    ("name", "contact", "processing", "transfers", "security"),
)
AUTHORITIES = Table("authorities", SupervisoryAuthority, "", ())  # referred to, never in a file

# In the order of the file, which is the order in which people think of a register.
FACTS = (
    CONTACTS,
    DATA_SUBJECTS,
    COLLECTION,
    PURPOSES,
    LEGAL_BASES,
    AUTOMATED,
    DATA_ITEMS,
    SOURCES,
    RECIPIENTS,
    TRANSFERS,
    SYSTEMS,
    RETENTION,
    SECURITY,
    RIGHTS,
    REQUESTS,
    STATEMENTS,
    DEFINITIONS,
    DOCUMENTS,
    PROCESSING_FOR_OTHERS,
)
# Whoever is referred to comes first. The others keep their order.
LOADED = (DOCUMENTS, *(table for table in FACTS if table is not DOCUMENTS))

NOTICE = Table(
    "notice",
    Notice,
    "register",
    (
        "title",
        "citation",
        "introduction",
        "closing",
        "drawn_up_on",
        "updated_on",
        "dates_place",
        "date_format",
        "numbering",
        "heading_case",
        "voice",
    ),
    keyed=False,
)
LABELS = Table("labels", NoticeLabel, "notice", ("field", "text"), keyed=False)
SECTIONS = Table(
    "sections",
    Section,
    "notice",
    ("heading", "keep_if_empty"),
    lists={"kinds": ValueList(SectionKind, "section", "kind")},
    children=(
        Table(
            "content",
            Block,
            "section",
            ("heading", "text", "facts", "style", "continues"),
            lists={"only": ValueList(ChosenRow, "block", "key")},
            keyed=False,
        ),
    ),
)


def all_tables() -> Iterator[Table]:
    """Every table that a file can hold, children included."""
    above = (REGISTER, CONTROLLERS, *FACTS, NOTICE, LABELS, SECTIONS)
    for table in above:
        yield table
        yield from table.children
        yield from (single.table for single in table.singles)
