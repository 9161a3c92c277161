"""Acts as data: put in once, then the officer's."""

from datetime import date

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from register.authorities import EARLIER as EARLIER_OMBUDSMAN
from register.authorities import add_ombudsman_after_migrate
from register.models import StatuteReference, SupervisoryAuthority
from register.statutes import ACTS, EARLIER, add_statutes_after_migrate

pytestmark = pytest.mark.django_db


def migrate_again():
    for add in (add_statutes_after_migrate, add_ombudsman_after_migrate):
        add(apps.get_app_config("register"), using="default", apps=apps)


# By hand, from the acts that repeal: the repealed act, the day, and what stands in its place.
REPEALED = [
    ("471/1987", "Henkilörekisterilaki", "Personregisterlag", date(1999, 6, 1), "523/1999"),
    ("523/1999", "Henkilötietolaki", "Personuppgiftslag", date(2019, 1, 1), "1050/2018"),
    (
        "389/1994",
        "Laki tietosuojalautakunnasta ja tietosuojavaltuutetusta",
        "Lag om datasekretessnämnden och dataombudsmannen",
        date(2019, 1, 1),
        "1050/2018",
    ),
    (
        "516/2004",
        "Sähköisen viestinnän tietosuojalaki",
        "Lag om dataskydd vid elektronisk kommunikation",
        date(2015, 1, 1),
        "917/2014",
    ),
    ("1054/1993", "Kirkkolaki", "Kyrkolag", date(2023, 7, 1), "652/2023"),
    (
        "159/2007",
        "Laki sosiaali- ja terveydenhuollon asiakastietojen sähköisestä käsittelystä",
        "Lag om elektronisk behandling av klientuppgifter inom social- och hälsovården",
        date(2021, 11, 1),
        "784/2021",
    ),
    (
        "784/2021",
        "Laki sosiaali- ja terveydenhuollon asiakastietojen sähköisestä käsittelystä",
        "Lag om elektronisk behandling av kunduppgifter inom social- och hälsovården",
        date(2024, 1, 1),
        "703/2023",
    ),
    (
        "254/2015",
        "Laki sosiaalihuollon asiakasasiakirjoista",
        "Lag om klienthandlingar inom socialvården",
        date(2024, 1, 1),
        "703/2023",
    ),
    (
        "503/2008",
        "Laki rahanpesun ja terrorismin rahoittamisen estämisestä ja selvittämisestä",
        "Lag om förhindrande och utredning av penningtvätt och av finansiering av terrorism",
        date(2017, 7, 3),
        "444/2017",
    ),
    ("734/1978", "Osakeyhtiölaki", "Lag om aktiebolag", date(2006, 9, 1), "624/2006"),
    (
        "634/2011",
        "Laki julkisen hallinnon tietohallinnon ohjauksesta",
        "Lag om styrning av informationsförvaltningen inom den offentliga förvaltningen",
        date(2020, 1, 1),
        "906/2019",
    ),
]


def test_repealed_acts_have_their_names_their_day_and_what_replaced_them():
    rows = StatuteReference.objects.filter(status="repealed").select_related("replaced_by")

    told = [
        (row.number, row.name.fi, row.name.sv, row.repealed_on, row.replaced_by.number)
        for row in rows
    ]
    assert sorted(told) == sorted(REPEALED)
    assert {row.checked_on for row in rows} == {date(2026, 11, 22)}


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


def as_the_first_release_left_it(**edited):
    """One act and the authority, with what an officer changed in them."""
    act = EARLIER["church-act-1993"] | {"name_fi": edited.get("name_fi", "Kirkkolaki (1054/1993)")}
    StatuteReference.objects.filter(key="church-act-1993").update(**act)
    own = {"phone_fi": edited["phone_fi"]} if "phone_fi" in edited else {}
    SupervisoryAuthority.objects.update(**EARLIER_OMBUDSMAN, **own)


def test_what_the_first_release_put_in_and_nobody_edited_is_corrected():
    as_the_first_release_left_it()

    migrate_again()

    act = StatuteReference.objects.get(key="church-act-1993")
    assert (act.name.fi, act.checked_on) == ("Kirkkolaki", date(2026, 11, 22))
    authority = SupervisoryAuthority.objects.get()
    assert authority.postal_address.en == "PL 800, 00531 Helsinki, Finland"
    assert authority.checked_on == date(2026, 11, 22)


def test_what_an_officer_edited_is_not_corrected():
    as_the_first_release_left_it(name_fi="Vanha kirkkolaki", phone_fi="029 566 6777")

    migrate_again()

    act = StatuteReference.objects.get(key="church-act-1993")
    assert (act.name.fi, act.checked_on) == ("Vanha kirkkolaki", date(2025, 2, 28))
    authority = SupervisoryAuthority.objects.get()
    assert authority.postal_address.en == "P.O. Box 800, 00531 Helsinki, Finland"


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
