"""The checklists of notices and records as code. `docs/checklist.md`."""

from privacy_notices.checklist.checking import check, check_register, written
from privacy_notices.checklist.findings import Finding, Report, Severity, Target, completeness
from privacy_notices.checklist.record import check_record, record_facts

__all__ = [
    "Finding",
    "Report",
    "Severity",
    "Target",
    "check",
    "check_record",
    "check_register",
    "completeness",
    "record_facts",
    "written",
]
