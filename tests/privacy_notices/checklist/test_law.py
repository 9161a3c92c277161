"""Acts as data: put in once, then the officer's."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from register.models import StatuteReference
from register.statutes import ACTS, add_statutes_after_migrate

pytestmark = pytest.mark.django_db


def migrate_again():
    add_statutes_after_migrate(apps.get_app_config("register"), using="default", apps=apps)


def test_acts_are_there_after_migrate_with_the_day_they_were_checked():
    rows = {row.key: row for row in StatuteReference.objects.select_related("replaced_by")}

    assert set(rows) == {act.key for act in ACTS}
    old = rows["personal-data-act-1999"]
    assert (old.status, old.repealed_on) == ("repealed", date(2019, 1, 1))
    assert old.replaced_by == rows["dpa-2018"]
    assert all(row.checked_on for row in rows.values())
    assert str(rows["dpa-2018"]) == "Tietosuojalaki (1050/2018)"


def test_migrating_again_adds_what_is_missing_and_keeps_what_an_officer_changed():
    StatuteReference.objects.filter(key="dpa-2018").update(name_fi="Uusi nimi")
    StatuteReference.objects.filter(key="church-act-1993").delete()

    migrate_again()

    assert StatuteReference.objects.get(key="dpa-2018").name.fi == "Uusi nimi"
    assert StatuteReference.objects.count() == len(ACTS)


def test_act_in_force_has_no_day_of_repeal():
    with pytest.raises(IntegrityError):
        StatuteReference.objects.create(
            key="x", name_fi="Laki", repealed_on=date(2020, 1, 1), checked_on=date(2020, 1, 1)
        )


def test_act_does_not_replace_itself():
    act = StatuteReference.objects.get(key="dpa-2018")
    act.replaced_by = act
    with pytest.raises(ValidationError):
        act.full_clean()


def test_wordings_are_lines_that_say_something():
    act = StatuteReference(outdated_wordings=" vanha laki \n\n*\n * * \nlain*")

    assert act.wordings == ["vanha laki", "lain*"]
