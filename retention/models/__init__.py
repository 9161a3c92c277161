"""Rules, holds, plans, runs and the ledger of erasures."""

from retention.models.financial_year import FinancialYear, check_year
from retention.models.forecast import Forecast
from retention.models.granted import GrantedErasure
from retention.models.hold import Hold, HoldReason
from retention.models.ledger import LedgerChoice, LedgerEntry, Said
from retention.models.plan import (
    Approval,
    ApprovalWay,
    Kept,
    Outcome,
    Part,
    Plan,
    PlanItem,
    Run,
    Skipped,
)
from retention.models.rule import (
    MONTHS,
    NOT_A_LEAP_YEAR,
    UNDER_A_DAY,
    RetentionRule,
    RuleCategory,
    Term,
    check_rule,
)

__all__ = [
    "MONTHS",
    "NOT_A_LEAP_YEAR",
    "UNDER_A_DAY",
    "Approval",
    "ApprovalWay",
    "FinancialYear",
    "Forecast",
    "GrantedErasure",
    "Hold",
    "HoldReason",
    "Kept",
    "LedgerChoice",
    "LedgerEntry",
    "Outcome",
    "Part",
    "Plan",
    "PlanItem",
    "RetentionRule",
    "RuleCategory",
    "Run",
    "Said",
    "Skipped",
    "Term",
    "check_rule",
    "check_year",
]
