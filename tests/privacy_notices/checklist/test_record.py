"""The check of a record of processing: each rule broken once, and a whole record."""

from dataclasses import replace

import pytest

from privacy_notices.assembly.facts import gather
from privacy_notices.checklist import check_record, completeness, record_facts
from privacy_notices.checklist.findings import Target
from privacy_notices.checklist.record import RULES, Activity, Lacking, Party, RecordFacts, Served
from register.models import Controller, ProcessingForOthers
from tests.privacy_notices.checklist.changes import add, drop, put
from tests.privacy_notices.checklist.conftest import loaded

HERE = Target(area="purposes")
ACTIVITY = Activity(
    "perus", HERE, purposes=1, subject_groups=1, data_items=1, recipients=1, security=1
)
SERVED = Served("p", HERE, "Muu Oy", contact=True, processing=True, transfers=True, security=True)
WHOLE = RecordFacts(
    parties=[Party("controllers/x", HERE, "Mallila Oy", reachable=True)],
    lacks_representative=False,
    activities=[ACTIVITY],
    served=[SERVED],
)
ROW = (Lacking("data_items/x", HERE),)


def with_activity(**values):
    return replace(WHOLE, activities=[replace(ACTIVITY, **values)])


def with_served(**values):
    return replace(WHOLE, served=[replace(SERVED, **values)])


BROKEN = [
    ("art30-1a", "error", replace(WHOLE, parties=[Party("c", HERE, "X", reachable=False)])),
    ("art30-1a", "error", replace(WHOLE, lacks_representative=True)),
    ("art30-1b", "error", with_activity(purposes=0)),
    ("art30-1c", "error", with_activity(subject_groups=0)),
    ("art30-1c", "error", with_activity(data_items=0)),
    ("art30-1d", "error", with_activity(recipients=0)),
    ("art30-1e", "error", with_activity(bare_transfers=ROW)),
    ("art30-1f", "warning", with_activity(unlimited=("email",))),
    ("art30-1g", "warning", with_activity(security=0)),
    ("art9-2", "error", with_activity(without_condition=ROW)),
    ("dpa29-hetu", "error", with_activity(without_ground=ROW)),
    ("art10-criminal", "error", with_activity(without_statute=ROW)),
    ("art30-2a", "error", with_served(contact=False)),
    ("art30-2b", "error", with_served(processing=False)),
    ("art30-2c", "error", with_served(transfers=False)),
    ("art30-2d", "warning", with_served(security=False)),
    ("art30-3", "error", replace(WHOLE, activities=[], served=[])),
    ("art30-5", "info", replace(WHOLE, claims_exemption=True)),
]


@pytest.mark.parametrize(("id_", "severity", "record"), BROKEN)
def test_broken_record_is_found(id_, severity, record):
    assert [(one.id, one.severity) for one in check_record(record)] == [(id_, severity)]


def test_every_rule_is_broken_somewhere():
    assert {id_ for id_, _ in RULES} == {id_ for id_, _, _ in BROKEN}


def test_whole_record_has_no_finding():
    report = check_record(WHOLE)

    assert list(report) == []
    assert completeness(report) == 100


def test_processors_part_applies_only_to_processors():
    assert "art30-2a" not in check_record(replace(WHOLE, served=[])).applied


@pytest.mark.django_db
def test_record_is_made_from_rows(tmp_path):
    register = loaded(
        add("data_items", key="hetu", name="henkilötunnus", categories=["identity_code"]),
        add("data_items", key="terveys", name="allergiat", categories=["special"]),
        add("data_items", key="rikos", name="rikokset", categories=["criminal"]),
        put("retention/tositteet", categories=["payment"]),
        drop("transfers"),
        add("transfers", key="usa", state="exists", countries=["US"]),
        drop("security"),
        add("processing_for_others", key="muu", name="Muu Oy"),
        folder=tmp_path,
    )
    facts = gather(register)
    served = list(ProcessingForOthers.objects.all())

    report = check_record(record_facts(Controller.objects.get(), [facts], served))

    assert {one.id for one in report} == {
        "dpa29-hetu",
        "art9-2",
        "art10-criminal",
        "art30-1e",
        "art30-1f",
        "art30-1g",
        "art30-2a",
        "art30-2b",
        "art30-2c",
        "art30-2d",
    }
    (limits,) = (one for one in report if one.id == "art30-1f")
    assert limits.evidence == ("criminal, identity_code, invoice, special",)


@pytest.mark.django_db
def test_record_of_the_small_register_is_whole(tmp_path):
    facts = gather(loaded(folder=tmp_path))

    assert list(check_record(record_facts(Controller.objects.get(), [facts]))) == []


@pytest.mark.django_db
def test_controller_without_a_register_has_no_record():
    controller = Controller.objects.create(key="x", name="Mallila Oy", email="a@mallila.example")

    assert [one.id for one in check_record(record_facts(controller, []))] == ["art30-3"]


@pytest.mark.django_db
def test_controller_outside_the_eea_needs_a_representative(tmp_path):
    facts = gather(
        loaded(put("controllers/mallila", country="US", business_id=None), folder=tmp_path)
    )

    report = check_record(record_facts(Controller.objects.get(), [facts]))

    assert [one.id for one in report] == ["art30-1a"]
