"""Closed vocabularies of the notice."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Numbering(TextChoices):
    """How sections are numbered."""

    NONE = "none", _("no numbers")
    DECIMAL = "decimal", "1."
    SECTION_SIGN = "section_sign", "§ 1"


class HeadingCase(TextChoices):
    """How headings are printed."""

    AS_WRITTEN = "as_written", _("as written")
    UPPER = "upper", _("IN CAPITALS")


class Voice(TextChoices):
    """In what person the sentences made for you speak."""

    PASSIVE = "passive", _("in the third person (“the data subject has the right”)")
    YOU = "you", _("to the reader (“you have the right”)")


class DateFormat(TextChoices):
    """How the notice prints its dates."""

    SHORT = "short", "1.9.2026"
    PADDED = "padded", "01.09.2026"
    LONG = "long", _("1 September 2026")


class DatesPlace(TextChoices):
    """Where the dates stand."""

    TOP = "top", _("at the beginning")
    BOTTOM = "bottom", _("at the end")
    NOWHERE = "nowhere", _("not printed")


class FactKind(TextChoices):
    """What a section answers for, and what a block can print."""

    CONTROLLERS = "controllers", _("controllers")
    CONTACTS = "contacts", _("contact persons")
    CONTROLLERS_WITH_CONTACTS = (
        "controllers_with_contacts",
        _("controllers, each with its contact persons"),
    )
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("data protection officer")
    REPRESENTATIVE = "representative", _("representative in the EU")
    JOINT_CONTROLLERS = "joint_controllers", _("joint controllers")
    REGISTER_NAME = "register_name", _("name of the register")
    DEFINITIONS = "definitions", _("definitions")
    DATA_SUBJECTS = "data_subjects", _("groups of data subjects")
    PURPOSES = "purposes", _("purposes")
    LEGAL_BASES = "legal_bases", _("legal bases")
    LEGITIMATE_INTERESTS = "legitimate_interests", _("legitimate interests")
    AUTOMATED_DECISIONS = "automated_decisions", _("automated decisions")
    PROFILING = "profiling", _("profiling")
    DATA_ITEMS = "data_items", _("data items")
    SPECIAL_DATA = "special_data", _("special categories and identity code")
    OBLIGATION = "obligation", _("obligation to provide data")
    COLLECTION = "collection", _("situations of collection")
    SOURCES = "sources", _("sources")
    OTHER_SOURCES = "other_sources", _("data obtained from elsewhere")
    RECIPIENTS = "recipients", _("recipients")
    PROCESSORS = "processors", _("processors")
    TRANSFERS = "transfers", _("transfers outside the EU/EEA")
    RETENTION = "retention", _("retention periods")
    SECURITY = "security", _("security measures")
    SECURITY_ORGANISATIONAL = "security_organisational", _("organisational measures")
    SECURITY_ELECTRONIC = "security_electronic", _("measures for electronic material")
    SECURITY_MANUAL = "security_manual", _("measures for manual material")
    SYSTEMS = "systems", _("systems")
    RIGHTS = "rights", _("rights of the data subject")
    INSPECTION = "inspection", _("rights of access and rectification")
    OTHER_RIGHTS = "other_rights", _("other rights than access and rectification")
    OBJECTION = "objection", _("right to object")
    CONSENT_WITHDRAWAL = "consent_withdrawal", _("right to withdraw consent")
    COMPLAINT = "complaint", _("right to lodge a complaint")
    REQUESTS = "requests", _("how to make a request")
    DOCUMENTS = "documents", _("other documents")
    FURTHER_PROCESSING = "further_processing", _("processing for another purpose")
    INFORMATION = "information", _("when and how information is given")
    CHILDREN = "children", _("children and guardians")
    DATA_QUALITY = "data_quality", _("accuracy of the data")
    DATA_USE = "data_use", _("how the data are used")
    STORAGE = "storage", _("where the data are kept")
    COOKIES = "cookies", _("cookies")
    LANGUAGES = "languages", _("language versions")
    CHANGES = "changes", _("changes to the notice")
    OTHER = "other", _("other")


class BlockStyle(TextChoices):
    """How a block prints a list of facts."""

    AUTO = "auto", _("the usual way for these facts")
    BULLETS = "bullets", _("as a list")
    NUMBERED = "numbered", _("as a numbered list")
    RUN_IN = "run_in", _("in one sentence, separated by commas")
    PARAGRAPHS = "paragraphs", _("as paragraphs")
    SENTENCES = "sentences", _("as one paragraph of sentences")
    LABELS = "labels", _("as labels and values (“Name: …”)")
    LINES = "lines", _("as lines of an address")
    RUNNING = "running", _("as running text, nothing added between")
    EACH = "each", _("the own text once for each of them, {name} and the like filled in")


class LabelField(TextChoices):
    """Labels that a notice may word in its own way."""

    NAME = "name", _("name")
    CONTACT_NAME = "contact_name", _("name of the contact")
    BUSINESS_ID = "business_id", _("Business ID")
    ADDRESS = "address", _("address")
    POSTAL_ADDRESS = "postal_address", _("postal address")
    VISITING_ADDRESS = "visiting_address", _("visiting address")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    SWITCHBOARD = "switchboard", _("switchboard")
    CUSTOMER_SERVICE = "customer_service", _("customer service")
    WEBSITE = "website", _("website")
    TRADE_NAME = "trade_name", _("trade name")
    OTHER_CONTACT = "other_contact", _("other contact details")
    REGISTER_NAME = "register_name", _("name of the register")
    DRAWN_UP = "drawn_up", _("drawn up")
    UPDATED = "updated", _("updated")
