"""Every address of the admin, with a row of every kind to ask it about."""

import csv
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse
from django_tasks_db.models import DBTaskResult, get_date_max

from register import journal, merging
from register.imports.reading import Format, Reading
from register.models import (
    Act,
    CollectionSituation,
    DataSubject,
    Definition,
    ExternalDocument,
    Import,
    Organisation,
    OutgoingMail,
    ProcessingForOthers,
    Register,
    RegisterController,
    ScheduledRun,
    User,
)
from register.models.imports import Stage
from register.personal_data import declared_models
from retention.models import Hold, HoldReason
from retention.plan import make_plan
from subjects.models import (
    Attachment,
    Letter,
    LetterTemplate,
    Package,
    ProposedChange,
    RecipientNotice,
    Request,
    RequestedRight,
    Requester,
)
from tests.factories import (
    a_consent,
    a_contact_point,
    a_disclosure,
    a_home_address,
    a_key_date,
    a_marketing_ban,
    a_person,
    a_subject_role,
    a_user,
    an_attribute,
    an_interaction,
    an_invoice,
    an_order,
    an_organisation,
)
from tests.written_once import load_once

SAMPLE = Path(settings.BASE_DIR) / "register" / "samples" / "complete.yaml"
HERE = Path(__file__).parent
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


def routes() -> Iterator[tuple[str, str]]:
    """The name and pattern of each address of the admin."""

    def below(patterns: Any, prefix: str) -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield pattern.name or "", route
            else:
                yield from below(pattern.url_patterns, route)

    yield from below(admin.site.get_urls(), "")


def table(method: str) -> list[dict[str, str]]:
    """Who gets in where, as kept by hand: `get` asked for, or `post` without values."""
    name = "access_table.csv" if method == "get" else "access_table_post.csv"
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def a_request(ours: RegisterController) -> Request:
    """A request that staff have entered, with the letter it came in."""
    now = datetime(2026, 11, 20, tzinfo=UTC)
    request = Request.objects.create(
        reference="P-7K2M-9QXC",
        controller=ours.controller,
        register=ours.register,
        language="fi",
        channel="letter",
        status="received",
        received_at=now,
        registered_at=now,
        entered_by=a_user(),
        target_on=date(2026, 12, 20),
        limit_on=date(2026, 12, 21),
    )
    Requester.objects.create(request=request, name="Aune Pyytävä")
    RequestedRight.objects.create(request=request, right="access")
    Letter.objects.create(request=request, kind="receipt", language="fi", owed_at=now)
    Package.objects.create(
        request=request, right="access", file="0" * 64, size=1, sha256="0" * 64, made_at=now
    )
    ProposedChange.objects.create(
        request=request,
        model="register.DataSubject",
        row=1,
        proposed="Muistan toisin.",
        proposed_at=now,
        proposed_by=a_user(),
    )
    RecipientNotice.objects.create(
        request=request, right="rectification", name="Painotalo Oy", noted_at=now
    )
    Attachment.objects.create(
        request=request,
        name="kirje.pdf",
        kind="application/pdf",
        size=1,
        sha256="0" * 64,
        content=b"x",
        added_at=now,
    )
    return request


class Everything:
    """A whole register with one person in it, and a row of every model that the admin shows."""

    def __init__(self) -> None:
        load_once(SAMPLE)
        self.register = Register.objects.get()
        self.ours = RegisterController.objects.get()
        self.person = person = a_person(self.ours, customer_number="A-17")
        self.organisation = an_organisation(self.ours)
        self.other = a_person(self.ours, family_name="Toisio")
        absorbed = a_person(self.ours, family_name="Kaksonen")
        now = datetime(2026, 11, 22, tzinfo=UTC)
        self.merge = merging.merge(person, absorbed, by=a_user(), now=now)
        a_marketing_ban(person), a_consent(person)
        journal.record(Act.CREATED, about=person, by=journal.COMMAND)
        a_contact_point(person), a_home_address(person), a_subject_role(person)
        a_key_date(person, now.date()), an_attribute(person), a_disclosure(person)
        an_interaction(person), an_order(person), an_invoice(person)
        a_user()
        CollectionSituation.objects.create(register=self.register, key="k", name_fi="tilaus")
        Definition.objects.create(
            register=self.register, key="k", term_fi="sana", text_fi="selitys"
        )
        ExternalDocument.objects.create(register=self.register, key="k", name_fi="ohje")
        ProcessingForOthers.objects.create(register=self.register, key="muille", name_fi="palkat")
        ScheduledRun.objects.create(job="reminders", due_at=now, enqueued_at=now)
        OutgoingMail.objects.create(key="k-1", kind="reminder", queued_at=now, next_attempt_at=now)
        DBTaskResult.objects.create(
            id=uuid4(),
            args_kwargs={"args": [], "kwargs": {}},
            task_path="register.jobs.nothing",
            queue_name="default",
            backend_name="default",
            run_after=get_date_max(),
            exception_class_path="",
            traceback="",
        )
        self.run = Import.objects.create(
            kept_by=self.ours,
            stage=Stage.WAITING,
            sha256="0" * 64,
            size=1,
            reading=Reading(Format("csv", "utf-8", ";"), []).as_json(),
        )
        self.plan = make_plan(now.date(), register=self.register, by=None, now=now)
        self.hold = Hold.objects.create(
            subject=person,
            reason=HoldReason.DISPUTE,
            placed_on=now.date(),
            review_on=now.date(),
            placed_by=a_user(),
        )
        self.request = a_request(self.ours)
        LetterTemplate.objects.create(
            controller=self.ours.controller, kind="withdrawn", language="fi", body="{withdrawn}"
        )
        self.routes = dict(routes())

    @property
    def numbers(self) -> dict[str, int]:
        """What the addresses of the table ask with."""
        return {
            "person": self.person.pk,
            "organisation": self.organisation.pk,
            "kept_by": self.ours.pk,
            "register": self.register.pk,
            "plan": self.plan.pk,
        }

    def address(self, line: str) -> str:
        """The address of a line of the table: a name, and what it is asked."""
        name, _mark, query = line.partition("?")
        parameters = PARAMETER.findall(self.routes[name])
        values = {parameter: self.value(name, parameter) for parameter in parameters}
        address = reverse(f"admin:{name}", kwargs=values)
        return f"{address}?{query.format(**self.numbers)}" if query else address

    def sent_empty(self, client: Client, address: str) -> Any:
        """What a POST without values answers. What it did is undone: the next finds all in place.

        Some acts need no value, such as removing an identity code.
        """
        with transaction.atomic():
            answer = client.post(address)
            transaction.set_rollback(True)
        return answer

    def value(self, name: str, parameter: str) -> Any:
        known = {
            "person_id": self.person.pk,
            "other_id": self.other.pk,
            "merge_id": self.merge.pk,
            "import_id": self.run.pk,
            "organisation_id": self.organisation.pk,
            "ban_id": self.person.marketing_bans.first().pk,
            "consent_id": self.person.consents.first().pk,
            "controller_id": self.ours.controller_id,
            "register_id": self.register.pk,
            "notice_id": self.register.notice.pk,
            "key": "orders",
            "language": "fi",
            "form": "csv" if name.startswith("retention_") else "html",
            "plan_id": self.plan.pk,
            "hold_id": self.hold.pk,
            "request_id": self.request.pk,
            "attachment_id": self.request.attachments.get().pk,
            "letter_id": self.request.letters.get().pk,
            "package_id": self.request.packages.get().pk,
            "change_id": self.request.proposedchanges.get().pk,
            "recipient_notice_id": self.request.recipientnotices.get().pk,
            "step": "withdraw",
            "number": 1,
            "name": "complete",
            "app_label": "register",
            "content_type_id": ContentType.objects.get_for_model(DataSubject).pk,
            "url": "nowhere",
            "id": User.objects.earliest("pk").pk,
        }
        if parameter in known:
            return known[parameter]
        assert parameter == "object_id", f"{name} asks for {parameter}: tell it here"
        if name == "view_on_site":
            return self.person.pk
        model = next(
            model
            for model in admin.site._registry
            if name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_")
        )
        rows = model._default_manager.order_by("pk")
        if model is DataSubject:
            rows = rows.filter(pk=self.person.pk)
        elif model is Organisation:
            rows = rows.filter(pk=self.organisation.pk)
        elif model in declared_models():
            path = declared_models()[model].subject
            rows = rows.filter(subject=self.person) if path == "subject" else rows
        row = rows.first()
        assert row is not None, f"there is no row to ask {name} about: make one above"
        return row.pk
