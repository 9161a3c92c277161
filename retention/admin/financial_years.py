"""The financial years of a company, below its page; a change shows its effect first."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from register.admin.controllers import ControllerAdmin
from register.admin.fields import main
from register.admin.parts import Part, PartForm, PartFormSet
from register.models import Controller
from retention import books
from retention.admin.effects import Asking, Judged, SavedOnceSeen
from retention.models import FinancialYear, check_year


class YearForm(PartForm):
    """Explains itself where a year is added, not at each that stands there."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            for field in self.fields.values():
                field.help_text = ""


class YearFormSet(PartFormSet):
    """The years, and whether they can follow each other."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors) or not self.has_changed():
            return
        gone = self.deleted_forms
        kept = [form for form in self.forms if form not in gone and form.instance.ends_on]
        before = None
        for form in sorted(kept, key=lambda form: form.instance.ends_on):
            try:
                check_year(form.instance, before=before, today=timezone.localdate())
            except ValidationError as fault:
                form.add_error(None, fault)
            before = form.instance.ends_on

    def called(self, row: FinancialYear) -> str:
        return capfirst(str(row))

    def get_unique_error_message(self, unique_check: Any) -> str:
        return _("The same day stands here twice.")


class YearPart(Part):
    model = FinancialYear
    form = YearForm
    formset = YearFormSet
    classes = ["collapse"]
    template = "admin/retention/years.html"
    fieldsets = [main(("ends_on", "adopted_on"))]

    def get_extra(self, request: HttpRequest, obj: Any = None, **options: Any) -> int:
        return 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and answers_for(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and answers_for(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and answers_for(request, obj)


def answers_for(request: HttpRequest, company: Controller | None) -> bool:
    """Whoever decides what falls due of people must be one who may see them."""
    if company is None or request.user.has_perm("register.see_every_controllers_people"):
        return True
    return company.staff.filter(pk=request.user.pk or 0).exists()


class JudgedControllerAdmin(SavedOnceSeen, ControllerAdmin):
    inlines = [*ControllerAdmin.inlines, YearPart]

    def judged_by(self, request: HttpRequest, row: Controller | None) -> Judged:
        """The registers of the company whose rules count by its years."""
        if row is None:
            return Judged([])  # nothing is held by a company that is new
        concerned = [one for one in row.registers.order_by("pk") if books.concern(one)]
        return Judged(concerned, besides=lambda: years_of(row))

    def asking_to_save(self) -> Asking:
        return Asking(
            title=_("What the financial years change"),
            nothing_yet=_("Nothing has been saved yet."),
            before=_("with the years as they are"),
            after=_("with the years changed"),
            publish=_(
                "Publish a new version once the company is saved, or the notice and the run differ."
            ),
            button=_("Save the company"),
            busy=_("Saving…"),
            leave=_("Do not save"),
        )


def years_of(company: Controller) -> list[Any]:
    years = FinancialYear.objects.filter(controller=company).order_by("ends_on")
    return list(years.values_list("ends_on", "adopted_on"))


admin.site.unregister(Controller)
admin.site.register(Controller, JudgedControllerAdmin)
