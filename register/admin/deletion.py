"""What goes when a row goes, told by what the rows say; and what keeps it from going.

Of people it is told how many stand in the way, and no further than `MANY`: a register may hold a
million, and who deletes facts need not be who may see people.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.utils import NestedObjects
from django.db import router
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.admin.words import words_of
from register.hub import REFERRERS
from register.models import SuppressedIdentifier
from register.models.people import AboutPeople

MANY = 100

Foreseen = tuple[list[Any], dict[str, int], set[str], list[str]]


def foreseen(rows: Iterable[Model], request: HttpRequest, site: AdminSite) -> Foreseen:
    """As `ModelAdmin.get_deleted_objects`: rows, counts, permissions that lack, what protects."""
    chosen = list(rows)
    if not chosen:
        return [], {}, set(), []
    collector = Foresight(using=router.db_for_write(type(chosen[0])), origin=chosen)
    collector.collect(chosen)
    found: Any = collector.model_objs  # by model; the stubs say by name
    gone = [row for model in found if not model._meta.auto_created for row in found[model]]
    counts = Counter(str(row._meta.verbose_name_plural) for row in gone)
    lacking = {str(row._meta.verbose_name) for row in gone if not _may_delete(row, request, site)}
    protected = [told(row) for row in collector.protected if not _of_people(type(row))]
    protected += _counted(row for row in collector.protected if _of_people(type(row)))
    protected += [
        referral.words
        for row in gone
        for refers in REFERRERS
        for referral in refers(row)
        if referral.by not in gone
    ]
    return [told(row) for row in gone], dict(counts), lacking, protected


class Foresight(NestedObjects):
    """Looks at no more rows about people than it takes to say that there are many."""

    def related_objects(self, related_model: Any, related_fields: Any, objs: Any) -> Any:
        rows = super().related_objects(related_model, related_fields, objs)
        return rows[: MANY + 1] if _of_people(related_model) else rows


def _of_people(model: type[Model]) -> bool:
    """Nothing of the register takes such rows along when it goes: they only stand in the way."""
    return issubclass(model, AboutPeople | SuppressedIdentifier)


def _counted(rows: Iterable[Model]) -> list[str]:
    counts = Counter(str(row._meta.verbose_name_plural) for row in rows)
    return [
        f"{capfirst(name)}: {_('more than %d') % MANY if count > MANY else count}"
        for name, count in counts.items()
    ]


def _may_delete(row: Model, request: HttpRequest, site: AdminSite) -> bool:
    if not site.is_registered(type(row)):
        return True  # a part of what is asked for
    admin: Any = site.get_model_admin(type(row))
    return bool(admin.has_delete_permission(request, row))


def told(row: Model) -> str:
    return f"{capfirst(str(row._meta.verbose_name))}: {words_of(row)}"
