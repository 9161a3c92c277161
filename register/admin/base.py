"""What every page of the admin does the same way."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models
from django.db.models import ProtectedError, Q, RestrictedError
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register.admin import deletion, scope
from register.admin.fields import opened
from register.admin.forms import FactForm, PlainForm, StampedForm, next_position
from register.admin.house import OneTrail, PlainFields
from register.admin.stale import Below
from register.admin.words import marks, missing_languages, words_of
from register.hub import Link
from register.models import Register

TRIES = 3


class SelosteAdmin(PlainFields, OneTrail):
    """Saves whole or not at all, tells what went wrong in words, keeps one trail: the audit log."""

    form = StampedForm
    list_filter_sheet = True
    list_per_page = 100
    show_full_result_count = False
    show_add_link = False  # a round plus without words; `where.html` has a button
    change_form_template = "admin/register/fact_form.html"
    change_form_outer_before_template = "admin/register/where.html"
    list_before_template = "admin/register/where.html"

    # Forms

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> type[ModelForm[Any]]:
        form = super().get_form(request, obj, change, **options)
        return type(form.__name__, (form,), self.form_facts(request, obj))

    def form_facts(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the form needs to know besides its fields."""
        if not issubclass(self.form, StampedForm):
            return {}
        return {"below": [self.below(inline) for inline in self.get_inlines(request, obj)]}

    def below(self, inline: Any) -> Below:
        owners = (
            field.name
            for field in inline.model._meta.concrete_fields
            if field.related_model is self.model
        )
        return Below(inline.model, inline.fk_name or next(owners))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return opened(fieldsets, obj) if obj else fieldsets

    # Saving and deleting

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        context = {**self.place(request, object_id), **(extra_context or {})}
        view = partial(super().changeform_view, request, object_id, form_url, context)
        return self.without_collision(request, view)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        register = self.place(request, object_id)["register_id"]
        answer = self.without_collision(
            request, partial(super().delete_view, request, object_id, extra_context)
        )
        if register and isinstance(answer, HttpResponseRedirect):
            return redirect(self.deleted_url(register))
        return answer

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        place = self.place(request, None)
        context = {
            **place,
            "title": capfirst(str(self.opts.verbose_name_plural)),
            "links": self.list_links(request, place["register"]),
            **(extra_context or {}),
        }
        return self.without_collision(request, partial(super().changelist_view, request, context))

    def without_collision(
        self, request: HttpRequest, view: Callable[[], HttpResponse]
    ) -> HttpResponse:
        """The database has the last word; what it refuses is tried again, then told in words.

        At the second try the form's own checks see what the other officer has saved by then.
        """
        for _attempt in range(TRIES):
            try:
                return view()
            except IntegrityError as refusal:
                _forget_messages(request)
                if isinstance(refusal, ProtectedError | RestrictedError):
                    break
        words = _("Nothing was saved: something else in the register refers to this, or changed.")
        messages.error(request, words)
        return redirect(request.get_full_path())

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        return deletion.foreseen(objs, request, self.admin_site)

    # Where one is

    def list_links(self, request: HttpRequest, register: Register | None) -> list[Link]:
        """What a list offers to add."""
        if not self.has_add_permission(request):
            return []
        words = _("Add %(name)s") % {"name": self.opts.verbose_name}
        return [Link(words, scope.add_url(self.model, register.pk if register else None))]

    def place(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        """What the page says of where it stands, and of the way back."""
        row = self.get_object(request, unquote(object_id)) if object_id else None
        register_id = self.register_id_of(request, row)
        register = Register.objects.filter(pk=register_id).first() if register_id else None
        plural = capfirst(str(self.opts.verbose_name_plural))
        crumbs = [Link(plural, self.back_url(register_id))]
        if register is not None:
            crumbs.insert(0, Link(words_of(register), scope.hub_url(register.pk)))
        if row is not None:
            crumbs.append(Link(words_of(row), ""))
        return {
            "register_id": register_id,
            "register": register,
            "crumbs": crumbs,
            "heading": words_of(row) if row is not None else "",
            "show_history": request.user.has_perm("auditlog.view_logentry"),
        }

    def register_id_of(self, request: HttpRequest, row: Any) -> int | None:
        return scope.asked_for(request)

    def back_url(self, register_id: int | None) -> str:
        return scope.list_url(self.model, register_id)

    def deleted_url(self, register_id: int) -> str:
        """Where to go when the row is gone."""
        return self.back_url(register_id)

    def of_register(self, register_id: int) -> Q:
        """Which rows belong to a register."""
        raise NotImplementedError

    # After saving

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.saved(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.saved(request, obj)

    def saved(self, request: HttpRequest, row: Any) -> HttpResponse:
        """Back to the rows of the same register, or to where the button says."""
        self.message_user(request, _("Saved: %s.") % self.called(row), messages.SUCCESS)
        register_id = self.register_id_of(request, row)
        if "_continue" in request.POST:
            return redirect(scope.url_of(self.model, "change", row.pk))
        if "_addanother" in request.POST:
            return redirect(scope.add_url(self.model, register_id))
        return redirect(self.back_url(register_id))

    def called(self, row: Any) -> str:
        """What messages call a row; they travel in a cookie, so no person's name."""
        return words_of(row)

    # Columns

    @admin.display(description=gettext_lazy("name"))
    def shown(self, row: models.Model) -> str:
        return words_of(row)

    @admin.display(description=gettext_lazy("untranslated"))
    def untranslated(self, row: models.Model) -> SafeString:
        return marks(missing_languages(row))


class FactAdmin(SelosteAdmin):
    """Rows that belong to one register, in an order of their own."""

    form = FactForm
    register_path: ClassVar[str] = "register"  # from the model to the register
    columns: ClassVar[tuple[Any, ...]] = ()
    list_display_links = ["shown"]
    list_display = ["shown", "position"]  # `get_list_display` has the others
    list_editable = ["position"]
    list_filter = [scope.OfRegister]
    ordering_field = "position"

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        scoped = scope.asked_for(request) is not None
        register = [] if scoped else [self.register_column]
        return ["shown", *self.columns, "untranslated", *register, "position"]

    @admin.display(description=gettext_lazy("register"))
    def register_column(self, row: Any) -> str:
        for step in self.register_path.split("__"):
            row = getattr(row, step)
        return str(row)

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        chosen = self.list_select_related
        return [*(chosen if isinstance(chosen, list | tuple) else ()), self.register_path]

    def get_search_fields(self, request: HttpRequest) -> list[str]:
        named = [
            field.name
            for field in self.model._meta.concrete_fields
            if field.name.endswith(("_fi", "_sv", "_en")) and isinstance(field, models.CharField)
        ]
        return ["key", *named]

    def get_changelist_form(self, request: HttpRequest, **options: Any) -> Any:
        return super().get_changelist_form(request, **{**options, "form": PlaceForm})

    # The register of a row

    def of_register(self, register_id: int) -> Q:
        return Q(**{self.register_path: register_id})

    def register_id_of(self, request: HttpRequest, row: Any) -> int | None:
        if row is None or row.pk is None:
            return super().register_id_of(request, row)
        register_id: int | None = row.register_id
        return register_id

    def form_facts(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        register_id = self.register_id_of(request, obj)
        return {
            **super().form_facts(request, obj),
            "register_id": register_id,
            "owner_id": self.owner_id(register_id, obj),
        }

    def owner_id(self, register_id: int | None, row: Any) -> int | None:
        return register_id

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A row is added to a register; where none is named, one is chosen first."""
        known = Register.objects.all()
        asked = scope.asked_for(request)
        if asked is not None and known.filter(pk=asked).exists():
            return super().add_view(request, form_url, extra_context)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if len(registers := known[:2]) == 1:
            return redirect(scope.add_url(self.model, registers[0].pk))
        return self.choose_register(request)

    def choose_register(self, request: HttpRequest) -> HttpResponse:
        links = [
            Link(str(register), scope.add_url(self.model, register.pk))
            for register in Register.objects.all()
        ]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Which register does it belong to?"),
            "links": links,
            "add_register_url": scope.url_of(Register, "add"),
        }
        return TemplateResponse(request, "admin/register/choose_register.html", context)

    def save_model(
        self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool
    ) -> None:
        if not change:
            obj.position = next_position(form.like())  # type: ignore[attr-defined] # a FactForm
        super().save_model(request, obj, form, change)

    def hub_links(self, request: HttpRequest, register: Register) -> list[Link]:
        """What the hub page offers for these rows besides their list."""
        if not self.has_add_permission(request):
            return []
        return [Link(_("Add"), scope.add_url(self.model, register.pk))]


class PlaceForm(PlainForm):
    """The place of a row in its list: nothing else of the row is looked at."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:  # Django makes an empty one besides
            label = _("Place of %s") % words_of(self.instance)
            self.fields["position"].widget.attrs["aria-label"] = label

    def _post_clean(self) -> None:
        place = self.cleaned_data.get("position")
        if place is not None:
            self.instance.position = place


def _forget_messages(request: HttpRequest) -> None:
    """What was said of a saving that did not happen."""
    storage: Any = messages.get_messages(request)
    storage._queued_messages.clear()
