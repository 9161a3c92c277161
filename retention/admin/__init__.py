"""The retention desk in the admin."""

from register.admin.navigation import RETENTION, Place
from register.admin.people_access import ORIGINS
from register.models import Occasion
from retention.admin import (  # noqa: F401 # each registers its own
    card,
    charts,
    financial_years,
    holds,
    items,
    ledger,
    plans,
    rules,
    subjects,
)
from retention.models import Hold, LedgerEntry, Plan

RETENTION += [
    Place(Plan, "event_available"),
    Place(Hold, "lock"),
    Place(LedgerEntry, "auto_delete"),
]
ORIGINS["retention"] = Occasion.RETENTION
