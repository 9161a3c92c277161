"""Imports in the admin: a file, its columns, a look at every row, the decision; each step once."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from register import suppressions
from register.enums import SuppressedKind, SuppressionReason
from register.groups import Group
from register.imports import desk
from register.imports.jobs import forget_old, forget_old_imports
from register.imports.source import Undecided
from register.jobs import task_of
from register.models import (
    DataSubject,
    Import,
    ImportMapping,
    ImportRow,
    JournalEntry,
    SubjectAddress,
    SuppressedIdentifier,
)
from register.models.imports import Stage
from tests.admin_pages import signed_in, url
from tests.factories import (
    a_controller,
    a_home_address,
    a_membership,
    a_person,
    a_register,
    an_identity_code_item,
)
from tests.register.people.importing import (
    do_all,
    keep_files_in,
    messages_of,
    somebody_else_at_work,
)

pytestmark = pytest.mark.django_db
TEXT = (
    "Asiakasnumero;Sukunimi;Etunimi;Sähköposti\n"
    "1;Kuvitelma;Aino;aino@kuvitelma.example\n"
    "2;Satunen;Eino;eino@kuvitelma.example\n"
)
BAD = TEXT + "3;Haave;Impi;ei osoite\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    keep_files_in(tmp_path / "private", monkeypatch)
    return tmp_path / "private"


def kept_files(folder):
    return [file for file in folder.rglob("*") if file.is_file()]


def upload(client, kept_by, content, name="lista.csv"):
    content = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, content)
    return client.post(url(Import, "add"), {"kept_by": kept_by.pk, "file": file})


def page(run, name):
    return reverse(f"admin:register_import_{name}", args=(run.pk,))


def columns_sent(client, run, **told):
    """The columns page as it comes, with what is told instead."""
    form = client.get(page(run, "columns")).context["form"]
    sent = {bound.html_name: bound.value() or "" for bound in form}
    return {**sent, **told}


def looked_at(client, kept_by, content=TEXT):
    """An import that waits for the decision."""
    upload(client, kept_by, content)
    run = Import.objects.earliest("-pk")
    client.post(page(run, "columns"), columns_sent(client, run))
    do_all()
    run.refresh_from_db()
    return run


def confirm(client, run, **more):
    return client.post(page(run, "confirm"), {"seen": run.preview_sha256, **more}, follow=True)


def test_a_file_is_uploaded_looked_at_and_written(staff, ours, folder):
    answer = upload(staff, ours, TEXT)
    run = Import.objects.get()
    assert answer["Location"] == page(run, "columns")
    assert [file.stat().st_mode & 0o777 for file in kept_files(folder)] == [0o600]
    staff.post(page(run, "columns"), columns_sent(staff, run))
    run.refresh_from_db()
    assert (run.stage, run.by) == (Stage.READING, staff.user)
    assert b'id="progress"' in staff.get(page(run, "change")).content
    do_all()
    run.refresh_from_db()
    assert (run.stage, run.new, DataSubject.objects.count()) == (Stage.WAITING, 2, 0)
    rows = staff.get(page(run, "change")).context["table"].lines
    assert [row.cells[0].said for row in rows] == [["Kuvitelma, Aino · 1"], ["Satunen, Eino · 2"]]
    confirm(staff, run)
    do_all()
    run.refresh_from_db()
    assert (run.stage, DataSubject.objects.count()) == (Stage.FINISHED, 2)
    assert kept_files(folder) == []
    told = JournalEntry.objects.filter(act="imported", about="register.Import").get()
    assert (told.actor, told.count) == (staff.user.pk, 2)
    assert "2 new" in staff.get(page(run, "change")).content.decode()


def test_bad_rows_are_told_and_the_good_go_in_only_where_the_operator_says_so(staff, ours):
    run = looked_at(staff, ours, BAD)
    shown = staff.get(page(run, "change"))
    assert [(line.title, line.cells[0].said) for line in shown.context["table"].lines] == [
        ("Row 4", ["Sähköposti: not an e-mail address, such as nimi@esimerkki.fi"])
    ]
    assert "Say whether the good ones" in messages_of(confirm(staff, run))
    do_all()
    assert not DataSubject.objects.exists()
    confirm(staff, run, accept_good="yes")
    do_all()
    assert sorted(DataSubject.objects.values_list("customer_number", flat=True)) == ["1", "2"]
    answer = staff.get(page(run, "faults"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1:] == [["4", "Sähköposti", "not an e-mail address, such as nimi@esimerkki.fi"]]
    assert "ei osoite" not in text


def test_what_changes_is_shown_by_name_with_the_way_to_the_card(staff, ours):
    person = a_person(ours, customer_number="1", family_name="Kuvitelma", given_names="Aino")
    run = looked_at(staff, ours, TEXT)
    (line,) = staff.get(f"{page(run, 'change')}?rows=changed").context["table"].lines
    assert line.cells[1].said == ["E-mail address"]
    assert line.cells[2].url.endswith(f"/{person.pk}/?from=import-{run.pk}")
    assert staff.get(line.cells[2].url).status_code == 200
    assert JournalEntry.objects.get(act="viewed").occasion == "migration"


def test_rows_are_paged_by_their_number(staff, ours):
    many = "".join(f"{number};Nimi{number};A;\n" for number in range(1, 121))
    run = looked_at(staff, ours, TEXT.splitlines()[0] + "\n" + many)
    address = page(run, "change")
    first = staff.get(address).context
    second = staff.get(address + first["next"]).context
    third = staff.get(address + second["next"]).context
    titles = [[line.title for line in one["table"].lines] for one in (first, second, third)]
    assert [len(one) for one in titles] == [50, 50, 20]
    assert (titles[0][0], titles[2][-1], third["next"]) == ("Row 2", "Row 121", "")
    back = staff.get(address + second["previous"]).context
    assert [line.title for line in back["table"].lines] == titles[0]


# How the file is read


def test_what_cannot_be_told_of_a_file_is_asked_for(staff, ours):
    upload(staff, ours, TEXT.encode("cp850"))
    run = Import.objects.get()
    shown = staff.get(page(run, "columns"))
    assert shown.context["form"] is None
    assert "encoding" in shown.context["question"]
    told = {"encoding": "cp850", "separator": ";"}
    again = staff.post(page(run, "format"), told, follow=True)
    assert [column.heading for column in again.context["form"].columns][3] == "Sähköposti"


def test_columns_of_the_same_heading_are_told_apart_and_remembered(staff, ours):
    upload(staff, ours, "Nro;Puhelin;Puhelin\n1;040 1234567;050 7654321\n")
    run = Import.objects.get()
    sent = columns_sent(staff, run)
    assert sent["column-0"] == ""
    refused = staff.post(page(run, "columns"), sent).context["form"]
    assert set(refused.errors) == {"column-0", "column-2"}
    told = {"column-0": "customer_number", "column-1": "phone", "column-2": "mobile"}
    staff.post(page(run, "columns"), {**sent, **told})
    do_all()
    assert ImportRow.objects.get().mobile == "050 7654321"
    assert ImportMapping.objects.get().columns["nro"] == "customer_number"
    upload(staff, ours, "Nro;Sukunimi\n2;Kuvitelma\n")
    assert columns_sent(staff, Import.objects.earliest("-pk"))["column-0"] == "customer_number"


def test_columns_can_be_chosen_again_after_the_look(staff, ours, folder):
    run = looked_at(staff, ours, BAD)
    staff.post(page(run, "again"))
    run.refresh_from_db()
    assert (run.stage, run.bad, run.faults.count()) == (Stage.UPLOADED, 0, 0)
    staff.post(page(run, "columns"), columns_sent(staff, run, **{"column-3": "ignore"}))
    do_all()
    run.refresh_from_db()
    assert (run.stage, run.new, run.bad) == (Stage.WAITING, 3, 0)
    assert len(kept_files(folder)) == 1


def test_a_fault_in_the_middle_of_a_file_is_told(staff, ours, folder):
    good = "".join(f"{number};Unelma;Veikko;\n" for number in range(3, 60))
    text = TEXT + good + '60;"Haave;Impi;\n'
    upload(staff, ours, text)
    run = Import.objects.get()
    staff.post(page(run, "columns"), columns_sent(staff, run))
    do_all()
    run.refresh_from_db()
    assert run.stage == Stage.FAILED
    assert "Row 61 cannot be read" in staff.get(page(run, "change")).content.decode()
    assert kept_files(folder) == []


def test_a_file_that_somebody_removed_is_missed_with_words(staff, ours, folder):
    for is_settled in (False, True):
        upload(staff, ours, TEXT)
        run = Import.objects.earliest("-pk")
        sent = columns_sent(staff, run)
        if is_settled:
            staff.post(page(run, "columns"), sent)
        kept_files(folder)[-1].unlink()
        do_all()
        shown = staff.get(page(run, "change"), follow=True)
        assert "The uploaded file is no longer there" in shown.content.decode()
        staff.post(page(run, "abandon"))


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "tyhja.csv", "The file is empty"),
        (b"\n\n", "rivit.csv", "The file is empty"),
        (b"%PDF-1.7 x", "lista.pdf", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0 x", "lista.xls", "old Excel file"),
        (b"\x89PNG\r\n\x00\x00", "kuva.csv", "neither a CSV nor an XLSX"),
        (b"PK\x03\x04 not a zip", "lista.xlsx", "damaged"),
        (";".join(f"a{n}" for n in range(500)).encode(), "leveä.csv", "more columns"),
    ],
)
def test_a_file_that_is_no_list_is_refused_and_not_kept(staff, ours, content, name, words, folder):
    answer = upload(staff, ours, content, name)
    assert words in str(answer.context["form"].errors["file"])
    assert not Import.objects.exists()
    assert kept_files(folder) == []


def test_a_file_that_is_too_big_is_sent_to_the_command(staff, ours, settings):
    settings.IMPORT_UPLOAD_MB = 0
    answer = upload(staff, ours, TEXT)
    assert "larger than 0 MB" in str(answer.context["form"].errors["file"])
    assert not Import.objects.exists()


def test_a_file_without_rows_says_so(staff, ours):
    run = looked_at(staff, ours, TEXT.splitlines()[0] + "\n")
    assert "no rows below" in staff.get(page(run, "change")).content.decode()


def test_a_file_that_was_imported_before_is_known_again(staff, ours):
    run = looked_at(staff, ours)
    confirm(staff, run)
    do_all()
    upload(staff, ours, TEXT)
    shown = staff.get(page(Import.objects.earliest("-pk"), "columns"))
    assert "imported here before" in shown.context["before"]


@pytest.mark.parametrize(
    "first",
    [
        "1001;Kuvitelma;Aino;aino@kuvitelma.example",
        "Kuvitelma;Aino;040 123 4567",
        "Sukunimi;Etunimi;+358 40 123 4567",
        "Sukunimi;Kuvitelma;131052-308T",
        "Sukunimi;Aino;13.10.1952",
        "Sukunimi;Kuvitelmatie 3 00100 Helsinki",
        "Kuvitelma;Aino;Helsinki",
    ],
)
def test_a_person_on_the_first_row_is_not_kept_as_headings(staff, ours, first):
    """Headings are remembered, shown to others and outlive the file."""
    upload(staff, ours, f"{first}\nSatunen;Eino;\n")
    run = Import.objects.get()
    shown = staff.get(page(run, "columns"))
    assert shown.context["form"] is None
    assert "irst row" in shown.context["question"]
    assert "Aino" not in shown.content.decode()
    told = {f"column-{place}": "family_name" for place in range(4)}
    staff.post(page(run, "columns"), {"kind": "customer", **told})
    run.refresh_from_db()
    assert (run.stage, "columns" in run.reading) == (Stage.UPLOADED, False)
    assert not ImportMapping.objects.exists()


def test_headings_with_a_figure_in_them_are_headings(staff, ours):
    run = looked_at(staff, ours, "Sukunimi;Puhelin 2;Myynti 2025\nKuvitelma;;\n")
    assert run.stage == Stage.UPLOADED
    told = {"column-1": "mobile", "column-2": "ignore"}
    staff.post(page(run, "columns"), columns_sent(staff, run, **told))
    run.refresh_from_db()
    headings = [heading for heading, _meaning in run.reading["columns"]]
    assert headings == ["Sukunimi", "Puhelin 2", "Myynti 2025"]


# Two at once, and what is overtaken


def test_a_second_click_writes_nothing_twice(staff, ours):
    run = looked_at(staff, ours)
    confirm(staff, run)
    assert "moved on since" in messages_of(confirm(staff, run))
    do_all()
    assert "moved on since" in messages_of(confirm(staff, run))
    do_all()
    assert DataSubject.objects.count() == 2
    assert JournalEntry.objects.filter(about="register.Import").count() == 1


def test_a_second_sending_of_the_columns_changes_nothing(staff, ours):
    upload(staff, ours, TEXT)
    run = Import.objects.get()
    sent = columns_sent(staff, run)
    staff.post(page(run, "columns"), sent)
    assert staff.post(page(run, "columns"), sent)["Location"] == page(run, "change")
    assert DBTaskResult.objects.count() == 1


def test_what_was_agreed_to_is_written_or_nothing(staff, ours):
    run = looked_at(staff, ours)
    a_person(ours, customer_number="1", family_name="Kuvitelma", given_names="Toinen")
    confirm(staff, run)
    do_all()
    run.refresh_from_db()
    assert (run.stage, run.changed, DataSubject.objects.count()) == (Stage.WAITING, 1, 1)
    assert "has changed since you looked" in staff.get(page(run, "change")).content.decode()
    confirm(staff, run)
    do_all()
    assert DataSubject.objects.count() == 2


def test_an_import_waits_for_another_into_the_same_place(staff, ours):
    upload(staff, ours, TEXT)
    run = Import.objects.get()
    staff.post(page(run, "columns"), columns_sent(staff, run))
    with somebody_else_at_work(ours):
        do_all()
    waiting = DBTaskResult.objects.all()
    assert waiting.count() == 1
    waiting.update(run_after=timezone.now())
    do_all()
    run.refresh_from_db()
    assert run.stage == Stage.WAITING


def test_an_interrupted_import_is_taken_up_or_given_up(staff, ours, folder):
    upload(staff, ours, TEXT)
    run = Import.objects.get()
    staff.post(page(run, "columns"), columns_sent(staff, run))
    DBTaskResult.objects.all().delete()  # the worker is gone, and with it what was queued
    Import.objects.update(moved_at=timezone.now() - timedelta(minutes=3))
    assert "Nothing has moved since" in staff.get(page(run, "change")).content.decode()
    assert "stopped" in staff.get(url(Import, "changelist")).content.decode()
    staff.post(page(run, "resume"))
    do_all()
    run.refresh_from_db()
    assert run.stage == Stage.WAITING
    staff.post(page(run, "abandon"))
    run.refresh_from_db()
    assert (run.stage, ImportRow.objects.count()) == (Stage.ABANDONED, 0)
    assert kept_files(folder) == []
    assert "moved on since" in messages_of(staff.post(page(run, "abandon"), follow=True))


def test_what_nobody_goes_on_with_is_forgotten_after_some_days(staff, ours, folder, settings):
    run = looked_at(staff, ours)
    scheduled = {job.name: task_of(job) for job in settings.SCHEDULE}
    assert scheduled["forget_imports"] == forget_old_imports
    forget_old(timezone.now() + timedelta(days=settings.IMPORT_KEPT_DAYS - 1))
    assert len(kept_files(folder)) == 1
    forget_old(timezone.now() + timedelta(days=settings.IMPORT_KEPT_DAYS + 1))
    run.refresh_from_db()
    assert (run.stage, ImportRow.objects.count(), kept_files(folder)) == ("abandoned", 0, [])


# Who may


def suppress(ours):
    kind = SuppressedKind.EMAIL
    SuppressedIdentifier.objects.create(
        kept_by=ours,
        kind=kind,
        hash=suppressions.hash_of(kind, "aino@kuvitelma.example"),
        reason=SuppressionReason.ERASURE_REQUEST,
        since=timezone.localdate() - timedelta(days=30),
    )


def test_who_was_erased_comes_back_only_by_somebody_who_may_and_says_why(client, ours):
    suppress(ours)
    user = signed_in(client, Group.STAFF)
    user.controllers.add(ours.controller)
    run = looked_at(client, ours)
    assert (run.new, run.suppressed) == (1, 1)
    assert client.post(page(run, "erased"), {"occasion": "quality"}).status_code == 403
    officer = signed_in(client, Group.COMPLIANCE_OFFICER)
    assert b"data were erased" in client.get(page(run, "erased")).content
    no_reason = client.post(page(run, "erased"), {"seen": run.preview_sha256})
    assert set(no_reason.context["form"].errors) == {"occasion"}
    said = {"seen": run.preview_sha256, "occasion": "quality", "reference": "T-14"}
    client.post(page(run, "erased"), said)
    do_all()
    run.refresh_from_db()
    assert (run.stage, run.new, run.suppressed) == (Stage.WAITING, 2, 0)
    confirm(client, run)
    do_all()
    aino = DataSubject.objects.get(customer_number="1")
    entry = JournalEntry.objects.get(uuid=aino.uuid, act="imported")
    assert (entry.actor, entry.occasion, entry.reference) == (officer.pk, "quality", "T-14")


CODES = "Asiakasnumero;Sukunimi;Henkilötunnus\n1;Kuvitelma;131052-308T\n"


def test_an_identity_code_is_brought_only_by_who_may_record_one(client, ours):
    """Nor is the look a way to ask whether a code is the one on the card."""
    an_identity_code_item(ours.register)
    person = a_person(ours, customer_number="1")
    user = signed_in(client, Group.STAFF)
    user.controllers.add(ours.controller)
    upload(client, ours, CODES)
    run = Import.objects.get()
    sent = columns_sent(client, run)
    refused = client.post(page(run, "columns"), sent).context["form"]
    assert "do not have the permission" in str(refused.errors["column-2"])
    with pytest.raises(Undecided, match="do not have the permission"):
        desk.settle_columns(
            run, ["customer_number", "family_name", "identity_code"], by=user, source=None
        )
    assert not ImportRow.objects.exists()
    officer = signed_in(client, Group.COMPLIANCE_OFFICER)
    client.post(page(run, "columns"), sent)
    do_all()
    run.refresh_from_db()
    assert run.changed == 1
    client.force_login(user)
    assert "do not have the permission" in messages_of(confirm(client, run))
    do_all()
    person.refresh_from_db()
    assert person.identity_code == ""
    client.force_login(officer)
    confirm(client, run)
    do_all()
    person.refresh_from_db()
    assert person.identity_code != ""


def test_who_may_not_see_an_address_decides_over_none(client, ours):
    """An officer's look told whether it changes; whoever else goes on looks again, without it."""
    person = a_person(ours, customer_number="1", family_name="K", address_protected=True)
    a_home_address(person, street="Salakuja 1")
    signed_in(client, Group.COMPLIANCE_OFFICER)
    text = "Asiakasnumero;Sukunimi;Osoite;Postinumero;Postitoimipaikka\n1;K;Tie 2;20100;Turku\n"
    run = looked_at(client, ours, text)
    address = f"{page(run, 'change')}?rows=changed"
    assert client.get(address).context["table"].lines[0].cells[1].said == ["Postal address"]
    user = signed_in(client, Group.STAFF)
    user.controllers.add(ours.controller)
    assert client.get(address).context["table"].lines[0].cells[1].said == []
    confirm(client, run)
    do_all()
    run.refresh_from_db()
    assert (run.stage, run.changed, run.suppressed) == (Stage.WAITING, 0, 1)
    assert SubjectAddress.objects.get().street == "Salakuja 1"


def test_bans_of_rows_that_are_kept_out_can_be_recorded_alone(staff, ours):
    person = a_person(ours, customer_number="1", restricted_at=timezone.now())
    run = looked_at(staff, ours, "Asiakasnumero;Sukunimi;Markkinointikielto\n1;Haave;kyllä\n")
    assert (run.new, run.changed, run.suppressed) == (0, 0, 1)
    shown = staff.get(page(run, "change")).content.decode()
    assert "Record the bans" in shown
    assert "There is nothing to write" not in shown
    confirm(staff, run)
    do_all()
    assert person.marketing_bans.exists()
    entry = JournalEntry.objects.get(uuid=person.uuid)
    assert (entry.act, entry.actor) == ("banned", staff.user.pk)


def test_imports_of_another_controller_are_neither_seen_nor_touched(client, ours):
    a_person(ours)
    officer = signed_in(client, Group.COMPLIANCE_OFFICER)
    run = looked_at(client, ours)
    theirs = a_membership(a_register("muut"), a_controller("toinen", name="Toinen Oy"))
    client.logout()
    signed_in(client, Group.STAFF).controllers.add(theirs.controller)
    for name in ("change", "columns", "erased", "faults"):
        assert client.get(page(run, name)).status_code in (403, 404), name
    for name in ("columns", "format", "confirm", "again", "resume", "abandon"):
        assert client.post(page(run, name)).status_code == 404, name
    assert client.get(url(Import, "changelist")).context["table"].lines == []
    refused = upload(client, ours, TEXT)
    assert "do not serve" in str(refused.context["form"].errors["kept_by"])
    run.refresh_from_db()
    assert (run.stage, run.by) == (Stage.WAITING, officer)


@pytest.mark.parametrize("group", [Group.AUDITOR, Group.REQUEST_HANDLER, Group.ADMINISTRATOR])
def test_whoever_may_not_import_decides_nothing(client, ours, group):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    run = looked_at(client, ours)
    client.logout()
    signed_in(client, group).controllers.add(ours.controller)
    assert upload(client, ours, TEXT).status_code == 403
    assert confirm(client, run).status_code == 403
    shown = client.get(page(run, "change"))
    assert shown.status_code == (200 if group == Group.AUDITOR else 403)
    assert "Kuvitelma" not in shown.content.decode()


def test_who_serves_nobody_yet_is_told_so(client, ours):
    signed_in(client, Group.STAFF)
    for name in ("add", "changelist"):
        assert "serves no controller yet" in client.get(url(Import, name)).content.decode()
