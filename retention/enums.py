"""Closed vocabularies of retention."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Trigger(TextChoices):
    """The event a period runs from."""

    CUSTOMER_RELATIONSHIP_END = "customer_relationship_end", _("end of the customer relationship")
    CONTRACT_END = "contract_end", _("end of the contract")
    LAST_SERVICE_CONTACT = "last_service_contact", _("last contact with customer service")
    LAST_CONTACT = "last_contact", _("last contact")
    LAST_ORDER = "last_order", _("last order")
    LAST_LOGIN = "last_login", _("last sign-in")
    ACCOUNT_DELETION = "account_deletion", _("deletion of the account")
    COLLECTED = "collected", _("collection of the data")
    CREATED = "created", _("creation of the record")
    EVENT = "event", _("the event the data concern")
    SECURITY_EVENT = "security_event", _("security event")
    RECRUITMENT_END = "recruitment_end", _("end of the recruitment")
    PURCHASE = "purchase", _("purchase")
    INVOICE_DATE = "invoice_date", _("date of the invoice")
    DUE_DATE = "due_date", _("due date of the debt")
    DEBT_PAID = "debt_paid", _("payment of the debt")
    FINANCIAL_YEAR_END = "financial_year_end", _("end of the financial year")
    FINANCIAL_STATEMENTS_ADOPTED = (
        "financial_statements_adopted",
        _("adoption of the financial statements"),
    )
    CONSENT_WITHDRAWN = "consent_withdrawn", _("withdrawal of consent")
    MARKETING_BAN = "marketing_ban", _("direct-marketing ban")
    REQUEST_CLOSED = "request_closed", _("closing of the request")
    MEMBERSHIP_END = "membership_end", _("end of the membership")
    DEATH = "death", _("death")
    BIRTH = "birth", _("birth")


class Unit(TextChoices):
    """Units of length. The engine works in days; shorter periods belong to a system."""

    MINUTE = "minute", _("minutes")
    HOUR = "hour", _("hours")
    DAY = "day", _("days")
    WEEK = "week", _("weeks")
    MONTH = "month", _("months")
    YEAR = "year", _("years")


class Rounding(TextChoices):
    """To what the event's day is moved forward before the period is counted."""

    NONE = "none", _("not rounded")
    END_OF_MONTH = "end_of_month", _("to the end of the month")
    END_OF_CALENDAR_YEAR = "end_of_calendar_year", _("to the end of the calendar year")
    END_OF_FINANCIAL_YEAR = "end_of_financial_year", _("to the end of the financial year")


class Combinator(TextChoices):
    """Which of several terms decides."""

    LATEST = "latest", _("the latest")
    EARLIEST = "earliest", _("the earliest")
    FIRST_KNOWN = "first_known", _("the first that is known")


class Action(TextChoices):
    """What happens when the period is over."""

    ERASE = "erase", _("erase")
    ANONYMISE = "anonymise", _("anonymise")
    REVIEW = "review", _("review by a person")


class AppliesWhen(TextChoices):
    """A case in which alone a rule applies, and which can be told from the rows."""

    IN_DEBT = "in_debt", _("an invoice is unpaid after its due date")


class RuleForm(TextChoices):
    """What kind of answer the notice gives to “how long” (Art. 13(2)(a))."""

    PERIOD = "period", _("a period from an event")
    CRITERION = "criterion", _("a criterion in words, nothing to carry out")
    EXTERNAL = "external", _("a retention schedule outside the notice")
    PERMANENT = "permanent", _("permanently, with a reason")
