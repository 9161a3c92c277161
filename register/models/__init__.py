"""The register's facts and its people, a noun a file."""

from register.models.authority import SupervisoryAuthority
from register.models.choices_made import Consent, ConsentText, MarketingBan
from register.models.contact import ContactPerson
from register.models.contact_point import ContactPoint, SubjectAddress
from register.models.controller import Address, Controller, ForeignBusinessId, TradeName
from register.models.data_item import DataItem, DataItemCategory
from register.models.data_subject import DataSubject, KeyDate, SubjectRole
from register.models.dealings import Interaction, Invoice, Order
from register.models.document import ExternalDocument
from register.models.further_data import Attribute, Disclosure
from register.models.imports import (
    Import,
    ImportFault,
    ImportMapping,
    ImportOutcome,
    ImportRow,
)
from register.models.journal import Act, ActorKind, JournalBlock, JournalEntry, Occasion
from register.models.merge import Merge, NotTheSame
from register.models.organisation import Organisation
from register.models.outbox import OutgoingMail
from register.models.purpose import AutomatedProcessing, LegalBasis, Purpose
from register.models.recipient import Recipient, Transfer, TransferCountry
from register.models.register import Register, RegisterController
from register.models.rights import Definition, RequestChannel, Right
from register.models.schedule import ScheduledRun
from register.models.search_text import SearchText
from register.models.security import ProcessingForOthers, SecurityMeasure, Statement, System
from register.models.source import Source, SourceChannel
from register.models.statute import StatuteReference
from register.models.subject_group import CollectionSituation, SubjectGroup
from register.models.suppression import SuppressedIdentifier
from register.models.user import User

__all__ = [
    "Act",
    "ActorKind",
    "Address",
    "Attribute",
    "AutomatedProcessing",
    "CollectionSituation",
    "Consent",
    "ConsentText",
    "ContactPerson",
    "ContactPoint",
    "Controller",
    "DataItem",
    "DataItemCategory",
    "DataSubject",
    "Definition",
    "Disclosure",
    "ExternalDocument",
    "ForeignBusinessId",
    "Import",
    "ImportFault",
    "ImportMapping",
    "ImportOutcome",
    "ImportRow",
    "Interaction",
    "Invoice",
    "JournalBlock",
    "JournalEntry",
    "KeyDate",
    "LegalBasis",
    "MarketingBan",
    "Merge",
    "NotTheSame",
    "Occasion",
    "Order",
    "Organisation",
    "OutgoingMail",
    "ProcessingForOthers",
    "Purpose",
    "Recipient",
    "Register",
    "RegisterController",
    "RequestChannel",
    "Right",
    "ScheduledRun",
    "SearchText",
    "SecurityMeasure",
    "Source",
    "SourceChannel",
    "Statement",
    "StatuteReference",
    "SubjectAddress",
    "SubjectGroup",
    "SubjectRole",
    "SupervisoryAuthority",
    "SuppressedIdentifier",
    "System",
    "TradeName",
    "Transfer",
    "TransferCountry",
    "User",
]
