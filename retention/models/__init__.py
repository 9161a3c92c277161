"""Rules, holds, plans, runs and the ledger of erasures."""

from retention.models.financial_year import FinancialYear
from retention.models.hold import Hold, HoldReason
from retention.models.ledger import LedgerEntry
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
    "Hold",
    "HoldReason",
    "Kept",
    "LedgerEntry",
    "Outcome",
    "Part",
    "Plan",
    "PlanItem",
    "RetentionRule",
    "RuleCategory",
    "Run",
    "Skipped",
    "Term",
    "check_rule",
]
