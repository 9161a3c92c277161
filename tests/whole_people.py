"""Somebody with a row in every table of people, and everything that is held on somebody."""

from datetime import date

from register.enums import ContactPointKind, DataCategory, Relationship
from register.models import ConsentText, DataItem, DataSubject, Recipient
from register.personal_data import declared_models
from tests import factories as make

C = DataCategory


def a_whole_person(kept_by, number: str, family_name: str) -> DataSubject:
    """Somebody with a row in every table of people."""
    person = make.a_person(
        kept_by,
        family_name=family_name,
        given_names="Kalle Johannes",
        customer_number=number,
        user_id=f"kayttaja{number}",
        relationship=Relationship.FORMER,
        relationship_started_on=date(2015, 5, 17),
        relationship_ended_on=date(2020, 8, 9),
    )
    register = kept_by.register
    mail = f"kalle.{number}@satumaa.example"
    make.a_contact_point(person, mail)
    make.a_contact_point(person, "040 123 4567", ContactPointKind.PHONE)
    make.a_home_address(person, street="Unelmatie 12")
    make.a_key_date(person, date(2020, 8, 1))
    make.a_subject_role(person)
    make.an_interaction(person, summary="Palautti rikkinäisen lampun.")
    make.an_order(person, f"T-{number}", content="Lukulamppu")
    make.an_invoice(person, f"L-{number}")
    make.a_consent(person, one_of(ConsentText, register, make.a_consent_text))
    make.a_marketing_ban(person)
    item = one_of(DataItem, register, lambda where: make.a_data_item(where, C.OTHER))
    make.an_attribute(person, item)
    make.a_disclosure(person, one_of(Recipient, register, make.a_recipient))
    return person


def one_of(model, register, make_one):
    """A fact that several people share."""
    return model.objects.filter(register=register).first() or make_one(register)


def everything_of(person: DataSubject) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a person, column by column."""
    return {
        model._meta.label: sorted(
            model._base_manager.filter(**{said.subject or "pk": person.pk}).values_list(), key=str
        )
        for model, said in declared_models().items()
    }
