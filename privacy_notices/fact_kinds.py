"""What each kind of fact is made of: the tables it prints, and the {names} a pattern may use.

The tables are named as in a register file. A block picks rows of them by key (`only`); a pattern is
the text of a block in the style "each", filled in once for every row.
"""

import re

from privacy_notices.enums import FactKind as K

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")

TABLES: dict[K, tuple[str, ...]] = {
    K.CONTROLLERS: ("controllers",),
    K.CONTACTS: ("contacts",),
    K.CONTROLLERS_WITH_CONTACTS: ("controllers", "contacts"),
    K.DATA_PROTECTION_OFFICER: ("contacts",),
    K.REPRESENTATIVE: ("contacts",),
    K.JOINT_CONTROLLERS: ("statements", "controllers"),
    K.REGISTER_NAME: (),
    K.DEFINITIONS: ("definitions",),
    K.DATA_SUBJECTS: ("data_subjects",),
    K.PURPOSES: ("purposes",),
    K.LEGAL_BASES: ("legal_bases",),
    K.LEGITIMATE_INTERESTS: ("legal_bases",),
    K.AUTOMATED_DECISIONS: ("automated_processing",),
    K.PROFILING: ("automated_processing",),
    K.DATA_ITEMS: ("data_items",),
    K.SPECIAL_DATA: ("data_items",),
    K.OBLIGATION: ("statements", "data_items"),
    K.COLLECTION: ("collection",),
    K.SOURCES: ("sources",),
    K.OTHER_SOURCES: ("sources",),
    K.RECIPIENTS: ("statements", "recipients"),
    K.PROCESSORS: ("recipients",),
    K.TRANSFERS: ("transfers",),
    K.RETENTION: ("retention",),
    K.SECURITY: ("security",),
    K.SECURITY_ORGANISATIONAL: ("security",),
    K.SECURITY_ELECTRONIC: ("security",),
    K.SECURITY_MANUAL: ("security",),
    K.SYSTEMS: ("systems",),
    K.RIGHTS: ("rights",),
    K.INSPECTION: ("rights",),
    K.OTHER_RIGHTS: ("rights",),
    K.OBJECTION: ("rights",),
    K.CONSENT_WITHDRAWAL: ("rights",),
    K.COMPLAINT: ("rights",),
    K.REQUESTS: ("statements", "requests"),
    K.DOCUMENTS: ("documents",),
    K.FURTHER_PROCESSING: ("statements",),
    K.INFORMATION: ("statements",),
    K.CHILDREN: ("statements",),
    K.DATA_QUALITY: ("statements",),
    K.DATA_USE: ("statements",),
    K.STORAGE: ("statements",),
    K.COOKIES: ("statements",),
    K.LANGUAGES: ("statements",),
    K.CHANGES: ("statements",),
    K.OTHER: ("statements",),
}

# These print another side of rows that also stand elsewhere, so a row named here is not used up.
SIDES = {K.JOINT_CONTROLLERS, K.LEGITIMATE_INTERESTS, K.SPECIAL_DATA, K.OBLIGATION}

_ADDRESS = (
    "address",
    "postal_address",
    "visiting_address",
    "street",
    "extra",
    "postal_code",
    "town",
)
_REACHED = ("email", "phone", "website")
_CONTACT = ("label", "topic", "name", "job_title", "organisation", *_ADDRESS, *_REACHED)
_STATEMENT = ("text",)
_PLAIN = ("name", "text")
_SOURCE = (*_PLAIN, "obtains", "ground", "purpose", "channels", "subject_groups")
_RECIPIENT = (*_PLAIN, "country", "description", "ground", "format", "purposes")
_RIGHT = (*_PLAIN, "limits", "procedure", "answer_time")
_AUTOMATED = ("text", "purpose", "logic", "consequences")

PLACEHOLDERS: dict[K, tuple[str, ...]] = {
    K.CONTROLLERS: (
        "name",
        "short_name",
        "legal_form",
        "business_id",
        "foreign_business_ids",
        "trade_names",
        "parent",
        "group_name",
        *_ADDRESS,
        *_REACHED,
    ),
    K.CONTACTS: _CONTACT,
    K.DATA_PROTECTION_OFFICER: _CONTACT,
    K.REPRESENTATIVE: _CONTACT,
    K.REGISTER_NAME: ("name", "other_name"),
    K.DEFINITIONS: ("term", "text"),
    K.DATA_SUBJECTS: _PLAIN,
    K.PURPOSES: _PLAIN,
    K.LEGAL_BASES: ("basis", "text", "interest", "statute", "purposes", "subject_groups"),
    K.LEGITIMATE_INTERESTS: ("interest", "purposes", "subject_groups"),
    K.AUTOMATED_DECISIONS: _AUTOMATED,
    K.PROFILING: _AUTOMATED,
    K.DATA_ITEMS: (*_PLAIN, "items", "purposes", "subject_groups"),
    K.COLLECTION: _PLAIN,
    K.SOURCES: _SOURCE,
    K.OTHER_SOURCES: _SOURCE,
    K.RECIPIENTS: _RECIPIENT,
    K.PROCESSORS: _RECIPIENT,
    K.TRANSFERS: ("text", "recipient", "countries", "safeguard", "copy", "example"),
    K.RETENTION: (*_PLAIN, "period", "condition", "source", "subject_groups", "purposes"),
    K.SECURITY: _PLAIN,
    K.SECURITY_ORGANISATIONAL: _PLAIN,
    K.SECURITY_ELECTRONIC: _PLAIN,
    K.SECURITY_MANUAL: _PLAIN,
    K.SYSTEMS: (*_PLAIN, "supplier", "country"),
    K.RIGHTS: _RIGHT,
    K.INSPECTION: _RIGHT,
    K.OTHER_RIGHTS: _RIGHT,
    K.OBJECTION: _RIGHT,
    K.CONSENT_WITHDRAWAL: _RIGHT,
    K.COMPLAINT: _RIGHT,
    K.DOCUMENTS: (*_PLAIN, "url"),
    K.FURTHER_PROCESSING: _STATEMENT,
    K.INFORMATION: _STATEMENT,
    K.CHILDREN: _STATEMENT,
    K.DATA_QUALITY: _STATEMENT,
    K.DATA_USE: _STATEMENT,
    K.STORAGE: _STATEMENT,
    K.COOKIES: _STATEMENT,
    K.LANGUAGES: _STATEMENT,
    K.CHANGES: _STATEMENT,
    K.OTHER: _STATEMENT,
}


def unknown_placeholders(kind: K, pattern: str) -> list[str]:
    """The {names} of a pattern that rows of this kind do not have, in order."""
    known = PLACEHOLDERS.get(kind, ())
    return [name for name in PLACEHOLDER.findall(pattern) if name not in known]
