"""Which columns of a person's cards can be corrected: told by the declaration of personal data.

Neither what follows from other columns nor what is ours (a customer number, our notes), and not
what a door of its own writes. Against what cannot be corrected, such as a note, a person may put a
supplementary statement (Art. 16, second sentence).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.absorbed import with_absorbed
from register.enums import AddressKind, ContactPointKind, KeyDateKind, Origin
from register.gathering import name_of
from register.models import DataItem, DataSubject
from register.personal_data import Datum, PersonalData, declared_models
from subjects.models import Match, ProposedChange, Request

NEWEST = 40  # rows of one table that a page offers
CARD = "register.DataSubject"
# Tables that are not corrected in place, and why.
NOT_HERE: Mapping[str, str] = {
    "register.Consent": "an act of the person's: given and withdrawn, never rewritten",
    "register.Disclosure": "what we did, and when",
    "register.ImportRow": "a preview that is thrown away",
    "register.Invoice": "a voucher is corrected by another voucher (Accounting Act 2:7)",
    "register.MarketingBan": "an act of the person's: given and lifted, never rewritten",
    "register.Merge": "how a merging can be undone",
    "register.Organisation": "several people may stand for it",
    "retention.Hold": "why we keep something",
}
# Which column says what kind of thing a row is; its labels.
KINDS: Mapping[str, Any] = {
    "register.ContactPoint": ContactPointKind,
    "register.KeyDate": KeyDateKind,
    "register.SubjectAddress": AddressKind,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One column of one row."""

    row: models.Model
    column: str

    @property
    def field(self) -> Any:
        return self.row._meta.get_field(self.column)

    @property
    def key(self) -> str:
        """Names it in a form."""
        return f"{type(self.row).__name__}-{self.row.pk}-{self.column}"

    @property
    def model(self) -> str:
        return self.row._meta.label

    @property
    def kind(self) -> str:
        return kind_of(self.row)

    @property
    def card(self) -> int:
        """The card that it stands on."""
        return card_of(self.row)

    @property
    def is_address(self) -> bool:
        """A security ban hides it from whoever need not know it."""
        return self.model == "register.SubjectAddress"


def columns_of(model: type[models.Model]) -> Sequence[str]:
    """The columns of a table that can be corrected."""
    said = declared_models().get(model)
    if said is None or model._meta.label in NOT_HERE:
        return ()
    return [name for name, datum in said.data() if _can_be_put_right(model, name, said, datum)]


def _can_be_put_right(
    model: type[models.Model], name: str, said: PersonalData, datum: Datum
) -> bool:
    field: Any = model._meta.get_field(name)
    return (
        datum.exported
        and datum.origin != Origin.DERIVED
        and field.editable
        and not field.is_relation
        and name != said.kind  # another kind of thing is another row
        and not (name == "kind" and model._meta.label in KINDS)
    )


def cards_of(request: Request) -> list[int]:
    """Every card of the people whom the request is about, absorbed ones too."""
    fixed = Match.objects.filter(request=request, subject__isnull=False)
    return with_absorbed(list(fixed.values_list("subject", flat=True)))


def tables() -> Iterator[type[models.Model]]:
    """The card first, then its parts, as they are declared."""
    found = [model for model in declared_models() if columns_of(model)]
    yield from sorted(found, key=lambda model: model._meta.label != CARD)


def places_on(card: DataSubject) -> Iterator[Place]:
    """What can be corrected on one card; of long tables the newest rows."""
    for model in tables():
        if model is DataSubject:
            rows: Sequence[Any] = [card]
        else:
            rows = list(model._default_manager.filter(subject=card.pk).order_by("-pk")[:NEWEST])
        for row in rows:
            for column in columns_of(model):
                yield Place(row, column)


def row_of(change: ProposedChange) -> Any:
    """The row as it stands now; None where it is gone."""
    return apps.get_model(change.model)._default_manager.filter(pk=change.row).first()


def card_of(row: models.Model) -> int:
    return int(row.pk if isinstance(row, DataSubject) else row.subject_id)  # type: ignore[attr-defined]


def kind_of(row: models.Model) -> str:
    """What kind of thing a row is, kept so that it can be told once the row is gone."""
    if row._meta.label == "register.Attribute":
        return str(row.item_id)  # type: ignore[attr-defined]
    return str(getattr(row, "kind", "")) if row._meta.label in KINDS else ""


def label_of(model: str, column: str, kind: str, language: str) -> str:
    """What a field is called, in the language that is active: “Phone number”, “Address: town”."""
    if not column:
        return _("Supplementary statement")
    table = apps.get_model(model)
    name = capfirst(str(table._meta.get_field(column).verbose_name))
    if model == CARD:
        return name
    whole = _kind_in_words(table, kind, language)
    return whole if column == "value" else f"{whole}: {name[:1].lower()}{name[1:]}"


def _kind_in_words(table: type[models.Model], kind: str, language: str) -> str:
    label = table._meta.label
    if label in KINDS and kind in KINDS[label].values:
        return capfirst(str(KINDS[label](kind).label))
    item = DataItem.objects.filter(pk=kind).first() if label == "register.Attribute" else None
    return name_of(item, language) if item else capfirst(str(table._meta.verbose_name))


def label_of_change(change: ProposedChange, language: str) -> str:
    return label_of(change.model, change.column, change.kind, language)
