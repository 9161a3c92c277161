"""Closed vocabularies of the register: leaves, importable from anywhere.

The values stand in the database and in register files and never change; the labels are for screens.
Articles are those of Regulation (EU) 2016/679 unless another act is named.
"""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Language(TextChoices):
    """The languages of every text. Finnish is the master."""

    FI = "fi", _("Finnish")
    SV = "sv", _("Swedish")
    EN = "en", _("English")


class LegalBasisCode(TextChoices):
    """Art. 6(1)(a)–(f)."""

    CONSENT = "a", _("(a) consent of the data subject")
    CONTRACT = "b", _("(b) performance of a contract")
    LEGAL_OBLIGATION = "c", _("(c) legal obligation")
    VITAL_INTERESTS = "d", _("(d) vital interests")
    PUBLIC_TASK = "e", _("(e) public interest or official authority")
    LEGITIMATE_INTERESTS = "f", _("(f) legitimate interests")


class BasisParty(TextChoices):
    """Whose consent or contract a legal basis rests on (Art. 4(11), 6(1)(b))."""

    DATA_SUBJECT = "data_subject", _("the data subject")
    ORGANISATION = "organisation", _("the organisation the data subject represents")
    EITHER = "either", _("the data subject or the organisation represented")


class DataCategory(TextChoices):
    """What a piece of data is: everything in the system joins on these."""

    NAME = "name", _("name")
    ROLE = "role", _("role or job title")
    ORGANISATION = "organisation", _("organisation")
    CUSTOMER_NUMBER = "customer_number", _("customer number")
    EMAIL = "email", _("e-mail address")
    PHONE = "phone", _("phone number")
    POSTAL_ADDRESS = "postal_address", _("postal address")
    WEB_PROFILE = "web_profile", _("website or social media profile")
    ONLINE_IDENTIFIER = "online_identifier", _("online identifier, such as an IP address")
    USER_ID = "user_id", _("user name")
    IDENTITY_CODE = "identity_code", _("personal identity code")
    BUSINESS_ID = "business_id", _("Business ID")
    LANGUAGE = "language", _("language")
    RELATIONSHIP = "relationship", _("customer relationship")
    ORDER = "order", _("orders")
    INVOICE = "invoice", _("invoices")
    PAYMENT = "payment", _("payments")
    DEBT = "debt", _("debts and collection")
    INTERACTION = "interaction", _("contacts with customer service")
    CONSENT = "consent", _("consents")
    MARKETING_BAN = "marketing_ban", _("direct-marketing bans")
    CREDIT_INFO = "credit_info", _("credit information")
    SPECIAL = "special", _("special categories of data (Art. 9)")
    CRIMINAL = "criminal", _("criminal convictions and offences (Art. 10)")
    TECHNICAL_LOG = "technical_log", _("technical log data")
    OTHER = "other", _("other data")


class Origin(TextChoices):
    """How a piece of data comes to be held. Portability (Art. 20) covers the given and observed."""

    GIVEN = "given", _("given by the data subject")
    OBSERVED = "observed", _("observed from the data subject's activity")
    DERIVED = "derived", _("derived by the controller")
    ELSEWHERE = "elsewhere", _("obtained from elsewhere")


class Obligation(TextChoices):
    """Whether the data subject must give a piece of data (Art. 13(2)(e))."""

    STATUTORY = "statutory", _("required by law")
    CONTRACTUAL = "contractual", _("required by the contract")
    CONTRACT_CONDITION = "contract_condition", _("needed for entering into a contract")
    VOLUNTARY = "voluntary", _("voluntary")


class SpecialCondition(TextChoices):
    """The condition of Art. 9(2) that allows processing special categories of data."""

    EXPLICIT_CONSENT = "a", _("(a) explicit consent")
    EMPLOYMENT = "b", _("(b) employment and social security")
    VITAL_INTERESTS = "c", _("(c) vital interests")
    NOT_FOR_PROFIT = "d", _("(d) activities of a not-for-profit body")
    MADE_PUBLIC = "e", _("(e) manifestly made public by the data subject")
    LEGAL_CLAIMS = "f", _("(f) legal claims")
    PUBLIC_INTEREST = "g", _("(g) substantial public interest")
    HEALTH_CARE = "h", _("(h) health or social care")
    PUBLIC_HEALTH = "i", _("(i) public health")
    ARCHIVING = "j", _("(j) archiving, research or statistics")
    NATIONAL_ACT = "dpa6", _("Data Protection Act, section 6")


class IdentityCodeGround(TextChoices):
    """Data Protection Act (1050/2018) s. 29, as in force from 1 January 2024."""

    CONSENT = "consent", _("consent of the data subject")
    LAW = "law", _("laid down by law")
    STATUTORY_TASK = "statutory_task", _("needed for a task laid down by law")
    RIGHTS_AND_DUTIES = "rights_and_duties", _("rights and duties of the person or the controller")
    RESEARCH = "research", _("historical, scientific or statistical purposes")
    SECTOR = "sector", _("a sector named in s. 29(2), such as lending or insurance")


class SubjectKind(TextChoices):
    """What a group of data subjects is to the controller."""

    PERSON_CUSTOMER = "person_customer", _("private customers")
    CONTACT_PERSON = "contact_person", _("contact persons of customer organisations")
    PROSPECT = "prospect", _("potential customers")
    USER = "user", _("users of a service")
    TECHNICAL_CONTACT = "technical_contact", _("technical contacts")
    OTHER = "other", _("others")


# What one person is, where the vocabulary speaks of groups.
ONE_OF: dict[SubjectKind, Any] = {
    SubjectKind.PERSON_CUSTOMER: _("private customer"),
    SubjectKind.CONTACT_PERSON: _("contact person of an organisation"),
    SubjectKind.PROSPECT: _("potential customer"),
    SubjectKind.USER: _("user of a service"),
    SubjectKind.TECHNICAL_CONTACT: _("technical contact"),
    SubjectKind.OTHER: pgettext_lazy("kind of person", "other"),
}


class SourceKind(TextChoices):
    """Where data comes from (Art. 14(2)(f))."""

    DATA_SUBJECT = "data_subject", _("the data subject")
    ORGANISATION = "organisation", _("the organisation the data subject represents")
    OWN_ACTIVITY = "own_activity", _("arises in the controller's own activity")
    COOKIES = "cookies", _("cookies and similar identifiers")
    PUBLIC_REGISTER = "public_register", _("a public register or other public source")
    AUTHORITY = "authority", _("an authority")
    THIRD_PARTY = "third_party", _("another third party")


class YesNo(TextChoices):
    """A question that can be answered, or left unanswered (stored as an empty value)."""

    YES = "yes", _("yes")
    NO = "no", _("no")


class RecipientKind(TextChoices):
    """Who receives data (Art. 4(9), 13(1)(e))."""

    PROCESSOR = "processor", _("processor")
    CONTROLLER = "controller", _("another controller")
    GROUP_COMPANY = "group_company", _("company of the same group")
    PARTNER = "partner", _("business partner")
    AUTHORITY = "authority", _("authority")
    INTERNAL = "internal", _("the controller's own staff")
    PUBLIC = "public", _("the public (publication)")


class Modality(TextChoices):
    """How certain a disclosure or a processing is."""

    REGULAR = "regular", _("regularly")
    POSSIBLE = "possible", _("may happen")
    ON_REQUEST = "on_request", _("only on request or by separate agreement")


class State(TextChoices):
    """Whether something is done: a notice must say no aloud."""

    NONE = "none", _("no, and the notice says so")
    POSSIBLE = "possible", _("may happen")
    EXISTS = "exists", _("yes")


class TransferMechanism(TextChoices):
    """What makes a transfer outside the EU/EEA lawful (Art. 45–49)."""

    ADEQUACY = "adequacy", _("adequacy decision (Art. 45)")
    STANDARD_CLAUSES = "standard_clauses", _("standard contractual clauses (Art. 46(2)(c))")
    BINDING_RULES = "binding_rules", _("binding corporate rules (Art. 47)")
    OTHER_SAFEGUARD = "other_safeguard", _("another safeguard (Art. 46)")
    EXPLICIT_CONSENT = "explicit_consent", _("explicit consent (Art. 49(1)(a))")
    CONTRACT = "contract", _("necessary for a contract (Art. 49(1)(b)–(c))")
    OTHER_DEROGATION = "other_derogation", _("another derogation (Art. 49(1))")


class AutomatedKind(TextChoices):
    """Automated decisions (Art. 22) and profiling (Art. 4(4)) are stated apart."""

    DECISION = "decision", _("automated decision-making")
    PROFILING = "profiling", _("profiling")


class MeasureKind(TextChoices):
    """Groups of security measures (Art. 32)."""

    ORGANISATIONAL = "organisational", _("organisational")
    ELECTRONIC = "electronic", _("electronic material")
    MANUAL = "manual", _("manual (paper) material")


class SystemKind(TextChoices):
    """Where the data lives."""

    SOFTWARE = "software", _("software or service")
    PAPER = "paper", _("paper archive")
    OTHER = "other", _("other")


class ContactRole(TextChoices):
    """What a contact is there for."""

    REGISTER = "register", _("matters concerning the register")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("data protection officer (Art. 37)")
    REPRESENTATIVE = "representative", _("representative in the EU (Art. 27)")
    TOPIC = "topic", _("a named topic")


class ContactKind(TextChoices):
    """Who answers: a contact need not be a person."""

    PERSON = "person", _("person")
    UNIT = "unit", _("unit or team")
    TRADE_NAME = "trade_name", _("trade name or brand")
    ROLE = "role", pgettext_lazy("kind of contact", "role or function")


class PhoneKind(TextChoices):
    """What answers at a phone number."""

    DIRECT = "direct", _("direct number")
    SWITCHBOARD = "switchboard", _("switchboard")
    CUSTOMER_SERVICE = "customer_service", _("customer service")


class AddressKind(TextChoices):
    """Postal and visiting address are separate and often differ."""

    POSTAL = "postal", _("postal address")
    VISITING = "visiting", _("visiting address")


class JointControllership(TextChoices):
    """What several controllers of one register are to each other (Art. 26)."""

    JOINT = "joint", _("joint controllers (Art. 26)")
    SEPARATE = "separate", _("each a controller of its own customers")


class RightKind(TextChoices):
    """The rights a notice states (Art. 13(2)(b)–(d), 14(2)(c)–(e))."""

    INFORMATION = "information", _("right to be informed (Art. 12–14)")
    ACCESS = "access", _("right of access (Art. 15)")
    RECTIFICATION = "rectification", _("right to rectification (Art. 16)")
    ERASURE = "erasure", _("right to erasure (Art. 17)")
    RESTRICTION = "restriction", _("right to restriction (Art. 18)")
    PORTABILITY = "portability", _("right to data portability (Art. 20)")
    OBJECTION = "objection", _("right to object (Art. 21(1))")
    MARKETING_BAN = "marketing_ban", _("right to object to direct marketing (Art. 21(2))")
    CONSENT_WITHDRAWAL = "consent_withdrawal", _("right to withdraw consent (Art. 7(3))")
    HUMAN_REVIEW = "human_review", _("review of an automated decision (Art. 22(3))")
    COMPLAINT = "complaint", _("right to lodge a complaint (Art. 77)")
    OTHER = "other", _("other rights")


class RequestForm(TextChoices):
    """In what form the notice asks for a request (Art. 12(2))."""

    FREE = "free", _("in any form")
    ELECTRONIC = "electronic", _("electronically")
    WRITTEN = "written", _("in writing")
    SIGNED = "signed", _("in writing and signed")
    IN_PERSON = "in_person", _("in person")


class ChannelKind(TextChoices):
    """A way to make a request (Art. 12(2))."""

    EMAIL = "email", _("e-mail")
    FORM = "form", _("web form")
    PHONE = "phone", _("phone")
    POST = "post", _("post")
    IN_PERSON = "in_person", _("in person")
    CONTACT = "contact", _("the contact person of the register")


class StatementKind(TextChoices):
    """Facts that are one statement in words."""

    NO_RECIPIENTS = "no_recipients", _("data are not disclosed (explicit “none”, Art. 13(1)(e))")
    DISCLOSURE = "disclosure", _("disclosures in general words, no recipient named")
    OBLIGATION = "obligation", _("obligation to provide data and consequences (Art. 13(2)(e))")
    JOINT_ARRANGEMENT = "joint_arrangement", _("essence of the joint arrangement (Art. 26(2))")
    FURTHER_PROCESSING = "further_processing", _("processing for another purpose (Art. 13(3))")
    INFORMATION_TIME = "information_time", _("when information is given (Art. 14(3))")
    INFORMATION_EXCEPTION = "information_exception", _("information not given (Art. 14(5))")
    CHILDREN = "children", _("children and guardians (Art. 8)")
    LANGUAGES = "languages", _("language versions (Art. 12(1))")
    DATA_QUALITY = "data_quality", _("accuracy of the data (Art. 5(1)(d))")
    DATA_USE = "data_use", _("how the data are used")
    STORAGE = "storage", _("where the data are kept")
    REQUESTS = "requests", _("how requests are handled (Art. 12)")
    IDENTITY = "identity", _("how identity is confirmed (Art. 12(6))")
    CHANGES = "changes", _("changes to the notice")
    COOKIES = "cookies", _("cookies")
    OTHER = "other", _("other statement")


class StatuteStatus(TextChoices):
    """Whether an act applies today."""

    IN_FORCE = "in_force", _("in force")
    REPEALED = "repealed", _("repealed")


# People


class Relationship(TextChoices):
    """What a person is to the controller at the moment."""

    PROSPECT = "prospect", pgettext_lazy("relationship", "prospect")
    CUSTOMER = "customer", pgettext_lazy("relationship", "customer")
    FORMER = "former", pgettext_lazy("relationship", "former customer")
    NONE = "none", pgettext_lazy("relationship", "no customer relationship")


class ContactPointKind(TextChoices):
    """Ways to reach a person, or traces of one."""

    EMAIL = "email", _("e-mail address")
    PHONE = "phone", _("phone number")
    WEB = "web", _("website")
    SOCIAL = "social", _("social media profile")
    IP_ADDRESS = "ip_address", _("IP address")


class OrganisationRole(TextChoices):
    """What a contact person does in the organisation he or she stands for."""

    DECISION_MAKER = "decision_maker", _("decision maker")
    ADMINISTRATION = "administration", _("administration")
    BILLING = "billing", _("billing")
    TECHNICAL = "technical", _("technical contact")


class KeyDateKind(TextChoices):
    """Days in a person's life or account that a retention period may run from."""

    LAST_CONTACT = "last_contact", _("last contact")
    LAST_SERVICE_CONTACT = "last_service_contact", _("last contact with customer service")
    LAST_ORDER = "last_order", _("last order")
    LAST_LOGIN = "last_login", _("last sign-in")
    ACCOUNT_DELETION = "account_deletion", _("deletion of the account")
    MEMBERSHIP_END = "membership_end", _("end of the membership")
    RECRUITMENT_END = "recruitment_end", _("end of the recruitment")
    SECURITY_EVENT = "security_event", _("security event")
    BIRTH = "birth", _("birth")
    DEATH = "death", _("death")


class InteractionChannel(TextChoices):
    """How somebody was in touch."""

    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    CHAT = "chat", _("chat or message")
    LETTER = "letter", _("letter")
    VISIT = "visit", _("visit")
    ONLINE_SERVICE = "online_service", _("online service")
    OTHER = "other", pgettext_lazy("channel", "other")


class InteractionKind(TextChoices):
    """What a contact was about. Service and complaints count as contacts with customer service."""

    SERVICE = "service", _("customer service")
    COMPLAINT = "complaint", _("complaint")
    SALES = "sales", _("sales")
    MARKETING = "marketing", _("marketing")
    OTHER = "other", pgettext_lazy("contact", "other")


class Direction(TextChoices):
    """Who got in touch."""

    INCOMING = "incoming", _("from the person")
    OUTGOING = "outgoing", _("to the person")


class MarketingChannel(TextChoices):
    """Ways of direct marketing (Act 917/2014 s. 200–202; the codes of bans in practice)."""

    POST = "post", _("post")
    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("text message")
    APP = "app", _("messages in an application")
    SOCIAL_MEDIA = "social_media", _("targeting in social media")


class MarketingScope(TextChoices):
    """Whose marketing, or what use of the address."""

    OWN = "own", _("own marketing")
    GROUP = "group", _("marketing of the group")
    PARTNERS = "partners", _("disclosure to partners for marketing")
    RESEARCH = "research", _("opinion and market research")


class GivenBy(TextChoices):
    """Who said it: a ban, a consent, a withdrawal."""

    DATA_SUBJECT = "data_subject", _("the data subject")
    GUARDIAN = "guardian", _("guardian or trustee")
    REPRESENTATIVE = "representative", _("another representative")
    PREFERENCE_LIST = "preference_list", _("a public preference list")


class SuppressedKind(TextChoices):
    """What kind of identifier is suppressed."""

    EMAIL = "email", _("e-mail address")
    PHONE = "phone", _("phone number")
    POSTAL_ADDRESS = "postal_address", _("name and postal address")
    CUSTOMER_NUMBER = "customer_number", _("customer number")
    IDENTITY_CODE = "identity_code", _("personal identity code")


class SuppressionReason(TextChoices):
    """Why an identifier may not come back."""

    MARKETING_BAN = "marketing_ban", _("direct-marketing ban")
    ERASURE_REQUEST = "erasure_request", _("erased on request")
    RETENTION = "retention", _("erased when the retention period ended")
