"""What the pages of rows about people do the same way."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.admin import scope
from register.admin.base import SelosteAdmin
from register.admin.people_access import (
    ORGANISATION,
    PERSON,
    Owner,
    number_in,
    person_for,
    reader,
    record_view,
)
from register.admin.people_words import about, kind_of
from register.hub import Link
from register.models import DataSubject, Organisation
from register.querysets import of_visible


class OfPeople(SelosteAdmin):
    """Rows about people or organisations: shown to those who may see whose they are."""

    change_form_template = "admin/register/people_form.html"
    change_form_outer_before_template = "admin/register/people_where.html"
    delete_confirmation_template = "admin/register/people_delete.html"
    list_per_page = 50
    show_add_link = False
    card_part: ClassVar[str] = ""  # the part of the card to come back to

    # Who sees

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return of_visible(super().get_queryset(request), reader(request))

    # Whose

    def owner_of(self, request: HttpRequest, row: Any) -> Owner | None:
        """Whose row it is: told by the row, or by the address where one is added."""
        if row is not None and row.pk is not None:
            return Owner.of(row)
        person, organisation = number_in(request, PERSON), number_in(request, ORGANISATION)
        if person is not None:
            return Owner(person=person_for(request, person))
        if organisation is not None and self.may_belong_to_organisation():
            rows = Organisation.objects.select_related("kept_by__register", "kept_by__controller")
            found = of_visible(rows, reader(request)).filter(pk=organisation).first()
            if found is None or not request.user.has_perm("register.view_organisation"):
                raise Http404
            return Owner(organisation=found)
        return None

    def may_belong_to_organisation(self) -> bool:
        return any(field.name == "organisation" for field in self.model._meta.concrete_fields)

    # Pages

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        answer = super().changeform_view(request, object_id, form_url, extra_context)
        self.note_view(request, object_id, answer)
        return answer

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        context = {**self.place(request, object_id), **(extra_context or {})}
        answer = super().delete_view(request, object_id, context)
        self.note_view(request, object_id, answer)
        return answer

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer = super().history_view(request, object_id, extra_context)
        self.note_view(request, object_id, answer)
        return answer

    def note_view(self, request: HttpRequest, object_id: str | None, answer: HttpResponse) -> None:
        """Journal a page that is shown, once, however it was asked for; no redirect, no refusal."""
        if answer.status_code != HttpResponse.status_code:
            return
        row = self.get_object(request, unquote(object_id)) if object_id else None
        person = self.person_shown(request, row)
        if person is not None:
            record_view(request, person, page=str(self.opts.model_name))

    def person_shown(self, request: HttpRequest, row: Any) -> DataSubject | None:
        owner = self.owner_of(request, row)
        return owner.person if owner else None

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if self.owner_of(request, None) is None:
            return self.begin_at_owner(request)
        return super().add_view(request, form_url, extra_context)

    def begin_at_owner(self, request: HttpRequest) -> HttpResponse:
        """Where it is not told whose the new row is."""
        links = [Link(_("Find the person"), scope.url_of(DataSubject, "changelist"))]
        if self.may_belong_to_organisation():
            links.append(Link(_("Find the organisation"), scope.url_of(Organisation, "changelist")))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Whose is it?"),
            "links": links,
        }
        return TemplateResponse(request, "admin/register/people_begin.html", context)

    def place(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        row = self.get_object(request, unquote(object_id)) if object_id else None
        owner = self.owner_of(request, row) if row is not None or not object_id else None
        what = kind_of(row) if row is not None else capfirst(str(self.opts.verbose_name))
        crumbs = [Link(_("People"), scope.url_of(DataSubject, "changelist"))]
        if owner is not None and owner.person is None:
            crumbs = [Link(_("Organisations"), scope.url_of(Organisation, "changelist"))]
        if owner is not None:
            crumbs += [Link(owner.name, owner.url(request)), Link(what, "")]
        return {
            "register_id": None,
            "register": None,
            "crumbs": crumbs,
            "heading": owner.name if owner else "",
            "what": what,
            "back": owner.url(request, self.card_part) if owner else "",
            "show_save_and_continue": False,
            "show_history": request.user.has_perm("auditlog.view_logentry"),
        }

    # Saving and deleting

    def form_facts(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {**super().form_facts(request, obj), "owner": self.owner_of(request, obj)}

    def saved(self, request: HttpRequest, row: Any) -> HttpResponse:
        """Back to the card."""
        self.message_user(request, _("Saved: %s.") % self.called(row), messages.SUCCESS)
        owner = Owner.of(row)
        if owner is None:
            return redirect(scope.url_of(self.model, "changelist"))
        if "_addanother" in request.POST:
            return redirect(f"{scope.url_of(self.model, 'add')}?{owner.query}")
        return redirect(owner.url(request, self.card_part))

    def called(self, row: Any) -> str:
        """What messages call a row: by its kind, as they travel in a cookie."""
        return kind_of(row)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The row alone: nothing hangs on a part of a card. In words that tell which it is."""
        if set(map(type, objs)) != {self.model}:
            return super().get_deleted_objects(objs, request)
        found = super().get_deleted_objects(objs, request)
        return [about(row) for row in objs], *found[1:]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        owner = self.owner_of(request, obj)
        request.back_to = owner.url(request, self.card_part) if owner else ""  # type: ignore[attr-defined]
        super().delete_model(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Back to the card. Django's own words would name the row by its number."""
        self.message_user(request, _("Deleted: %s.") % self.opts.verbose_name, messages.SUCCESS)
        return redirect(request.back_to or scope.url_of(self.model, "changelist"))  # type: ignore[attr-defined]


class CardPart(OfPeople):
    """Rows that are seen on a card and have no list of their own."""

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(scope.url_of(DataSubject, "changelist"))
