"""Rows of register files brought into the database: all of them, or nothing.

Matching is by key: a known row is updated, a new one added, one that the file no longer has is
removed, unless something still refers to it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from privacy_notices.files import format as f
from privacy_notices.files.columns import blank, is_many, stored
from privacy_notices.files.companies import Sharing, is_lonely, related_companies
from privacy_notices.files.faults import Fault
from privacy_notices.files.reading import read_file
from privacy_notices.files.rows import RegisterFile, Row
from privacy_notices.files.writing import written_companies, written_row
from privacy_notices.layout import STANDARD_TITLE, make_sections
from privacy_notices.models import Notice, Section
from register.models import (
    ContactPerson,
    Controller,
    Register,
    RegisterController,
    SupervisoryAuthority,
)

ONE_LOAD_AT_A_TIME = 0x5E1057E  # the number of a lock of PostgreSQL, used for nothing else
MOST_NAMED = 3  # rows named in a reason


class Refused(Exception):
    """Nothing was changed; `faults` say why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = list(faults)


class Loaded(NamedTuple):
    """What loading one file did, in rows: "added", "changed", "removed"."""

    slug: str
    counts: Counter[str]


def load_files(paths: Iterable[Path], *, shared: bool = False) -> list[Loaded]:
    """Load the files in one transaction. Raises Refused with every fault of every file.

    `shared` allows a file to change a controller that other registers have too.
    """
    read: list[RegisterFile] = []
    faults: list[Fault] = []
    for path in paths:
        content, found = read_file(path)
        faults += found
        if content is not None:
            read.append(content)
    faults += _check_between_files(read)
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        _one_at_a_time()
        loads = [_Load(content, shared=shared) for content in read]
        done = [load.carry_out() for load in loads]
        faults = [fault for load in loads for fault in load.sorted_faults()]
        if faults:
            raise Refused(faults)
    return done


def _one_at_a_time() -> None:
    """Two loads may add the same rows: the second waits. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_LOAD_AT_A_TIME])


def _check_between_files(read: list[RegisterFile]) -> list[Fault]:
    """No two files may say different things of one register or company."""
    faults: list[Fault] = []
    slugs: dict[str, str] = {}
    companies: dict[str, tuple[RegisterFile, Row]] = {}
    for content in read:
        if content.slug in slugs:
            reason = _("The register “%(slug)s” is also in %(file)s.")
            words = reason % {"slug": content.slug, "file": slugs[content.slug]}
            place = content.register.place_of("slug")
            faults.append(Fault(content.name, place.line, place.path, words))
        slugs.setdefault(content.slug, content.name)
        for row in content.companies:
            other, known = companies.setdefault(row.key, (content, row))
            if written_row(row) != written_row(known):
                reason = _("This is not what %(file)s says on line %(line)d of the same company.")
                words = reason % {"file": other.name, "line": known.line}
                faults.append(Fault(content.name, row.line, row.path, words))
    return faults


class _Leaving(NamedTuple):
    """A row that the file no longer has."""

    row: models.Model
    name: str
    line: int
    path: str


class _Load:
    """One file on its way into the database."""

    def __init__(self, content: RegisterFile, *, shared: bool) -> None:
        self.content, self.shared = content, shared
        self.faults: list[Fault] = []
        self.rows: dict[str, dict[str, models.Model]] = {}  # table -> key -> row, for references
        self.items: dict[Any, models.Model] = {}  # data items not met yet, whatever their group
        self.leaving: list[_Leaving] = []
        self.register = Register()
        self.added: set[tuple[type[models.Model], Any]] = set()
        self.changed: set[tuple[type[models.Model], Any]] = set()
        self.removed = 0

    def fault(self, line: int, path: str, reason: str) -> None:
        self.faults.append(Fault(self.content.name, line, path, reason))

    def sorted_faults(self) -> list[Fault]:
        return sorted(self.faults, key=lambda fault: fault.line)

    def carry_out(self) -> Loaded:
        content = self.content
        known = Register.objects.select_for_update().filter(slug=content.slug).first()
        self.register = known or Register(slug=content.slug)
        before = related_companies(self.register) if known else []
        if words := self.register.slug_fault:
            place = content.register.place_of("slug")
            self.fault(place.line, place.path, words)
        elif self.save(self.register, content.register):
            authorities = SupervisoryAuthority.objects.all()
            self.rows[f.AUTHORITIES.name] = {row.key: row for row in authorities}
            self.companies()
            for table in f.LOADED:
                self.table(content.facts[table.name], table, self.register, table.name)
            self.notice()
            self.remove()
            self.remove_lonely(before)
        counts = {
            "added": len(self.added),
            "changed": len(self.changed - self.added),
            "removed": self.removed,
        }
        return Loaded(content.slug, Counter(counts))

    # Controllers: rows of their own, which registers share

    def companies(self) -> None:
        rows = self.content.companies
        wanted = Controller.objects.filter(key__in=[row.key for row in rows])
        known = {company.key: company for company in wanted}
        sharing = Sharing(self.register)
        was = dict(zip(known, written_companies(list(known.values())), strict=True))
        companies = {row.key: known.get(row.key) or Controller(key=row.key) for row in rows}
        self.rows[f.CONTROLLERS.name] = dict(companies)
        ours: list[Row] = []
        for row in rows:
            others = sharing.registers_with(companies[row.key])
            if not others or self.shared:
                ours.append(row)
            elif was[row.key] != written_row(row):
                reason = _(
                    "This file changes a controller that other registers have too (%s). "
                    "Load with --shared if that is meant."
                )
                self.fault(row.line, row.path, reason % ", ".join(others))
        saved = [row for row in ours if self.save(companies[row.key], row, later={"parent"})]
        for row in saved:
            self.refer(companies[row.key], row, {"parent"})
            self.below(row, companies[row.key])
        self.rows[f.CONTACTS.name] = {
            contact.key: contact
            for contact in ContactPerson.objects.filter(
                controller__in=[company for company in companies.values() if company.pk],
                register__isnull=True,
            )
        }
        self.memberships(companies)

    def memberships(self, companies: dict[str, Controller]) -> None:
        known = {row.controller_id: row for row in self.register.memberships.all()}
        found = [known.get(companies[row.key].pk) for row in self.content.controllers]
        positions = _positions(found)
        for row, membership, position in zip(
            self.content.controllers, found, positions, strict=True
        ):
            company = companies[row.key]
            if company._state.adding:
                continue  # it was refused
            known.pop(company.pk, None)
            instance = membership or RegisterController(register=self.register, controller=company)
            values = self.content.memberships[row.key]
            self.save(instance, values, columns={"position": position})
        for membership in known.values():
            self.leave(membership, f.CONTROLLERS.name, membership.controller.key)

    def remove_lonely(self, before: list[Controller]) -> None:
        """A company that this register named, and nobody names any more, goes too."""
        named = {company.pk for company in related_companies(self.register)}
        gone = [company for company in before if company.pk not in named]
        while lonely := [company for company in gone if is_lonely(company)]:
            for company in lonely:
                gone.remove(company)
                try:
                    with transaction.atomic():
                        company.delete()
                except (ProtectedError, RestrictedError):
                    continue  # somebody outside the registers needs it: it stays
                self.removed += 1

    # Rows of a table below one owner

    def table(self, rows: list[Row], table: f.Table, owner: models.Model, path: str) -> None:
        known = self.known(table, owner)
        found = [
            known.pop(row.key if table.keyed else place, None) for place, row in enumerate(rows)
        ]
        kept = self.rows.setdefault(table.name, {})
        for row, instance, position in zip(rows, found, _positions(found), strict=True):
            instance = instance or table.model()
            columns: dict[str, Any] = {table.owner: owner, "position": position}
            columns |= dict.fromkeys(table.blank_owners)
            if table.model is f.DATA_ITEMS.model:
                columns["register"] = self.register  # an item of a group belongs to it too
            if table.keyed:
                columns["key"] = row.key
            if self.save(instance, row, columns=columns):
                kept[row.key] = instance
                self.below(row, instance)
        if known is not self.items or table is f.DATA_ITEMS:
            for leaving in known.values():
                self.leave(leaving, path, str(getattr(leaving, "key", "")))

    def known(self, table: f.Table, owner: models.Model) -> dict[Any, models.Model]:
        """The rows there are. Data items come from one pool: one that changes its group stays."""
        if table.model is f.DATA_ITEMS.model:
            if table is f.DATA_ITEMS:
                stored_items = f.DATA_ITEMS.model._default_manager.filter(register=self.register)
                self.items = {row.key: row for row in stored_items}  # type: ignore[attr-defined] # data items have keys
            return self.items
        if owner.pk is None:
            return {}
        rows = table.model._default_manager.filter(
            **{table.owner: owner}, **{f"{name}__isnull": True for name in table.blank_owners}
        )
        return {
            (row.key if table.keyed else place): row  # type: ignore[attr-defined] # keyed tables have it
            for place, row in enumerate(rows)
        }

    def below(self, row: Row, instance: models.Model) -> None:
        for child in row.table.children:
            below = row.children.get(child.name, [])
            self.table(below, child, instance, f"{row.path}/{child.name}")
        for single in row.table.singles:
            self.single(row, single, instance)
        for name, listed in row.table.lists.items():
            self.values(row.lists.get(name, []), listed, instance)

    def single(self, row: Row, single: f.Single, owner: models.Model) -> None:
        column, value = single.kind
        filters = {single.table.owner: owner, column: value}
        known = single.table.model._default_manager.filter(**filters).first()
        wanted = row.singles.get(single.name)
        if wanted is not None:
            self.save(known or single.table.model(), wanted, columns={single.table.owner: owner})
        elif known is not None:
            self.leave(known, row.path, single.name, line=row.line)

    def values(self, wanted: list[str], listed: f.ValueList, owner: models.Model) -> None:
        """Plain values keep the order of the file: what stands after a difference is made anew."""
        rows = list(listed.model._default_manager.filter(**{listed.owner: owner}).order_by("pk"))
        same = 0
        for row, value in zip(rows, wanted, strict=False):
            if str(getattr(row, listed.column)) != value:
                break
            same += 1
        for row in rows[same:]:
            row.delete()
        for value in wanted[same:]:
            listed.model._default_manager.create(**{listed.owner: owner, listed.column: value})
        if len(rows) != same or len(wanted) != same:
            self.note_change(owner)

    # One row

    def save(
        self,
        instance: models.Model,
        row: Row,
        *,
        columns: dict[str, Any] | None = None,
        later: Collection[str] = (),
    ) -> bool:
        """Save where something changed; False and a fault where the database refuses.

        `columns` are those that the file does not tell; references in `later` are left as they are.
        """
        new = instance._state.adding
        before = {} if new else stored(instance)
        single = {name for name in row.table.references if not is_many(row.table, name)}
        values = blank(row.table) | row.values | (columns or {})
        for name in single - set(later):
            values[name] = next(iter(self.referred(row, name)), None)
        for name, value in values.items():
            setattr(instance, name, value)
        if new or stored(instance) != before:
            try:
                with transaction.atomic():
                    instance.save()
            except IntegrityError as refused:
                self.fault(row.line, row.path, _constraint_words(instance, refused))
                return False
            (self.added if new else self.changed).add((type(instance), instance.pk))
        self.refer(instance, row, set(row.table.references) - single)
        return True

    def refer(self, instance: models.Model, row: Row, names: set[str]) -> None:
        """Set the references that wait for the row, or for its like, to be there."""
        for name in names & row.table.references.keys():
            wanted = self.referred(row, name)
            if is_many(row.table, name):
                manager = getattr(instance, name)
                if {one.pk for one in manager.all()} != {one.pk for one in wanted}:
                    manager.set(wanted)
                    self.note_change(instance)
                continue
            value = wanted[0] if wanted else None
            if getattr(instance, f"{name}_id") != (value.pk if value else None):
                setattr(instance, name, value)
                instance.save(update_fields=[name])
                self.note_change(instance)

    def referred(self, row: Row, name: str) -> list[models.Model]:
        table = self.rows.get(row.table.references[name], {})
        found = (table.get(reference.key) for reference in row.references.get(name, ()))
        return [one for one in found if one is not None and one.pk is not None]

    def note_change(self, instance: models.Model) -> None:
        self.changed.add((type(instance), instance.pk))

    # The notice

    def notice(self) -> None:
        content = self.content
        known = Notice.objects.filter(register=self.register).first()
        notice = known or Notice()
        if content.notice is not None:
            self.save(notice, content.notice, columns={"register": self.register})
            self.labels(notice)
        elif known is None:
            notice.register, notice.title = self.register, STANDARD_TITLE
            notice.save()
            self.added.add((Notice, notice.pk))
        if content.sections is not None:
            self.table(content.sections, f.SECTIONS, notice, "notice/sections")
        elif known is None:
            make_sections(notice)
            self.added |= {(Section, pk) for pk in notice.sections.values_list("pk", flat=True)}

    def labels(self, notice: Notice) -> None:
        known = {label.field: label for label in notice.labels.all()}
        for row in self.content.labels:
            label = known.pop(row.values["field"], None)
            self.save(label or f.LABELS.model(), row, columns={"notice": notice})
        for label in known.values():
            self.leave(label, "notice/labels", label.field)

    # What the file no longer has

    def leave(self, row: models.Model, path: str, name: str, *, line: int = 0) -> None:
        line = line or self.content.lines.get(path.partition("/")[0], 1)
        self.leaving.append(_Leaving(row, name, line, f"{path}/{name}".rstrip("/")))

    def remove(self) -> None:
        """Remove at the end, in reverse, when nothing in the file refers to it any more."""
        for leaving in reversed(self.leaving):
            try:
                with transaction.atomic():
                    leaving.row.delete()
            except (ProtectedError, RestrictedError) as refused:
                self.fault(leaving.line, leaving.path, _still_needed(leaving.name, refused))
            else:
                self.removed += 1


def _positions(found: Sequence[models.Model | None]) -> list[int]:
    """The places that keep the rows in this order: their own where those do, else 0, 1, 2…"""
    places = [(row.position, row.pk) for row in found if row is not None]  # type: ignore[attr-defined] # tables have positions
    if len(places) == len(found) and places == sorted(places):
        return [position for position, _pk in places]
    return list(range(len(found)))


def _still_needed(name: str, refused: ProtectedError | RestrictedError) -> str:
    if isinstance(refused, ProtectedError):
        rows = sorted(str(row) for row in set(refused.protected_objects))
    else:
        rows = sorted(str(row) for row in set(refused.restricted_objects))
    words = ngettext(
        "“%(row)s” is not in the file, but a row refers to it: %(others)s.",
        "“%(row)s” is not in the file, but %(count)d rows refer to it: %(others)s.",
        len(rows),
    )
    others = ", ".join(rows[:MOST_NAMED]) + ("…" if len(rows) > MOST_NAMED else "")
    return words % {"row": name, "count": len(rows), "others": others}


def _constraint_words(instance: models.Model, refused: IntegrityError) -> str:
    """The constraint's own words, found by its name in the database's message."""
    for constraint in instance._meta.constraints:
        if constraint.name in str(refused):
            return str(constraint.get_violation_error_message())
    return _("The database refuses this row.")
