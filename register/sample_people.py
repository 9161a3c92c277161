"""Invented customers of the sample shop: enough of them that every page shows some life.

Seeded: the same people each time, however often it is run. Their days are counted from the day of
the first run, so that the demo does not grow old. Nobody here exists: the family names are words of
wool and needles, the phone numbers are those of the samples (020 000), and the mail
addresses belong to the domains that are set aside for examples.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from register import journal, marketing
from register.enums import (
    AddressKind,
    ContactPointKind,
    DataCategory,
    Direction,
    InteractionChannel,
    InteractionKind,
    KeyDateKind,
    MarketingChannel,
    MarketingScope,
    OrganisationRole,
    Relationship,
    SubjectKind,
)
from register.models import (
    Act,
    ConsentText,
    ContactPoint,
    DataSubject,
    Disclosure,
    Interaction,
    Invoice,
    KeyDate,
    Order,
    Organisation,
    Recipient,
    Register,
    RegisterController,
    Source,
    SubjectAddress,
    SubjectRole,
)

REGISTER = "complete"
SEED = 20260112
CUSTOMERS, PROSPECTS, RECEIVERS = 28, 5, 4

FAMILY_NAMES = [
    *("Villavainio", "Kerivirta", "Puikkola", "Neulamo", "Vyyhtiranta", "Kehräsalmi", "Solmula"),
    *("Kudelmaa", "Pirtaniemi", "Sukkulainen", "Rukkivaara", "Tupsunen", "Silmukkala", "Langasto"),
    *("Nuttula", "Virkkaus", "Pitsiharju", "Huovutin", "Karstamäki", "Värttinäinen", "Helmineule"),
    *("Garnström", "Stickholm", "Nystan-Lind", "Räsymatto", "Lapasela", "Villasukka-Aho"),
]
GIVEN_NAMES = [
    *("Aamu", "Lumi", "Taimi Orvokki", "Ilta", "Sade", "Usva", "Kielo", "Vanamo", "Pihla", "Marja"),
    *("Rauha Aino", "Oras", "Tuisku", "Halla", "Pyry", "Myrsky", "Toivo", "Onni", "Urho Ilmari"),
    *("Äijö", "Örjan", "Åke", "Saga", "Siv", "Ninni", "Loviisa"),
]
STREETS = ["Kuvittelukatu", "Kerijänkuja", "Haavetie", "Satuaukio", "Vyyhtipolku", "Puikkorinne"]
TOWNS = [("06100", "Porvoo"), ("20100", "Turku"), ("33100", "Tampere"), ("65100", "Vaasa")]
GOODS = [
    *("Villalanka, 5 kerää", "Sukkapuikot 3,5 mm", "Pellavalanka ja ohje", "Huovutusneulat"),
    *("Kirjoneuleen tarvikkeet", "Virkkuukoukku ja puuvillalanka", "Lahjakortti 50 €"),
]
ASKED = [
    (InteractionKind.SERVICE, "Kysyi, milloin paketti saapuu. Kerrottiin seurantatunnus."),
    (InteractionKind.SERVICE, "Halusi vaihtaa toimitusosoitteen ennen lähetystä. Vaihdettu."),
    (InteractionKind.SERVICE, "Kysyi langan pesuohjetta. Lähetetty ohje."),
    (InteractionKind.COMPLAINT, "Yksi kerä puuttui paketista. Lähetetty uusi kerä."),
    (InteractionKind.COMPLAINT, "Lanka oli väärän sävyistä. Sovittu palautuksesta."),
    (InteractionKind.SALES, "Kysyi tarjousta kerhon lankatilaukseen."),
]
FIRMS = [
    ("Neulekahvila Mallila Oy", "9000711-7"),
    ("Käsityökerho Kuvitelma ry", ""),
    ("Villapaja Haave Ky", ""),
]


@dataclass(slots=True)
class Maker:
    """Makes the people of one place, reckoning from one day."""

    kept_by: RegisterController
    today: date
    chance: Random
    number: int = 1000

    def everybody(self) -> Iterator[DataSubject]:
        text = self.consent_text()
        for place in range(CUSTOMERS):
            yield self.customer(place, text)
        for place in range(PROSPECTS):
            yield self.subscriber(place, text)
        for _place in range(RECEIVERS):
            yield self.receiver()
        for place, (name, business_id) in enumerate(FIRMS):
            yield self.contact_person(place, name, business_id)

    # People

    def customer(self, place: int, text: ConsentText) -> DataSubject:
        began = self.day(30, 1500)
        left = self.chance.random() < 0.15
        person = self.person(
            SubjectKind.PERSON_CUSTOMER,
            customer_number=self.next("A"),
            language="sv" if place % 7 == 3 else "fi",
            relationship=Relationship.FORMER if left else Relationship.CUSTOMER,
            relationship_started_on=began,
            relationship_ended_on=began + timedelta(days=20) if left else None,
            collected_on=began,
            informed_on=began,
            source=self.source("customer"),
            address_protected=place in (5, 17),
            restricted_at=self.moment(9) if place == 11 else None,
        )
        if place % 3 == 0:
            person.user_id = f"neuloja{self.number}"
            person.save(update_fields=["user_id"])
            KeyDate.objects.create(
                subject=person, kind=KeyDateKind.LAST_LOGIN, happened_on=self.day(1, 200)
            )
        self.email(person)
        self.phone(person)
        self.home(person)
        for _order in range(self.chance.randint(0, 4)):
            self.deal(person, self.day(2, 900))
        # One has been in touch more often than a page shows.
        for _contact in range(26 if place == 0 else self.chance.randint(0, 3)):
            self.contact(person)
        self.choices(person, place, text)
        return person

    def subscriber(self, place: int, text: ConsentText) -> DataSubject:
        day = self.day(5, 400)
        person = self.person(
            SubjectKind.PROSPECT,
            relationship=Relationship.PROSPECT,
            collected_on=day,
            informed_on=day,
            source=self.source("customer"),
        )
        self.email(person)
        self.consent(person, text)
        return person

    def receiver(self) -> DataSubject:
        day = self.day(5, 300)
        person = self.person(
            SubjectKind.OTHER,
            relationship=Relationship.NONE,
            collected_on=day,
            source=self.source("giver"),
        )
        self.phone(person)
        self.home(person)
        return person

    def contact_person(self, place: int, name: str, business_id: str) -> DataSubject:
        firm = Organisation.objects.create(kept_by=self.kept_by, name=name, business_id=business_id)
        day = self.day(40, 700)
        person = self.person(
            SubjectKind.CONTACT_PERSON,
            customer_number=self.next("Y"),
            organisation=firm,
            job_title=["toiminnanjohtaja", "rahastonhoitaja", "ostaja"][place],
            relationship_started_on=day,
            collected_on=day,
            informed_on=day,
        )
        for role in (OrganisationRole.DECISION_MAKER, OrganisationRole.BILLING)[: place + 1]:
            SubjectRole.objects.create(subject=person, role=role)
        self.email(person)
        ContactPoint.objects.create(
            organisation=firm, kind=ContactPointKind.PHONE, value=self.phone_number()
        )
        SubjectAddress.objects.create(
            organisation=firm, kind=AddressKind.VISITING, **self.somewhere()
        )
        for _order in range(3):
            self.deal(person, self.day(2, 500))
        self.contact(person)
        return person

    def person(self, kind: SubjectKind, **values: Any) -> DataSubject:
        person = DataSubject.objects.create(
            kept_by=self.kept_by,
            kind=kind,
            family_name=self.chance.choice(FAMILY_NAMES),
            given_names=self.chance.choice(GIVEN_NAMES),
            **values,
        )
        journal.record(Act.CREATED, about=person, by=journal.COMMAND)
        return person

    # What is held on them

    def email(self, person: DataSubject) -> None:
        self.number += 1
        domain = self.chance.choice(["esimerkki.fi", "example.org"])
        ContactPoint.objects.create(
            subject=person,
            kind=ContactPointKind.EMAIL,
            value=f"asiakas{self.number}@{domain}",
        )

    def phone(self, person: DataSubject) -> None:
        ContactPoint.objects.create(
            subject=person, kind=ContactPointKind.PHONE, value=self.phone_number()
        )

    def phone_number(self) -> str:
        return f"020 000 {self.chance.randint(1000, 9999)}"

    def home(self, person: DataSubject) -> None:
        SubjectAddress.objects.create(subject=person, kind=AddressKind.POSTAL, **self.somewhere())

    def somewhere(self) -> dict[str, str]:
        code, town = self.chance.choice(TOWNS)
        street = f"{self.chance.choice(STREETS)} {self.chance.randint(1, 90)}"
        return {"street": street, "postal_code": code, "town": town}

    def deal(self, person: DataSubject, day: date) -> None:
        """An order, its invoice, and the parcel's way to the carrier."""
        total = Decimal(self.chance.randint(900, 18000)) / 100
        common: dict[str, Any] = {
            "kept_by": self.kept_by,
            "subject": person,
            "organisation": person.organisation,
            "total": total,
        }
        Order.objects.create(
            **common,
            number=self.next("T-"),
            ordered_on=day,
            delivered_on=min(day + timedelta(days=4), self.today),
            content=self.chance.choice(GOODS),
        )
        paid = self.chance.random() < 0.85
        Invoice.objects.create(
            **common,
            number=self.next("L-"),
            issued_on=day,
            due_on=day + timedelta(days=14),
            paid_on=min(day + timedelta(days=9), self.today) if paid else None,
            financial_year_end=date(day.year, 12, 31),
            buyer_name=person.organisation.name if person.organisation else person.full_name,
        )
        carrier = Recipient.objects.filter(register=self.kept_by.register, key="carrier").first()
        if carrier is not None:
            Disclosure.objects.get_or_create(
                subject=person,
                recipient=carrier,
                category=DataCategory.POSTAL_ADDRESS,
                disclosed_on=day,
            )

    def contact(self, person: DataSubject) -> None:
        kind, summary = self.chance.choice(ASKED)
        Interaction.objects.create(
            subject=person,
            at=self.moment(self.chance.randint(1, 700)),
            channel=self.chance.choice(
                [InteractionChannel.PHONE, InteractionChannel.EMAIL, InteractionChannel.CHAT]
            ),
            direction=Direction.INCOMING,
            kind=kind,
            summary=summary,
        )

    # What they have chosen

    def choices(self, person: DataSubject, place: int, text: ConsentText) -> None:
        if place % 4 == 0:
            self.consent(person, text)
        if place % 5 == 2:
            for channel in (MarketingChannel.PHONE, MarketingChannel.POST):
                marketing.ban(person, channel, MarketingScope.OWN, by=journal.COMMAND)

    def consent(self, person: DataSubject, text: ConsentText) -> None:
        marketing.give_consent(
            person,
            text,
            channel=MarketingChannel.EMAIL,
            scope=MarketingScope.OWN,
            by=journal.COMMAND,
            given_at=self.moment(self.chance.randint(1, 300)),
        )

    def consent_text(self) -> ConsentText:
        register = self.kept_by.register
        return ConsentText.objects.get_or_create(
            register=register,
            key="newsletter",
            defaults={
                "purpose": register.purpose_set.filter(key="newsletter").first(),
                "text_fi": "Minulle saa lähettää uutiskirjeen sähköpostitse.",
                "text_sv": "Jag vill få nyhetsbrevet per e-post.",
                "text_en": "You may send me the newsletter by e-mail.",
            },
        )[0]

    def source(self, key: str) -> Source | None:
        return Source.objects.filter(register=self.kept_by.register, key=key).first()

    def next(self, letter: str) -> str:
        self.number += 1
        return f"{letter}{self.number}"

    def day(self, nearest: int, farthest: int) -> date:
        return self.today - timedelta(days=self.chance.randint(nearest, farthest))

    def moment(self, days_ago: int) -> datetime:
        day = self.today - timedelta(days=days_ago)
        at = time(self.chance.randint(8, 16), self.chance.choice((0, 10, 25, 40, 55)))
        return timezone.make_aware(datetime.combine(day, at))


def add_people(today: date) -> int:
    """The sample shop's customers, where it has none yet; how many were added."""
    register = Register.objects.filter(slug=REGISTER).first()
    kept_by = register.memberships.first() if register else None
    if kept_by is None or DataSubject.objects.filter(kept_by=kept_by).exists():
        return 0
    with transaction.atomic():
        chance = Random(SEED)  # noqa: S311 # invented people, not secrets
        return sum(1 for _person in Maker(kept_by, today, chance).everybody())
