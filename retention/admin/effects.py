"""Before a rule is saved its effect is shown: how much falls due by it, and when."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.hub import Link
from register.models import Register
from retention.digests import rules_digest
from retention.forecasting import MONTHS_AHEAD, count_ahead
from retention.models import Part

if TYPE_CHECKING:
    from register.admin.base import FactAdmin as Base
else:
    Base = object

SEEN = "_effect_seen"  # the digest of the rules whose effect was shown
NOT_SENT_ON = ("csrfmiddlewaretoken", SEEN)
# What is told to the public of a register's periods, in words. Filled by upper apps.
TOLD: list[Callable[[HttpRequest, Register], Sequence[Link]]] = []

Counts = Counter[tuple[date, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure as it is and as it would be."""

    label: str
    before: int
    after: int

    @property
    def differs(self) -> bool:
        return self.before != self.after


class ShowsEffect(Base):
    """Saves a rule that changes what is due only when its effect has been seen."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        row = self.get_object(request, unquote(object_id)) if object_id else None
        register_id = self.register_id_of(request, row)
        register = Register.objects.filter(pk=register_id or 0).first()
        if request.method != "POST" or register is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        before = rules_digest(register)
        with transaction.atomic():
            point = transaction.savepoint()
            answer = view()
            after = rules_digest(register)
            is_saved = isinstance(answer, HttpResponseRedirect)
            if not is_saved or after == before or request.POST.get(SEEN) == after:
                return answer
            found = count_ahead(register, now=timezone.now())
            transaction.savepoint_rollback(point)
            _forget_messages(request)
            known = count_ahead(register, now=timezone.now())
            if found == known:  # nobody is concerned
                return view()
        return self.ask(request, register, row, changes(known, found), after)

    def ask(
        self,
        request: HttpRequest,
        register: Register,
        row: Any,
        effect: Sequence[Change],
        digest: str,
    ) -> HttpResponse:
        """The effect, and the form once more with everything that was written into it."""
        context = {
            **self.admin_site.each_context(request),
            **self.place(request, str(row.pk) if row is not None else None),
            "opts": self.opts,
            "title": _("What the rule changes"),
            "changes": effect,
            "told": [link for tell in TOLD for link in tell(request, register)],
            "months": MONTHS_AHEAD,
            "sent": [
                (name, value)
                for name, values in request.POST.lists()
                if name not in NOT_SENT_ON
                for value in values
            ],
            "seen": digest,
            "seen_name": SEEN,
            "remark": "",
            "links": [],
        }
        return TemplateResponse(request, "admin/retention/effect.html", context)


def changes(before: Counts, after: Counts) -> list[Change]:
    """The sums first, then each month in which something differs."""
    found = [
        Change(str(label), _sum(before, part=part), _sum(after, part=part))
        for part, label in (
            (Part.PERSON, _("Whole people")),
            (Part.CATEGORY, _("Parts of people's data")),
            (Part.ROW, _("Single rows, such as invoices")),
        )
    ]
    months = sorted({month for month, _part in (*before, *after)})
    by_month = [
        Change(
            capfirst(date_format(month, "F Y")),
            _sum(before, month=month),
            _sum(after, month=month),
        )
        for month in months
    ]
    return [*found, *(change for change in by_month if change.differs)]


def _sum(counts: Counts, *, part: str = "", month: date | None = None) -> int:
    return sum(
        count
        for (when, what), count in counts.items()
        if part in ("", what) and month in (None, when)
    )


def _forget_messages(request: HttpRequest) -> None:
    """What was said of a saving that was taken back."""
    storage: Any = messages.get_messages(request)
    storage._queued_messages.clear()
