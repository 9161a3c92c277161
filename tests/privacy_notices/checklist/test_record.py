"""The check of a record of processing: each rule broken once, and a whole record."""

from dataclasses import replace

import pytest
from django.utils import translation

from privacy_notices.checklist import check_record, completeness, record_facts
from privacy_notices.checklist.findings import Target
from privacy_notices.checklist.record import RULES, Activity, Lacking, Party, RecordFacts, Served
from privacy_notices.record.facts import gather
from register.models import Controller, Register
from tests.factories import a_controller, a_register
from tests.privacy_notices.checklist.changes import DPO_AMONG_CONTACTS, SECOND, add, drop, put
from tests.privacy_notices.checklist.conftest import loaded

HERE = Target(model="register.register", pk=1)
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


def holding(category, **values):
    return with_activity(held=frozenset({category}), **values)


def with_served(**values):
    return replace(WHOLE, served=[replace(SERVED, **values)])


BROKEN = [
    ("art30-1a", "error", replace(WHOLE, parties=[Party("c", HERE, "X", reachable=False)])),
    ("art30-1a", "error", replace(WHOLE, lacks_representative=True)),
    ("art30-1b", "error", with_activity(purposes=0)),
    ("art30-1c", "error", with_activity(subject_groups=0)),
    ("art30-1c", "error", with_activity(data_items=0)),
    ("art30-1d", "error", with_activity(recipients=0)),
    ("art30-1d", "warning", with_activity(recipients=0, general_recipients=True)),
    ("art30-1e", "error", with_activity(transfers=1, bare_transfers=ROW)),
    ("art30-1e", "error", with_activity(unrecorded_transfers=ROW)),
    ("art30-1e", "warning", with_activity(transfers=1, undocumented_transfers=ROW)),
    ("art30-1f", "warning", with_activity(unlimited=("email",))),
    ("art30-1g", "warning", with_activity(security=0)),
    ("art9-2", "error", holding("special", without_condition=ROW)),
    ("dpa29-hetu", "error", holding("identity_code", without_ground=ROW)),
    ("art10-criminal", "error", holding("criminal", without_statute=ROW)),
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


def test_rules_apply_only_where_there_is_something_to_apply_them_to():
    few = {"art30-1a", "art30-1b", "art30-1c", "art30-1d", "art30-1f", "art30-1g", "art30-3"}
    assert check_record(replace(WHOLE, served=[])).applied == few
    assert "art9-2" in check_record(holding("special")).applied
    assert "art30-1e" in check_record(with_activity(transfers=1)).applied
    assert "art30-2a" in check_record(WHOLE).applied


def test_a_finding_leads_to_the_area_of_its_register():
    second = replace(ACTIVITY, slug="toinen", target=replace(HERE, pk=2), purposes=0)
    record = replace(WHOLE, activities=[replace(ACTIVITY, purposes=0, subject_groups=0), second])

    purposes, people = check_record(record)

    assert purposes.places == ("perus/purposes", "toinen/purposes")
    assert purposes.targets == (
        Target("register.register", 1, "purposes"),
        Target("register.register", 2, "purposes"),
    )
    assert people.targets == (Target("register.register", 1, "subjects"),)


# From rows


@pytest.fixture
def report(db, tmp_path):
    """The findings on the record of the small register's controller, after the changes."""

    def check(*changes):
        loaded(*changes, folder=tmp_path)
        with translation.override("fi"):
            return check_record(record_facts(gather(Controller.objects.get(key="mallila"))))

    return check


def test_record_is_made_from_rows(report):
    found = report(
        add("data_items", key="hetu", name="henkilötunnus", categories=["identity_code"]),
        add("data_items", key="terveys", name="allergiat", categories=["special"]),
        add("data_items", key="rikos", name="rikokset", categories=["criminal"]),
        put("retention/tositteet", categories=["payment"]),
        drop("transfers"),
        add("transfers", key="usa", state="exists", countries=["US"]),
        drop("security"),
        add("processing_for_others", key="muu", name="Muu Oy"),
    )

    assert {one.id: one.place for one in found} == {
        "dpa29-hetu": "perus/data_items/hetu",
        "art9-2": "perus/data_items/terveys",
        "art10-criminal": "perus/data_items/rikos",
        "art30-1e": "perus/transfers/usa",
        "art30-1f": "perus/retention",
        "art30-1g": "perus/security",
        "art30-2a": "perus/processing_for_others/muu",
        "art30-2b": "perus/processing_for_others/muu",
        "art30-2c": "perus/processing_for_others/muu",
        "art30-2d": "perus/processing_for_others/muu",
    }
    (limits,) = (one for one in found if one.id == "art30-1f")
    assert limits.evidence == (
        "henkilötunnus, laskut, erityiset henkilötietoryhmät (9 art.), rikostuomiot ja rikokset "
        "(10 art.)",
    )


def test_record_of_the_small_register_is_whole(report):
    whole = report()

    assert (list(whole), completeness(whole)) == ([], 100)


def test_an_officer_needs_a_name_here_although_not_in_the_notice(report):
    assert list(report(DPO_AMONG_CONTACTS)) == []
    (finding,) = report(
        add("contacts", key="dpo", role="data_protection_officer", email="dpo@mallila.example")
    )

    assert (finding.id, finding.place) == ("art30-1a", "perus/contacts/dpo")


def test_a_joint_controller_must_be_reachable_and_a_separate_one_need_not(report):
    silent = add("controllers", key="toinen", name="Toinen Oy")

    (finding,) = report(silent, put("register", joint_controllership="joint"))
    assert (finding.id, finding.place) == ("art30-1a", "controllers/toinen")
    assert list(report(silent, put("register", joint_controllership="separate"))) == []
    assert list(report(SECOND)) == []


def test_a_recipient_in_a_third_country_is_a_transfer(report):
    abroad = add("recipients", key="pilvi", kind="processor", name="Pilvi Inc", country="US")
    transfer = {"key": "usa", "state": "exists", "recipient": "pilvi"}

    (finding,) = report(abroad)
    assert (finding.id, finding.place) == ("art30-1e", "perus/recipients/pilvi")
    assert "siirtoa ei ole kirjattu" in finding.message.fi
    recorded = (abroad, drop("transfers"), add("transfers", **transfer, mechanism="binding_rules"))
    assert list(report(*recorded)) == []


def test_a_derogation_asks_for_its_documents(report):
    transfer = {"key": "usa", "state": "exists", "countries": ["US"]}
    (finding,) = report(
        drop("transfers"), add("transfers", **transfer, mechanism="other_derogation")
    )

    assert (finding.id, finding.severity) == ("art30-1e", "warning")


def test_words_on_disclosures_name_perhaps_no_recipients(report):
    (finding,) = report(
        drop("recipients"),
        add(
            "statements", key="luovutus", kind="disclosure", text="Tietoja luovutetaan lain mukaan."
        ),
    )

    assert (finding.id, finding.severity) == ("art30-1d", "warning")


def test_every_register_of_the_controller_is_checked(report):
    report()
    a_register("toinen").memberships.create(controller=Controller.objects.get())

    found = check_record(record_facts(gather(Controller.objects.get())))

    assert {one.id: one.place for one in found} == {
        "art30-1b": "toinen/purposes",
        "art30-1c": "toinen/data_subjects",
        "art30-1d": "toinen/recipients",
        "art30-1g": "toinen/security",
    }
    assert {target.pk for one in found for target in one.targets} == {
        Register.objects.get(slug="toinen").pk
    }


@pytest.mark.django_db
def test_controller_without_a_register_has_no_record():
    found = check_record(record_facts(gather(a_controller("x", email="a@mallila.example"))))

    assert [one.id for one in found] == ["art30-3"]


def test_controller_outside_the_eea_needs_a_representative(report):
    (finding,) = report(put("controllers/mallila", country="US", business_id=None))

    assert (finding.id, finding.target.area) == ("art30-1a", "contacts")
    assert finding.target.pk == Register.objects.get().pk
