"""Every act on people leaves its trace in one trail, and in one only (ADR 0007).

A row saved by itself stands in the audit log, by a signal. What is written set-wise, or by a door
of its own, stands in the journal. Who writes set-wise is known by name: a new place fails here
until somebody has said what tells of it.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from auditlog.models import LogEntry
from django.conf import settings
from django.core.management import call_command
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from register import binding, erasure, identity_codes, marketing, merging, suppressions
from register.admin.people import url_of_person
from register.enums import DataCategory, MarketingChannel, MarketingScope
from register.erasure import Warrant
from register.groups import Group
from register.journal import COMMAND, JOB
from register.models import DataSubject, Interaction, JournalEntry, Occasion, Organisation, User
from tests import factories as make
from tests.admin_pages import filled, url

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
CODE = "010190-900P"

# Modules that write without `save`, and what tells of it.
JOURNALLED = "each door writes its entries: see DOORS"
FACTS = "facts and notices, row by row: the audit log"
NOBODYS = "the machine's own rows"
BEFORE_ANYTHING = "made with the database, before anybody is in it"
WRITES_SET_WISE = {
    "privacy_notices/admin/sections.py": FACTS,
    "privacy_notices/files/loading.py": FACTS,
    "privacy_notices/layout.py": "a standard layout, told by the audit log of its notice",
    "privacy_notices/publishing.py": FACTS,
    "privacy_notices/withdrawing.py": FACTS,
    "register/admin/values.py": FACTS,
    "register/authorities.py": BEFORE_ANYTHING,
    "register/binding.py": JOURNALLED,
    "register/erasure.py": JOURNALLED,
    "register/identity_codes.py": JOURNALLED,
    "register/imports/checking.py": "a preview: nothing on people is changed",
    "register/imports/desk.py": "a preview: nothing on people is changed",
    "register/imports/jobs.py": "a preview: nothing on people is changed",
    "register/imports/staging.py": "a preview: nothing on people is changed",
    "register/imports/writing.py": JOURNALLED,
    "register/management/commands/import_subjects.py": "thrown away: a rehearsal",
    "register/jobs.py": NOBODYS,
    "register/made_people.py": "invented people: each is journalled as created",
    "register/journal.py": "the journal itself",
    "register/journal_seals.py": "the journal itself, which tells of its own pruning",
    "register/merging.py": JOURNALLED,
    "register/outbox.py": NOBODYS,
    "register/restricting.py": JOURNALLED,
    "register/search_indexes.py": "follows from what is told already",
    "register/search_lines.py": "follows from what is told already",
    "register/statutes.py": BEFORE_ANYTHING,
    "register/suppressions.py": JOURNALLED,
    "retention/drafts.py": "a draft of a plan that nobody else sees",
    "retention/forecasting.py": "figures, which name nobody",
    "retention/grants.py": "what was granted; the request's own trail tells of it",
    "retention/last_days.py": "the day of a row whose erasure is journalled",
    "retention/ledger.py": "the ledger of erasures, a trail itself",
    "retention/nightly.py": "plans that nobody approved, and how far a run has come",
    "retention/own_records.py": JOURNALLED,
    "retention/on_request.py": "the same, of a request; an earlier preview that nobody approved",
    "retention/plan.py": "what is due, in numbers; who plans and who approves stands in the plan",
    "retention/replay.py": JOURNALLED,
    "retention/run.py": JOURNALLED,
    "subjects/carrying/recipients.py": "whom to tell, until somebody is told: made anew each time",
    "subjects/correcting.py": JOURNALLED,
    "subjects/forgetting.py": JOURNALLED,
    "subjects/identity/codes.py": "an older code falls with the step that sends a newer one",
    "subjects/package/delivering.py": JOURNALLED,
    "subjects/package/keeping.py": JOURNALLED,
    "subjects/package/masking.py": JOURNALLED,
    "subjects/public/flood.py": "counts of a form's use, by hashes that name nobody",
    "subjects/self_test/door.py": NOBODYS,
    "subjects/self_test/mark.py": NOBODYS,
    "subjects/rectifying/acts.py": JOURNALLED,
    "subjects/rectifying/dropping.py": "goes with the step that settles anew whose it was",
    "subjects/steps.py": JOURNALLED,
    "subjects/workflow.py": "a number of the customer goes with the end of the request: journalled",
    "subjects/tokens.py": "secret links: their use is the step that follows",
}
IN_BULK = {"bulk_create", "bulk_update", "_raw_delete"}
IN_SQL = ("INSERT INTO ", "UPDATE ", "DELETE FROM ", "COPY ")


def set_wise_writers() -> Iterator[str]:
    """Modules with a call, or SQL, that writes past `save` and its signals."""
    for package in settings.OUR_APPS:
        for file in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in file.parts and any(map(_writes, _nodes(file))):
                yield str(file.relative_to(ROOT))


def _nodes(file: Path) -> Iterator[ast.AST]:
    """What is in functions; docstrings are not."""
    for function in ast.walk(ast.parse(file.read_text())):
        if isinstance(function, ast.FunctionDef):
            body = function.body[1:] if ast.get_docstring(function) else function.body
            for statement in body:
                yield from ast.walk(statement)


def _writes(node: ast.AST) -> bool:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value.lstrip().startswith(IN_SQL)
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    name = node.func.attr
    is_update = name == "update" and not node.args and bool(node.keywords)
    is_delete = name == "delete" and not node.args and not node.keywords
    return name in IN_BULK or is_update or is_delete


def test_whoever_writes_set_wise_is_known() -> None:
    assert set(set_wise_writers()) == set(WRITES_SET_WISE)


# The doors


@dataclass
class World:
    """A card that has everything, and who works on it."""

    person: DataSubject
    twin: DataSubject
    staff: User
    client: Client

    @property
    def warrant(self) -> Warrant:
        return Warrant(digest="0" * 64, by=JOB)


@pytest.fixture
def world(client: Client) -> World:
    person = make.a_person(customer_number="A-1")
    twin = make.a_person(person.kept_by)
    make.an_identity_code_item(person.kept_by.register)
    make.a_contact_point(person)
    make.an_interaction(person)
    make.an_invoice(person)
    staff = make.a_user(Group.COMPLIANCE_OFFICER)
    client.force_login(staff)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return World(person, twin, staff, client)


def in_one(work: Callable[[World], object]) -> Callable[[World], object]:
    def done(world: World) -> object:
        with transaction.atomic():
            return work(world)

    return done


def import_one(world: World, folder: Path) -> None:
    file = folder / "people.csv"
    file.write_text("Sukunimi;Etunimi;Asiakasnumero\nUusinen;Aada;B-2\n", encoding="utf-8")
    call_command(
        *("import_subjects", str(file), "--register", world.person.kept_by.register.slug),
    )


def save_in_admin(world: World) -> None:
    address = url(DataSubject, "change", world.person.pk)
    sent = {**filled(world.client.get(address)), "job_title": "säveltäjä"}
    assert world.client.post(address, sent).status_code == 302


def search_by_code(world: World) -> None:
    address = reverse("admin:register_datasubject_by_code")
    assert world.client.post(address, {"code": CODE}).status_code == 302


def add_in_admin(world: World) -> None:
    address = f"{url(DataSubject, 'add')}?kept_by={world.person.kept_by_id}"
    names = {"family_name": "Uusinen", "given_names": "Oiva"}
    sent = {**filled(world.client.get(address)), **names, "kind": "prospect"}
    assert world.client.post(address, {**sent, "relationship": "prospect"}).status_code == 302


def correct_in_admin(world: World) -> None:
    address = reverse("admin:register_datasubject_correct", args=(world.person.pk,))
    form = world.client.get(address).context["form"]
    sent = {"what": "family_name", "value": "Uusi", "told_on": "2026-11-20"}
    assert world.client.post(address, {**sent, "stamp": form["stamp"].value()}).status_code == 302


def export_people(world: World) -> None:
    address = reverse("admin:register_datasubject_export")
    shown = world.client.get(address).context["shown"]
    sent = {"shown": shown, "columns": ["family_name"], "occasion": "audit", "file": "csv"}
    assert world.client.post(address, sent).headers["Content-Disposition"]


# What is done -> in which trail it stands, and as what.
DOORS: dict[str, tuple[Callable[[World], object], dict[str, int]]] = {
    "a person's page is opened": (
        lambda world: world.client.get(url_of_person(world.person)),
        {"journal viewed": 1},
    ),
    "a person is changed in the admin": (
        save_in_admin,
        {"journal viewed": 1, "audit update": 1},  # the form shows the card before
    ),
    "a person is added in the admin": (add_in_admin, {"audit create": 1}),
    "a datum is corrected": (correct_in_admin, {"journal viewed": 1, "journal changed": 1}),
    "a search by identity code": (search_by_code, {"journal searched_by_code": 1}),
    "a list of two people is exported": (export_people, {"journal exported": 3}),
    "an identity code is recorded": (
        lambda world: identity_codes.record(world.person, CODE, by=world.staff),
        {"journal code_recorded": 1},
    ),
    "an identity code is read": (
        lambda world: (
            identity_codes.record(world.person, CODE, by=COMMAND),
            identity_codes.read(world.person, by=world.staff, occasion=Occasion.AUDIT),
        ),
        {"journal code_recorded": 1, "journal unmasked": 1},
    ),
    "an identity code is removed": (
        lambda world: (
            identity_codes.record(world.person, CODE, by=COMMAND),
            identity_codes.remove(world.person, by=world.staff),
        ),
        {"journal code_recorded": 1, "journal code_removed": 1},
    ),
    "a ban is recorded and lifted": (
        lambda world: marketing.lift(
            marketing.ban(world.person, MarketingChannel.POST, MarketingScope.OWN, by=world.staff),
            by=world.staff,
        ),
        {"journal banned": 1, "journal ban_lifted": 1},
    ),
    "a consent is given and withdrawn": (
        lambda world: marketing.withdraw_consent(
            marketing.give_consent(
                world.person,
                make.a_consent_text(world.person.kept_by.register),
                by=world.staff,
            ),
            by=world.staff,
        ),
        {"journal consent_given": 1, "journal consent_withdrawn": 1},
    ),
    "a request forbids marketing on every card": (
        lambda world: binding.ban_everywhere(
            [world.person.pk, world.twin.pk], by=JOB, given_at=NOW, reference="P-1"
        ),
        {"journal banned": 2},
    ),
    "a request withdraws every consent": (
        lambda world: (
            make.a_consent(world.person),
            binding.withdraw_everywhere(
                [world.person.pk], by=JOB, withdrawn_at=NOW, reference="P-1"
            ),
        ),
        {"journal consent_withdrawn": 1},
    ),
    "duplicates are merged, and parted again": (
        lambda world: merging.undo(
            merging.merge(world.person, world.twin, by=world.staff, now=timezone.now()),
            by=world.staff,
            now=timezone.now(),
        ),
        {"journal merged": 1, "journal merge_undone": 1},
    ),
    "a person is erased": (
        in_one(lambda world: erasure.erase_people([world.person.pk], warrant=world.warrant)),
        {"journal erased": 1},
    ),
    "a person is anonymised": (
        in_one(lambda world: erasure.anonymise_people([world.person.pk], warrant=world.warrant)),
        {"journal anonymised": 1},
    ),
    "a category of data is erased": (
        in_one(
            lambda world: erasure.erase_categories(
                [world.person.pk], {DataCategory.EMAIL}, warrant=world.warrant
            )
        ),
        {"journal erased": 1},
    ),
    "single rows are erased": (
        in_one(
            lambda world: erasure.erase_rows(
                Interaction,
                list(Interaction.objects.values_list("pk", flat=True)),
                warrant=world.warrant,
            )
        ),
        {"journal erased": 1},
    ),
    "a ban comes back with whom it belongs to": (
        in_one(
            lambda world: (
                marketing.ban(world.person, MarketingChannel.EMAIL, MarketingScope.OWN, by=COMMAND),
                suppressions.keep_bans([world.person.pk], since=date(2026, 11, 22)),
                erasure.erase_people([world.person.pk], warrant=world.warrant),
                make.a_contact_point(world.twin),  # the same address on another card
            )
        ),
        {
            "journal banned": 2,
            "journal erased": 1,
            "audit create": 1,
        },
    ),
}


def noted() -> dict[str, int]:
    """How much stands in either trail, by what was done; facts are no people."""
    found: dict[str, int] = {}
    for act in JournalEntry.objects.values_list("act", flat=True):
        found[f"journal {act}"] = found.get(f"journal {act}", 0) + 1
    actions = {0: "create", 1: "update", 2: "delete", 3: "access"}
    for model, action in LogEntry.objects.values_list("content_type__model", "action"):
        if model != "consenttext":
            name = f"audit {actions[action]}"
            found[name] = found.get(name, 0) + 1
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_an_act_stands_in_one_trail(world: World, door: str) -> None:
    act, expected = DOORS[door]
    before = noted()
    act(world)
    after = noted()
    new = {name: after[name] - before.get(name, 0) for name in after}
    assert {name: count for name, count in new.items() if count} == expected


@pytest.mark.django_db
def test_an_import_stands_in_the_journal_alone(world: World, tmp_path: Path) -> None:
    before = noted()
    import_one(world, tmp_path)
    person = DataSubject.objects.get(customer_number="B-2")
    after = noted()
    assert {name: count for name, count in after.items() if name.startswith("audit")} == {
        name: count for name, count in before.items() if name.startswith("audit")
    }
    assert list(JournalEntry.objects.filter(uuid=person.uuid).values_list("act", "actor_kind")) == [
        ("imported", "command")
    ]


PARTS: dict[str, Callable[[DataSubject], models.Model]] = {
    "person": lambda person: make.a_person(person.kept_by),
    "organisation": lambda person: make.an_organisation(person.kept_by),
    "contact point": make.a_contact_point,
    "address": make.a_home_address,
    "key date": lambda person: make.a_key_date(person, date(2026, 1, 1)),
    "role": make.a_subject_role,
    "contact": make.an_interaction,
    "order": make.an_order,
    "invoice": make.an_invoice,
    "further datum": make.an_attribute,
    "disclosure": make.a_disclosure,
}


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_a_row_saved_by_itself_stands_in_the_audit_log_alone(part: str) -> None:
    person = make.a_person()
    make.an_attribute(person).delete()  # the facts a part needs are there already
    make.a_disclosure(person).delete()
    before = set(LogEntry.objects.values_list("pk", flat=True))
    row = PARTS[part](person)
    row.save()  # nothing has changed
    if not isinstance(row, DataSubject | Organisation):
        row.delete()
    entries = LogEntry.objects.exclude(pk__in=before).order_by("pk")
    actions = list(entries.values_list("action", flat=True))
    assert actions == ([0] if isinstance(row, DataSubject | Organisation) else [0, 2])
    assert not JournalEntry.objects.exists()
