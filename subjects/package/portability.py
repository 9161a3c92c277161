"""What a person may take elsewhere (Art. 20): given or observed, under consent or contract.

What we inferred or had from others is not in it (WP 242 rev.01), nor what is held on another basis:
that is for the access package. JSON and CSV, as the access package has them, and nothing to read.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from django.utils.translation import override

from register import gathering
from register.enums import DataCategory, LegalBasisCode, Origin
from register.gathering import Column, Part, Row, Use
from register.models import DataItem, DataSubject, LegalBasis
from subjects.package import archive
from subjects.package.contents import Card, Contents, Mask, Shown, Table, as_it_is

BASES = {LegalBasisCode.CONSENT, LegalBasisCode.CONTRACT}
ORIGINS = {Origin.GIVEN, Origin.OBSERVED}


def portable_categories(person: DataSubject) -> frozenset[DataCategory]:
    """The categories held on this person's kind for a purpose that stands on consent or contract.

    A data item without purposes serves all of them, a basis without purposes covers all of them.
    """
    bases = LegalBasis.objects.filter(
        register=person.kept_by.register_id, basis__in=BASES, ended_on__isnull=True
    ).prefetch_related("purposes", "subject_groups")
    fitting = [
        {purpose.pk for purpose in basis.purposes.all()}
        for basis in bases
        if not (kinds := {group.kind for group in basis.subject_groups.all()})
        or person.kind in kinds
    ]
    if not fitting:
        return frozenset()
    covers_all, covered = not all(fitting), set().union(*fitting)
    items = DataItem.objects.filter(register=person.kept_by.register_id)
    return frozenset(
        DataCategory(row.category)
        for item in items.prefetch_related("purposes", "categories")
        if covers_all
        or not (served := {purpose.pk for purpose in item.purposes.all()})
        or served & covered
        for row in item.categories.all()
    )


def contents_to_move(
    people: Sequence[DataSubject],
    *,
    language: str,
    made_at: datetime,
    reference: str,
    mask: Mask = as_it_is,
) -> Contents:
    """What can be moved of these cards, all of one person."""
    with override(language):
        cards = [
            Card(
                register=gathering.name_of(person.kept_by.register, language),
                controller=person.kept_by.controller.name,
                statements=(),
                tables=list(_tables(person, language, mask)),
                uses=_no_uses,
            )
            for person in people
        ]
    return Contents(language, made_at, reference, cards)


def write(out: BinaryIO, contents: Contents) -> None:
    """A ZIP with `data.json`, its schema and `csv/`."""
    archive.write(out, contents, for_reading=False)


def _no_uses() -> Iterator[Use]:
    return iter(())


def _tables(person: DataSubject, language: str, mask: Mask) -> Iterator[Table]:
    portable = portable_categories(person)
    for part in gathering.parts_of(person, language):
        columns = tuple(column for column in part.columns if _may_move(column, portable))
        if any(column.datum for column in columns):
            yield _table(part, columns, portable, mask)


def _may_move(column: Column, portable: frozenset[DataCategory]) -> bool:
    """A column whose row tells its category is looked at row by row."""
    if column.datum is None:
        return True
    own = frozenset(column.datum.categories)
    return column.datum.origin in ORIGINS and (not own or bool(own & portable))


def _table(
    part: Part, columns: tuple[Column, ...], portable: frozenset[DataCategory], mask: Mask
) -> Table:
    def told(row: Row) -> tuple[Shown, ...]:
        values = ((column.name, row.values[column.name]) for column in columns)
        return tuple(
            mask(part.key, row.number, name, value) if isinstance(value, str) else value
            for name, value in values
        )

    def rows() -> Iterator[tuple[Shown, ...]]:
        for row in part.rows():
            if not row.categories or row.categories & portable:
                yield told(row)

    return Table(part.key.rpartition(".")[2].lower(), part.title, columns, rows)
