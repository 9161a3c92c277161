"""The register's facts, a noun a file."""

from register.models.authority import SupervisoryAuthority
from register.models.contact import ContactPerson
from register.models.controller import Address, Controller, ForeignBusinessId, TradeName
from register.models.data_item import DataItem, DataItemCategory
from register.models.document import ExternalDocument
from register.models.outbox import OutgoingMail
from register.models.purpose import AutomatedProcessing, LegalBasis, Purpose
from register.models.recipient import Recipient, Transfer, TransferCountry
from register.models.register import Register, RegisterController
from register.models.rights import Definition, RequestChannel, Right
from register.models.schedule import ScheduledRun
from register.models.security import ProcessingForOthers, SecurityMeasure, Statement, System
from register.models.source import Source, SourceChannel
from register.models.statute import StatuteReference
from register.models.subject_group import CollectionSituation, SubjectGroup
from register.models.user import User

__all__ = [
    "Address",
    "AutomatedProcessing",
    "CollectionSituation",
    "ContactPerson",
    "Controller",
    "DataItem",
    "DataItemCategory",
    "Definition",
    "ExternalDocument",
    "ForeignBusinessId",
    "LegalBasis",
    "OutgoingMail",
    "ProcessingForOthers",
    "Purpose",
    "Recipient",
    "Register",
    "RegisterController",
    "RequestChannel",
    "Right",
    "ScheduledRun",
    "SecurityMeasure",
    "Source",
    "SourceChannel",
    "Statement",
    "StatuteReference",
    "SubjectGroup",
    "SupervisoryAuthority",
    "System",
    "TradeName",
    "Transfer",
    "TransferCountry",
    "User",
]
