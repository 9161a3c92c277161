"""The address of a published notice is its register's for good."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from privacy_notices.files.loading import Refused, load_files
from privacy_notices.models import Notice, NoticeVersion, Withdrawal
from register.models import Register, User
from register.texts import Text
from tests.admin_pages import filled
from tests.privacy_notices.publishing.conftest import COMPLETE, TODAY

STAYS = "The short name stays as it is, because the notice is published at this address."
TAKEN = "Another register has published its notice at this address. Choose another."


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


def another(slug: str) -> Register:
    register = Register(slug=slug)
    register.name = Text("Toinen rekisteri", "Ett annat register", "Another register")
    return register


def moved_past_the_model(register: Register) -> None:
    """As it could be done before this was refused."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE register_register SET slug = 'muutettu' WHERE id = %s", [register.pk]
        )


def test_who_has_published_does_not_move(version: NoticeVersion, notice: Notice) -> None:
    register = Register.objects.get(pk=notice.register_id)
    register.slug = "muu"
    for refused in (register.save, register.full_clean):
        with pytest.raises(ValidationError) as words:
            refused()
        assert words.value.message_dict["slug"] == [STAYS]
    register.refresh_from_db()
    register.automated = False
    register.save()  # all else may change
    assert Register.objects.get(slug="complete").automated is False


def test_who_has_published_nothing_moves(notice: Notice) -> None:
    register = Register.objects.get(pk=notice.register_id)
    register.slug = "muu"
    register.full_clean()
    register.save()
    assert Register.objects.filter(slug="muu").exists()


def test_nobody_else_moves_in(version: NoticeVersion, notice: Notice, officer: User) -> None:
    moved_past_the_model(notice.register)
    Withdrawal.objects.create(
        notice=notice, slug="lopetettu", withdrawn_on=TODAY, withdrawn_by=officer
    )
    for slug in ("complete", "lopetettu"):
        with pytest.raises(ValidationError, match="Another register has published"):
            another(slug).save()
    another("vapaa").save()
    back = Register.objects.get(slug="muutettu")  # only its own register may return
    back.slug = "complete"
    back.save()


def test_the_form_says_so_at_the_field(
    client: Client, version: NoticeVersion, notice: Notice, officer: User
) -> None:
    client.force_login(officer)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    url = reverse("admin:register_register_change", args=(notice.register_id,))
    opened = client.get(url)
    answer = client.post(url, {**filled(opened), "slug": "muu"})
    assert STAYS in answer.content.decode()
    assert Register.objects.get(pk=notice.register_id).slug == "complete"
    moved_past_the_model(notice.register)
    url = reverse("admin:register_register_add")
    form = {**filled(client.get(url)), "name_fi": "Toinen", "slug": "complete"}
    answer = client.post(url, form)
    assert TAKEN in answer.content.decode()
    assert Register.objects.count() == 1


def test_a_file_is_refused_at_its_line(version: NoticeVersion, notice: Notice) -> None:
    moved_past_the_model(notice.register)
    with pytest.raises(Refused) as refused:
        load_files([Path(COMPLETE)])
    (fault,) = refused.value.faults
    assert (fault.path, fault.reason) == ("register/slug", TAKEN)
    assert Register.objects.count() == 1
