"""Lists of people that leave the system: which columns, how they are read, and the journal first.

Everybody on a list gets an entry in the journal, set-wise, before the first byte is sent. The rows
are then read a portion at a time, and only of those who have that entry: nobody leaves untold, and
whoever is restricted or hidden from the reader meanwhile stays.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register import identity_codes, journal
from register.enums import ONE_OF, ContactPointKind, YesNo
from register.models import (
    Act,
    ContactPoint,
    DataSubject,
    JournalEntry,
    Occasion,
    RegisterController,
    SubjectAddress,
    User,
)
from register.querysets import DataSubjects
from register.refusal import Refusal
from register.support.tables import Row, Value

AT_ONCE = 1_000  # people read in one go


class Column(models.TextChoices):
    """What a list may hold of people; the names stand in the journal and never change."""

    CUSTOMER_NUMBER = "customer_number", gettext_lazy("Customer number")
    FAMILY_NAME = "family_name", gettext_lazy("Family name")
    GIVEN_NAMES = "given_names", gettext_lazy("Given names")
    USER_ID = "user_id", gettext_lazy("User name")
    KIND = "kind", gettext_lazy("Kind of person")
    RELATIONSHIP = "relationship", gettext_lazy("Relationship")
    LANGUAGE = "language", gettext_lazy("Language")
    ORGANISATION = "organisation", gettext_lazy("Organisation")
    EMAIL = "email", gettext_lazy("E-mail address")
    PHONE = "phone", gettext_lazy("Phone number")
    ADDRESS = "address", gettext_lazy("Postal address")
    PROTECTED_ADDRESS = "protected_address", gettext_lazy("Addresses under a security ban too")
    IDENTITY_CODE = "identity_code", gettext_lazy("Personal identity code, masked")
    KEPT_BY = "kept_by", gettext_lazy("Register and controller")


# What must be allowed besides exporting itself.
ASKS_FOR = {
    Column.PROTECTED_ADDRESS: "register.see_protected_address",
    Column.IDENTITY_CODE: "register.unmask_identity_code",
}
CONTACTS = {Column.EMAIL: ContactPointKind.EMAIL, Column.PHONE: ContactPointKind.PHONE}
ADDRESSES = frozenset({Column.ADDRESS, Column.PROTECTED_ADDRESS})


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A list of people as a file: whom it is about and what it holds of them."""

    people: DataSubjects
    columns: frozenset[Column]
    points: QuerySet[ContactPoint] = field(default_factory=ContactPoint.objects.all)
    addresses: QuerySet[SubjectAddress] = field(default_factory=SubjectAddress.objects.all)
    first_only: bool = False  # of several e-mail addresses or phone numbers
    told: Mapping[str, Any] = field(default_factory=dict)  # to the journal, besides the columns


class Changed(Refusal):
    """Raised where there are not as many people as the page said; `count` is how many by now."""

    def __init__(self, count: int) -> None:
        super().__init__(_("The list has changed since you opened this page. Look at it again."))
        self.count = count


class MadeBefore(Refusal):
    """Raised for a page that was sent already: the first of two clicks has made the file."""

    def __init__(self) -> None:
        super().__init__(
            _("This file was made already: look in your downloads. To make a new one, send again.")
        )


@transaction.atomic
def record(
    file: PeopleFile,
    *,
    by: User,
    occasion: Occasion | str,
    reference: str,
    number: str,
    form: str,
    expected: int,
    or_more: bool = False,
) -> None:
    """Journal that these people leave in a file. `number` marks its entries and is used once.

    Raises Refusal, and nothing is journalled then: for what `by` may not export, for a page sent
    twice, for an empty list, for another number of people than was `expected`; of a list that was
    said to be longer than that, for one that no longer is.
    """
    check_may(by, file.columns)
    if occasion not in Occasion.values:
        raise Refusal(_("Say why the list is needed."), "occasion")
    User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)  # one click at a time
    first = file.people.order_by("pk").values_list("uuid", flat=True).first()
    if first is None:
        raise Refusal(_("There is nobody on the list."))
    if entries_of(number).filter(uuid=first).exists():
        raise MadeBefore
    actor, reasons = journal.Actor.staff(by), {"occasion": occasion, "reference": reference}
    count = journal.record_many(
        Act.EXPORTED, file.people, by=actor, **reasons, detail={"list": number}
    )
    if count <= expected if or_more else count != expected:
        raise Changed(count)
    journal.record(
        Act.EXPORTED,
        about=DataSubject,
        by=actor,
        **reasons,
        count=count,
        detail={
            "list": number,
            "form": form,
            "columns": [column.value for column in Column if column in file.columns],
            **file.told,
        },
    )


def check_may(user: User, columns: frozenset[Column]) -> None:
    """Raises Refusal for a column that this account may not take out."""
    wanted = ["register.export_people", *(ASKS_FOR[one] for one in columns if one in ASKS_FOR)]
    if not user.has_perms(wanted):
        raise Refusal(_("You do not have the permission for this."), "columns")


def entries_of(number: str) -> QuerySet[JournalEntry]:
    """The entries of one file. Ask with a person's uuid: the index leads to those."""
    return JournalEntry.objects.filter(act=Act.EXPORTED, detail__list=number)


# What the file holds


def headings(columns: frozenset[Column]) -> list[str]:
    """The first row, in the language of the reader."""
    return [heading for column in _shown(columns) for heading in _headings(column)]


def rows(file: PeopleFile, number: str) -> Iterator[Row]:
    """Everybody who was journalled under `number`, in the order of their numbers.

    Words are chosen now, in the reader's language: the rows may be read when the page is over.
    """
    words = _words()
    return _rows(file, number, words)


def _rows(file: PeopleFile, number: str, words: dict[str, dict[str, str]]) -> Iterator[Row]:
    columns = _shown(file.columns)
    told = Exists(entries_of(number).filter(uuid=OuterRef("uuid")))
    people = file.people.filter(told).select_related(None).select_related("organisation")
    people, last = people.defer(None).order_by("pk"), 0
    while portion := list(people.filter(pk__gt=last)[:AT_ONCE]):
        facts = _Facts(file, portion, words)
        for person in portion:
            yield [value for column in columns for value in facts.of(column, person)]
        last = portion[-1].pk


def _shown(columns: frozenset[Column]) -> list[Column]:
    """The columns in their order; addresses stand once, whichever of them are meant."""
    wanted = columns | {Column.ADDRESS} if columns & ADDRESSES else columns
    return [column for column in Column if column in wanted]


def _headings(column: Column) -> list[str]:
    if column == Column.ADDRESS:
        names = ("care_of", "street", "postal_code", "town", "country")
        fields = [SubjectAddress._meta.get_field(name) for name in names]
        return [str(capfirst(str(getattr(one, "verbose_name", "")))) for one in fields]
    if column == Column.PROTECTED_ADDRESS:
        return [_("Security ban (turvakielto)")]
    return [str(column.label)]


def _words() -> dict[str, dict[str, str]]:
    """What the values of vocabularies are called, and where people are kept."""
    fields: dict[str, Any] = {
        name: DataSubject._meta.get_field(name) for name in ("relationship", "language")
    }
    known = {
        name: {value: str(label) for value, label in one.choices} for name, one in fields.items()
    }
    places = RegisterController.objects.select_related("register", "controller")
    known["kept_by"] = {str(one.pk): f"{one.register} · {one.controller.name}" for one in places}
    known["kind"] = {kind.value: str(words) for kind, words in ONE_OF.items()}
    known["ban"] = {"yes": str(YesNo.YES.label), "no": ""}
    return known


class _Facts:
    """What is held on a portion of people: a constant number of questions, however many they are.

    Contact points and addresses are asked for only where the list has a column for them.
    """

    def __init__(
        self, file: PeopleFile, people: Sequence[DataSubject], words: dict[str, dict[str, str]]
    ) -> None:
        self.file, self.words = file, words
        self.reached: dict[tuple[int, str], list[str]] = defaultdict(list)
        kinds = [CONTACTS[column] for column in CONTACTS if column in file.columns]
        if kinds:
            points = file.points.filter(subject__in=people, kind__in=kinds).order_by("pk")
            for subject, kind, value in points.values_list("subject", "kind", "value"):
                self.reached[subject, kind].append(value)
        self.homes: dict[int | None, SubjectAddress] = {}
        if file.columns & ADDRESSES:
            shown = [one for one in people if self.shows_address(one)]
            addresses = file.addresses.filter(subject__in=shown)
            for home in addresses.order_by("kind", "pk"):  # the postal one before the visiting one
                self.homes.setdefault(home.subject_id, home)

    def shows_address(self, person: DataSubject) -> bool:
        return not person.address_protected or Column.PROTECTED_ADDRESS in self.file.columns

    def of(self, column: Column, person: DataSubject) -> list[Value]:
        match column:
            case Column.KIND | Column.RELATIONSHIP | Column.LANGUAGE:
                value = getattr(person, column.value)
                return [self.words[column.value].get(value, value)]
            case Column.ORGANISATION:
                return [person.organisation.name if person.organisation else ""]
            case Column.EMAIL | Column.PHONE:
                values = self.reached[person.pk, CONTACTS[column]]
                return [", ".join(values[:1] if self.file.first_only else values)]
            case Column.ADDRESS:
                return self.address(person)
            case Column.PROTECTED_ADDRESS:
                return [self.words["ban"]["yes" if person.address_protected else "no"]]
            case Column.IDENTITY_CODE:
                return [identity_codes.masked(person)]
            case Column.KEPT_BY:
                return [self.words["kept_by"].get(str(person.kept_by_id), "")]
            case _:
                return [getattr(person, column.value)]

    def address(self, person: DataSubject) -> list[Value]:
        home = self.homes.get(person.pk)
        if home is None:
            return ["", "", "", "", ""]
        country = str(home.country.code or "")
        return [home.care_of, home.street, home.postal_code, home.town, country]
