"""Keeps each person's line of search words: set-wise for many, by signals for one.

In the line: names in every spelling, customer number, user name, contact points, addresses (but
none under a security ban: a hit would tell it), name and Business ID of the organisation. One
spelling of each, a space before, between and after. Orders and invoices are not in it: a customer
may have thousands.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Model
from django.db.models.signals import post_delete, post_save, pre_save

from register.enums import ContactPointKind
from register.models import ContactPoint, DataSubject, Organisation, SearchText, SubjectAddress
from register.search_indexes import organisation_in, words_in
from register.spellings import further_words
from register.support.many_ids import among

IDS_AT_ONCE = 2_000
ROWS_AT_ONCE = 10_000  # of the key's range
OF_ORGANISATION = ("name", "business_id", "foreign_id")  # what its people are found by


def index(subject_ids: Iterable[int]) -> None:
    """Make the lines of these people anew, set-wise."""
    rest = iter(subject_ids)
    while ids := list(islice(rest, IDS_AT_ONCE)):
        if connection.vendor == "postgresql":
            _index("p.id = ANY(%s)", [ids])
        else:
            _index("p.id IN (SELECT value FROM json_each(%s))", [json.dumps(ids)])


def index_all(progress: Callable[[int], None] | None = None) -> None:
    """Make everybody's line anew, a range of keys at a time; `progress` is told how many so far.

    Each range is a transaction of its own, unless the caller has one open.
    """
    last = DataSubject.objects.aggregate(last=Max("pk"))["last"] or 0
    done, low = 0, 0
    while low < last:
        done += _index("p.id > %s AND p.id <= %s", [low, low + ROWS_AT_ONCE])
        low += ROWS_AT_ONCE
        if progress is not None:
            progress(done)


def forget(subject_ids: Iterable[int]) -> None:
    """Remove the lines of people who are being erased.

    Nothing finds them any more. On SQLite their trigrams leave the file with `purge`.
    """
    rows = SearchText.objects.filter(pk__in=among(subject_ids))
    rows._raw_delete(rows.db)  # one statement; nothing hangs on these rows


def _index(which: str, parameters: Sequence[Any]) -> int:
    """The lines of the people of whom `which` is true; how many there are.

    Their cards are locked first: whoever writes another part of the same card at the same time
    waits here, and then sees what we wrote.
    """
    lock = " FOR NO KEY UPDATE" if connection.features.has_select_for_no_key_update else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.family_name, p.given_names, p.customer_number, p.user_id "
            f"FROM register_datasubject p WHERE {which} ORDER BY p.id{lock}",
            parameters,
        )
        count, further = 0, {}
        for subject_id, family_name, given_names, *codes in cursor:
            count += 1
            if words := further_words(names=(family_name, given_names), codes=codes):
                further[subject_id] = words
        cursor.execute(
            _LINES[connection.vendor].format(which=which), [*_given(further), *parameters]
        )
    return count


def _given(further: dict[int, str]) -> list[Any]:
    if connection.vendor == "postgresql":
        return [list(further), list(further.values())]
    return [json.dumps(further)]


def _lines(*, vendor: str) -> str:
    """INSERT … SELECT of the lines. Names of ours only; the people are parameters."""
    on_postgresql = vendor == "postgresql"
    further = (
        "SELECT * FROM unnest(%s::bigint[], %s::text[])"
        if on_postgresql
        else "SELECT CAST(key AS INTEGER), value FROM json_each(%s)"
    )
    together = "string_agg({0}, ' ' ORDER BY {1}.id)" if on_postgresql else "group_concat({0}, ' ')"
    national = "substr(c.normalised, 2) || ' 0' || substr(c.normalised, 5)"
    phone = (
        f"CASE WHEN c.kind <> '{ContactPointKind.PHONE.value}' THEN c.normalised "
        f"WHEN substr(c.normalised, 1, 4) = '+358' THEN {national} "
        "ELSE replace(c.normalised, '+', '') END"
    )
    parts = [
        "p.sort_name",
        "lower(p.customer_number)",
        "lower(p.user_id)",
        "further.words",
        f"(SELECT {together.format(phone, 'c')} FROM register_contactpoint c "
        "WHERE c.subject_id = p.id)",
        f"CASE WHEN NOT p.address_protected THEN (SELECT {together.format('a.normalised', 'a')} "
        "FROM register_subjectaddress a WHERE a.subject_id = p.id) END",
        *(part.format(row="o.") for part in organisation_in()),
    ]
    return (
        f"WITH further(id, words) AS MATERIALIZED ({further}) "
        "INSERT INTO register_searchtext (subject_id, words) "
        f"SELECT p.id, {words_in(*parts)} FROM register_datasubject p "
        "LEFT JOIN register_organisation o ON o.id = p.organisation_id "
        "LEFT JOIN further ON further.id = p.id "
        "WHERE {which} ORDER BY p.id "
        "ON CONFLICT (subject_id) DO UPDATE SET words = excluded.words "
        "WHERE register_searchtext.words <> excluded.words"
    )


_LINES = {vendor: _lines(vendor=vendor) for vendor in ("postgresql", "sqlite")}


# Single saves


def keep_current() -> None:
    """Follow what is saved and deleted row by row; called once the models are ready."""
    post_save.connect(_person_saved, sender=DataSubject, dispatch_uid="register.search")
    pre_save.connect(_organisation_to_be_saved, sender=Organisation, dispatch_uid="register.search")
    post_save.connect(_organisation_saved, sender=Organisation, dispatch_uid="register.search")
    for model in (ContactPoint, SubjectAddress):
        pre_save.connect(_part_to_be_saved, sender=model, dispatch_uid="register.search")
        post_save.connect(_part_saved, sender=model, dispatch_uid="register.search")
        post_delete.connect(_part_deleted, sender=model, dispatch_uid="register.search")


def _person_saved(instance: DataSubject, **_options: Any) -> None:
    index([instance.pk])


def _part_to_be_saved(sender: type[Model], instance: Any, **_options: Any) -> None:
    """A part may be moved from one card to another; the first must lose it."""
    instance._indexed_before = None
    if instance.pk and not instance._state.adding:
        rows = sender._default_manager.filter(pk=instance.pk).exclude(subject=instance.subject_id)
        instance._indexed_before = rows.values_list("subject", flat=True).first()


def _part_saved(instance: Any, **_options: Any) -> None:
    index(filter(None, {instance._indexed_before, instance.subject_id}))


def _part_deleted(instance: Any, **_options: Any) -> None:
    index(filter(None, {instance.subject_id}))


def _organisation_to_be_saved(instance: Organisation, **_options: Any) -> None:
    known = Organisation.objects.filter(pk=instance.pk) if instance.pk else None
    instance._words_before = known and known.values_list(*OF_ORGANISATION).first()  # type: ignore[attr-defined]


def _organisation_saved(instance: Any, created: bool, **_options: Any) -> None:
    """Its people are found by its name and numbers."""
    words = tuple(getattr(instance, name) for name in OF_ORGANISATION)
    if not created and instance._words_before != words:
        index(instance.people.order_by("pk").values_list("pk", flat=True))
