"""Registers with generated histories: people, rules and rows, the same from the same seed."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from register import merging
from register.enums import (
    ContactPointKind,
    DataCategory,
    InteractionKind,
    KeyDateKind,
    Relationship,
    SubjectKind,
)
from register.models import DataSubject, Invoice, Register, RegisterController, SubjectGroup
from retention.enums import Action, AppliesWhen, Combinator, Rounding, Trigger, Unit
from retention.models import (
    FinancialYear,
    GrantedErasure,
    Hold,
    HoldReason,
    RetentionRule,
    RuleCategory,
    Term,
)
from tests import factories

C, T = DataCategory, Trigger
DAYS = (date(2025, 1, 31), date(2027, 3, 1), date(2033, 1, 1))
OF_PEOPLE = [
    T.CUSTOMER_RELATIONSHIP_END,
    T.CONTRACT_END,
    T.LAST_CONTACT,
    T.LAST_SERVICE_CONTACT,
    T.LAST_ORDER,
    T.LAST_LOGIN,
    T.ACCOUNT_DELETION,
    T.MEMBERSHIP_END,
    T.COLLECTED,
    T.DEATH,
    T.BIRTH,
]
OF_EVERYBODY = [T.COLLECTED, T.CUSTOMER_RELATIONSHIP_END, T.LAST_CONTACT, T.CREATED]
OF_ROWS = {
    C.ORDER: [T.PURCHASE, T.EVENT],
    C.INTERACTION: [T.EVENT],
    C.CONSENT: [T.CONSENT_WITHDRAWN, T.EVENT],
    C.MARKETING_BAN: [T.MARKETING_BAN],
    C.INVOICE: [T.INVOICE_DATE, T.FINANCIAL_YEAR_END, T.FINANCIAL_STATEMENTS_ADOPTED, T.EVENT],
    C.DEBT: [T.DUE_DATE, T.DEBT_PAID],
}
# Of a company that keeps calendar years, and of one that has changed to them by a long year.
YEAR_ENDS = [
    [date(year, 12, 31) for year in range(2017, 2030)],
    [
        *(date(year, 6, 30) for year in range(2017, 2022)),
        *(date(year, 12, 31) for year in range(2022, 2030)),
    ],
]
LENGTHS = [(18, Unit.MONTH), (1, Unit.YEAR), (3, Unit.YEAR), (30, Unit.DAY), (6, Unit.WEEK)]


ROUNDINGS = [Rounding.NONE] * 3 + [Rounding.END_OF_MONTH, Rounding.END_OF_FINANCIAL_YEAR]


class History:
    """One register of one controller, drawn from a seed."""

    def __init__(self, seed: int, *, people: int = 12) -> None:
        self.draw = Random(seed)  # noqa: S311 # the same people from the same seed
        self.register: Register = factories.a_register()
        self.controller = factories.a_controller()
        self.kept_by: RegisterController = factories.a_membership(self.register, self.controller)
        self.officer = factories.a_user()
        self.groups = [
            SubjectGroup.objects.create(register=self.register, key=kind, name_fi=kind, kind=kind)
            for kind in (SubjectKind.PERSON_CUSTOMER, SubjectKind.PROSPECT)
        ]
        self.year_ends = self.draw.choice(YEAR_ENDS)
        for ends_on in self.year_ends:
            if self._now_and_then(0.7):
                FinancialYear.objects.create(
                    controller=self.controller,
                    ends_on=ends_on,
                    adopted_on=self._maybe(ends_on + timedelta(days=105)),
                )
        self._rules()
        for number in range(people):
            self._person(number)
        self._voucher(None, "L-nobody")
        self._merges()

    def grant_erasures(self) -> None:
        """Some people were granted an erasure once, of some of whom something was refused."""
        self._rule(
            "nimet",
            [T.CUSTOMER_RELATIONSHIP_END],
            [C.NAME, C.ORDER],
            length=(3, Unit.YEAR),
            statutory=True,
            source_fi="laki 1 §",
        )
        said: dict[str, Any] = {
            "reference": "P-2345-6789",
            "decided_on": DAYS[0],
            "quiet_until": timezone.now(),
        }
        for person in DataSubject.objects.filter(kept_by=self.kept_by).order_by("pk"):
            if self._now_and_then(0.5):
                refused = self.draw.choice([[], [C.EMAIL], [C.NAME, C.INTERACTION]])
                GrantedErasure.objects.create(subject=person, refused=refused, **said)
        for voucher in Invoice.objects.filter(kept_by=self.kept_by).order_by("pk"):
            if self._now_and_then(0.6):
                GrantedErasure.objects.create(invoice=voucher, **said)

    # Rules

    def _rules(self) -> None:
        """One for all data nearly always, some for a category, some for a group, one by law."""
        if self._now_and_then(0.95):
            self._rule("yleinen", self._several(OF_EVERYBODY), conditional=False)
        for category in self.draw.sample([C.NAME, C.EMAIL, C.PHONE, C.RELATIONSHIP, C.ROLE], 2):
            groups = self.groups[: self.draw.randint(0, 2)]
            self._rule(f"oma-{category}", self._several(OF_PEOPLE), [category], groups=groups)
        for category in self.draw.sample(sorted(OF_ROWS), 3):
            self._rule(f"rivi-{category}", [self.draw.choice(OF_ROWS[category])], [category])
        if self._now_and_then(0.7):
            self._rule(
                "tositteet",
                [T.FINANCIAL_YEAR_END],
                [C.INVOICE],
                length=(6, Unit.YEAR),
                rounding=Rounding.END_OF_CALENDAR_YEAR,
                statutory=True,
                source_fi="kirjanpitolaki 2:10",
            )

        if self._now_and_then(0.5):
            self._rule(
                "velalliset",
                [T.COLLECTED],
                length=(10, Unit.YEAR),
                conditional=False,
                applies_when=AppliesWhen.IN_DEBT,
            )

    def _rule(
        self,
        key: str,
        triggers: list[Trigger],
        categories: list[DataCategory] | None = None,
        *,
        groups: list[SubjectGroup] | None = None,
        length: tuple[int, Unit] | None = None,
        rounding: Rounding | None = None,
        conditional: bool = True,
        **values: Any,
    ) -> RetentionRule:
        actions = [Action.ERASE] * 5 + [Action.REVIEW]
        values.setdefault("action", self.draw.choice(actions))
        if len(triggers) > 1:
            values["combinator"] = self.draw.choice(list(Combinator))
        if conditional and self._now_and_then(0.1) and not values.get("statutory"):
            values["condition_fi"] = "jos asiasta on sovittu"
        rule = factories.a_rule(self.register, key, **values)
        for category in categories or []:
            RuleCategory.objects.create(rule=rule, category=category)
        rule.subject_groups.set(groups or [])
        for position, trigger in enumerate(triggers):
            number, unit = length or self.draw.choice(LENGTHS)
            rounded = rounding or self.draw.choice(ROUNDINGS)
            Term.objects.create(
                rule=rule,
                key=f"ehto-{position}",
                position=position,
                trigger=trigger,
                length=number,
                unit=unit,
                rounding=rounded,
            )
        return rule

    # People and what is held on them

    def _person(self, number: int) -> None:
        relationship = self.draw.choice([*Relationship, Relationship.FORMER, Relationship.FORMER])
        ended = None
        if relationship in (Relationship.FORMER, Relationship.NONE):
            ended = self._maybe(self._day())
        person = factories.a_person(
            self.kept_by,
            kind=self.draw.choice(
                [SubjectKind.PERSON_CUSTOMER, SubjectKind.PROSPECT, SubjectKind.USER]
            ),
            customer_number=f"A-{number}",
            user_id=f"kayttaja-{number}" if self._now_and_then(0.4) else "",
            job_title="puuseppä" if self._now_and_then(0.2) else "",
            relationship=relationship,
            relationship_ended_on=ended,
            contract_ends_on=self._maybe(self._day()),
            collected_on=self._day() if self._now_and_then(0.85) else None,
            restricted_at=timezone.now() if self._now_and_then(0.1) else None,
        )
        rows: list[tuple[float, Callable[[], Any]]] = [
            (0.8, lambda: factories.a_contact_point(person)),
            (0.4, lambda: self._phone(person)),
            (0.4, lambda: factories.a_home_address(person)),
            (0.3, lambda: factories.a_marketing_ban(person, given_at=self._moment())),
            (0.3, lambda: factories.a_disclosure(person, disclosed_on=self._day())),
            (0.3, lambda: factories.an_attribute(person)),
            (0.5, lambda: self._consent(person)),
        ]
        for likelihood, add in rows:
            if self._now_and_then(likelihood):
                add()
        for kind in KeyDateKind:
            if self._now_and_then(0.15):
                factories.a_key_date(person, self._day(), kind=kind)
        for _each in range(self.draw.choice([0, 0, 1, 2])):
            factories.an_interaction(
                person, at=self._moment(), kind=self.draw.choice(list(InteractionKind))
            )
        for each in range(self.draw.choice([0, 0, 1, 2])):
            factories.an_order(person, f"T-{number}-{each}", ordered_on=self._day())
        for each in range(self.draw.choice([0, 0, 1, 2])):
            self._voucher(person, f"L-{number}-{each}")
        if self._now_and_then(0.15):
            self._hold(person)

    def _merges(self) -> None:
        """Some cards become one, one of them in two steps; on some days that can be undone still.

        Of what the standing card had as well somebody has removed some since.
        """
        people = list(DataSubject.objects.filter(kept_by=self.kept_by).order_by("pk"))
        chosen = self.draw.sample(people, min(len(people) // 2, 5))
        merges = [pair for pair in ((0, 1), (1, 2), (3, 4)) if max(pair) < len(chosen)]
        long_ago, lately = datetime(2020, 1, 1, 9, tzinfo=UTC), datetime(2025, 1, 15, 9, tzinfo=UTC)
        moments = sorted(self.draw.choice([long_ago, lately]) for _each in merges)
        for (gone, kept), at in zip(merges, moments, strict=True):
            merging.merge(chosen[kept], chosen[gone], by=self.officer, now=at)
        for rows in ("contact_points", "attributes", "key_dates", "disclosures"):
            for card in chosen:
                if self._now_and_then(0.2):
                    getattr(card, rows).all().delete()

    def _phone(self, person: DataSubject) -> None:
        factories.a_contact_point(person, "040 1234567", ContactPointKind.PHONE)

    def _consent(self, person: DataSubject) -> None:
        given = self._moment()
        withdrawn = given + timedelta(days=self.draw.randint(0, 900))
        factories.a_consent(person, given_at=given, withdrawn_at=self._maybe(withdrawn))

    def _voucher(self, person: DataSubject | None, number: str) -> None:
        issued = self._day()
        due = self._maybe(issued + timedelta(days=14))
        factories.an_invoice(
            person,
            number,
            kept_by=self.kept_by,
            issued_on=issued,
            due_on=due,
            paid_on=self._maybe(issued + timedelta(days=20)),
            financial_year_end=self._maybe(
                next(ends_on for ends_on in self.year_ends if issued <= ends_on)
            ),
        )

    def _hold(self, person: DataSubject) -> None:
        lifted = self._now_and_then(0.3)
        Hold.objects.create(
            subject=person,
            category=self.draw.choice(["", C.NAME, C.ORDER, C.INVOICE]),
            reason=HoldReason.DISPUTE,
            placed_on=date(2020, 1, 1),
            review_on=date(2021, 1, 1),
            placed_by=self.officer,
            lifted_on=date(2022, 1, 1) if lifted else None,
            lifted_by=self.officer if lifted else None,
        )

    # Draws

    def _several(self, triggers: list[Trigger]) -> list[Trigger]:
        return self.draw.sample(triggers, self.draw.choice([1, 1, 2]))

    def _day(self) -> date:
        """Between 2018 and 2026, with the ends of months more often than chance has them."""
        year, month = self.draw.randint(2018, 2026), self.draw.randint(1, 12)
        ends = [1, 15, 28, self.draw.randint(1, 28)]
        end_of_month = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return self.draw.choice([date(year, month, day) for day in ends] + [end_of_month])

    def _moment(self) -> datetime:
        """Some a little before midnight in Greenwich, when it is tomorrow in Helsinki."""
        day = self._day()
        return datetime(day.year, day.month, day.day, self.draw.choice([9, 23]), 30, tzinfo=UTC)

    def _maybe(self, value: Any) -> Any:
        return value if self._now_and_then(0.6) else None

    def _now_and_then(self, likelihood: float) -> bool:
        return self.draw.random() < likelihood
