"""What a person may take elsewhere (Art. 20): given or observed, under consent or contract.

What we inferred or had from others is not in it (WP 242 rev.01), nor what is held on another basis:
that is for the access package. JSON and CSV, as the access package has them, and nothing to read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.utils.translation import override

from register import gathering, identity_codes
from register.enums import DataCategory, LegalBasisCode, Origin
from register.gathering import Column, Part, Row, ShowCode, Use
from register.models import DataItem, DataSubject, LegalBasis
from subjects.package import archive
from subjects.package.contents import (
    NOTHING_WITHHELD,
    Card,
    Contents,
    Mask,
    Table,
    Withheld,
    as_it_is,
    table_of,
)

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
    withheld: Withheld = NOTHING_WITHHELD,
    mask: Mask = as_it_is,
    show_code: ShowCode = identity_codes.masked,
    has_masked: bool = False,
) -> Contents:
    """What can be moved of these cards, all of one person."""
    with override(language):
        cards = [
            Card(
                register=gathering.name_of(person.kept_by.register, language),
                controller=person.kept_by.controller.name,
                statements=(),
                tables=[
                    table
                    for part in parts_to_move(person, language, show_code=show_code)
                    if holds_something(table := table_of(part, language, withheld, mask))
                ],
                uses=_no_uses,
            )
            for person in people
        ]
    return Contents(language, made_at, reference, cards, has_masked, is_to_move=True)


def holds_something(table: Table) -> bool:
    return next(table.rows(), None) is not None


def write(out: BinaryIO, contents: Contents) -> None:
    """A ZIP with `data.json`, its schema and `csv/`."""
    archive.write(out, contents, for_reading=False)


def _no_uses() -> Iterator[Use]:
    return iter(())


def parts_to_move(
    person: DataSubject, language: str, *, show_code: ShowCode = identity_codes.masked
) -> Iterator[Part]:
    """Of everything that is held, the columns and rows that can be moved."""
    portable = portable_categories(person)
    for part in gathering.parts_of(person, language, show_code=show_code):
        columns = tuple(column for column in part.columns if _may_move(column, portable))
        if any(column.datum for column in columns):
            yield replace(part, columns=columns, rows=partial(_rows, part, portable))


def _rows(part: Part, portable: frozenset[DataCategory]) -> Iterator[Row]:
    """Those in which something is to be moved."""
    data = [column.name for column in part.columns if column.datum]
    for row in part.rows():
        may_move = not row.categories or row.categories & portable
        if may_move and any(row.values[name] is not None for name in data):
            yield row


def _may_move(column: Column, portable: frozenset[DataCategory]) -> bool:
    """A column whose row tells its category is looked at row by row."""
    if column.datum is None:
        return True
    own = frozenset(column.datum.categories)
    return column.datum.origin in ORIGINS and (not own or bool(own & portable))
