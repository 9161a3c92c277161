"""The small notice itself."""

from privacy_notices.checklist import completeness


def test_small_notice_has_no_finding(checked):
    report = checked()

    assert [(finding.id, finding.places, finding.evidence) for finding in report] == []
    assert completeness(report) == 100
