"""The people in the register: their list, the page of each, and the form behind it."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register import hub
from register.admin import people_acts, people_duplicates, people_exports, people_staff, scope
from register.admin.fields import main
from register.admin.people_access import (
    ORGANISATION,
    Owner,
    hides_address,
    number_in,
    origin_of,
    person_for,
    reader,
    record_view,
    served,
    serves_nobody,
    survivor_of,
    url_of_person,
)
from register.admin.people_act_forms import BanForm, CorrectionForm
from register.admin.people_base import OfPeople
from register.admin.people_card import PersonCard
from register.admin.people_forms import NewPersonForm, PersonForm, uuid_from
from register.admin.people_list import PeopleList
from register.admin.people_pages import page_of
from register.admin.people_words import called, kept_in
from register.enums import ONE_OF, SubjectKind
from register.hub import Link, Panel
from register.models import (
    DataSubject,
    Interaction,
    MarketingBan,
    Organisation,
    Register,
    RegisterController,
)
from register.querysets import of_visible

__all__ = ["PersonAdmin", "record_view", "url_of_person"]

KEPT_BY = "kept_by"  # .../add/?kept_by=3


class KeptSomewhere(OfPeople):
    """People and organisations: kept in one register by one of its controllers."""

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Where a new one is kept is chosen first, among what the reader serves."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if self.place_for_new(request) is not None:
            return super(OfPeople, self).add_view(request, form_url, extra_context)
        if number_in(request, KEPT_BY) is not None:
            raise Http404  # not one that the reader serves
        places = list(served(reader(request)))
        if len(places) == 1:
            return redirect(self.add_url(places[0]))
        links = [Link(kept_in(place), self.add_url(place)) for place in places]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Into which register?"),
            "links": links,
        }
        return TemplateResponse(request, "admin/register/people_begin.html", context)

    def add_url(self, place: RegisterController) -> str:
        return f"{scope.url_of(self.model, 'add')}?{KEPT_BY}={place.pk}"

    def place_for_new(self, request: HttpRequest) -> RegisterController | None:
        """Where a new one is to be kept: told by the address."""
        number = number_in(request, KEPT_BY)
        return served(reader(request)).filter(pk=number).first() if number is not None else None

    def form_facts(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        kept_by = obj.kept_by if obj is not None else self.place_for_new(request)
        return {**super().form_facts(request, obj), "at": kept_by}

    def place(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        known = super().place(request, object_id)
        kept_by = self.place_for_new(request) if object_id is None else None
        if kept_by is not None:
            known |= {"heading": self.words_for_new, "what": kept_in(kept_by)}
            known["crumbs"] = [*known["crumbs"], Link(self.words_for_new, "")]
        return known

    words_for_new: Any = ""

    def saved(self, request: HttpRequest, row: Any) -> HttpResponse:
        self.message_user(request, _("Saved: %s.") % self.called(row), messages.SUCCESS)
        if "_addanother" in request.POST:
            return redirect(self.add_url(row.kept_by))
        return redirect(self.card_url(request, row))

    def card_url(self, request: HttpRequest, row: Any) -> str:
        raise NotImplementedError


@admin.register(DataSubject)
class PersonAdmin(PeopleList, KeptSomewhere):
    form = PersonForm
    words_for_new = gettext_lazy("New person")
    who = ("given_names", "family_name")
    fieldsets = [
        main(who, "kind", ("organisation", "job_title"), "language"),
        main(("customer_number", "user_id"), title=gettext_lazy("Numbers")),
        main(
            "relationship",
            ("relationship_started_on", "relationship_ended_on"),
            "contract_ends_on",
            title=gettext_lazy("Relationship"),
        ),
        main("source", ("collected_on", "informed_on"), title=gettext_lazy("Where from")),
        main(
            "address_protected",
            "address_protected_until",
            title=gettext_lazy("Security ban (turvakielto)"),
        ),
    ]

    # Addresses

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view
        return [
            path("<int:person_id>/", page(self.card_view), name="register_datasubject_card"),
            path(
                "<int:person_id>/all/<slug:key>/",
                page(self.all_view),
                name="register_datasubject_all",
            ),
            *people_acts.urls(),
            *people_duplicates.urls(),
            *people_exports.urls(),
            *people_staff.urls(),
            *super().get_urls(),
        ]

    # The list

    def list_links(self, request: HttpRequest, register: Register | None) -> list[Link]:
        known = super().list_links(request, register)
        return [*known, *people_exports.links(request), *people_duplicates.list_links(request)]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        if self.has_view_permission(request) and serves_nobody(reader(request)):
            return self.nobody_to_see(request)
        return super().changelist_view(request, extra_context)

    def nobody_to_see(self, request: HttpRequest) -> HttpResponse:
        """An account that serves no controller yet: why it sees nobody, and who can mend it."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("People"),
        }
        return TemplateResponse(request, "admin/register/people_nobody.html", context)

    # The page of one person

    def card_view(self, request: HttpRequest, person_id: int) -> HttpResponse:
        person = person_for(request, person_id)
        if person.merged_into is not None:
            return self.to_survivor(request, person)
        hidden = person.address_protected and not hides_address(request, person)
        record_view(request, person, page="card", protected_address=int(hidden))
        card = PersonCard(request, Owner(person=person))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": called(person),
            "person": person,
            "kept_in": kept_in(person.kept_by),
            "facts": card.facts(),
            "events": card.events(),
            "acts": self.acts(request, person, card),
            "address_hidden": hides_address(request, person),
            "links": self.card_links(request, person, card),
            "crumbs": [
                Link(_("People"), scope.url_of(DataSubject, "changelist")),
                Link(called(person), ""),
            ],
        }
        return TemplateResponse(request, "admin/register/person.html", context)

    def to_survivor(self, request: HttpRequest, person: DataSubject) -> HttpResponse:
        survivor = person_for(request, survivor_of(person).pk)
        messages.info(
            request, _("The card you opened has been merged into this one. This one stands.")
        )
        return redirect(url_of_person(survivor, origin=origin_of(request)))

    def acts(
        self, request: HttpRequest, person: DataSubject, card: PersonCard
    ) -> list[dict[str, Any]]:
        """The small forms that stand on the page itself."""
        acts: list[dict[str, Any]] = []
        if card.may("add", Interaction):
            interactions: Any = self.admin_site.get_model_admin(Interaction)
            form = interactions.get_form(request, None)(auto_id="contact_%s")
            [address] = [link.url for link in card.add(Interaction, "")]
            acts.append({"title": _("Record a contact"), "form": form, "url": address})
        if card.may("add", MarketingBan):
            form = BanForm(auto_id="ban_%s")
            acts.append({"title": _("Record a ban"), "form": form, "url": card.page("ban")})
        if card.may("change", DataSubject):
            form = CorrectionForm(auto_id="correct_%s", person=person)
            url = card.page("correct")
            acts.append({"title": _("Record a correction"), "form": form, "url": url})
        return acts

    def card_links(self, request: HttpRequest, person: DataSubject, card: PersonCard) -> list[Link]:
        links = []
        if card.may("change", DataSubject):
            address = scope.url_of(DataSubject, "change", person.pk)
            links.append(Link(_("Edit"), card.carried(address)))
        if request.user.has_perm("auditlog.view_logentry"):
            address = scope.url_of(DataSubject, "history", person.pk)
            links.append(Link(_("History of changes"), card.carried(address)))
        return links

    def all_view(self, request: HttpRequest, person_id: int, key: str) -> HttpResponse:
        """One part of the card in full, page by page."""
        person = person_for(request, person_id)
        if person.merged_into is not None:
            return self.to_survivor(request, person)
        card = PersonCard(request, Owner(person=person))
        shelf = card.shelves().get(key)
        if shelf is None:
            raise Http404
        record_view(request, person, page=f"all:{key}")
        back = url_of_person(person, origin=origin_of(request))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": shelf.title,
            "heading": called(person),
            "what": shelf.title,
            "back": back,
            "shelf": shelf,
            "page": page_of(request, shelf),
            "crumbs": [
                Link(_("People"), scope.url_of(DataSubject, "changelist")),
                Link(called(person), back),
                Link(shelf.title, ""),
            ],
        }
        return TemplateResponse(request, "admin/register/people_all.html", context)

    # The form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if row is not None and row.merged_into is not None:
            return self.to_survivor(request, row)
        twin = self.saved_before(request) if row is None else None
        if twin is not None:
            return self.saved(request, twin)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def saved_before(self, request: HttpRequest) -> DataSubject | None:
        """The person whom the first of two clicks has made."""
        uuid = uuid_from(request.POST.get("once", "")) if request.method == "POST" else None
        if uuid is None:
            return None
        people = DataSubject.objects.visible_to(reader(request))
        return people.filter(uuid=uuid).first()

    def place_for_new(self, request: HttpRequest) -> RegisterController | None:
        """A new contact person is kept where the organisation is."""
        found = super().place_for_new(request)
        organisation = self.organisation_for_new(request)
        if found is None and organisation is not None:
            found = served(reader(request)).filter(pk=organisation.kept_by_id).first()
        return found

    def organisation_for_new(self, request: HttpRequest) -> Organisation | None:
        number = number_in(request, ORGANISATION)
        if number is None or not request.user.has_perm("register.view_organisation"):
            return None
        return of_visible(Organisation.objects.all(), reader(request)).filter(pk=number).first()

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        if obj is None:
            options["form"] = NewPersonForm
        return super().get_form(request, obj, change, **options)

    def form_facts(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        facts = super().form_facts(request, obj)
        return facts if obj is not None else {**facts, "user": reader(request)}

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is not None:
            return fieldsets
        contact = main(("email", "phone"), title=gettext_lazy("How to reach them"))
        return [fieldsets[0], contact, *fieldsets[1:]]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        organisation = self.organisation_for_new(request)
        if organisation is None:
            return {}
        return {"organisation": organisation.pk, "kind": SubjectKind.CONTACT_PERSON}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may not see the address may not take away what hides it."""
        known = super().get_readonly_fields(request, obj)
        if hides_address(request, obj):
            return [*known, "address_protected", "address_protected_until"]
        return known

    def owner_of(self, request: HttpRequest, row: Any) -> Owner | None:
        return Owner(person=row) if row is not None and row.pk is not None else None

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            # What is no field of the form may have changed since: the identity code, a restriction.
            columns = [name for name in form.cleaned_data if name in form._meta.fields]
            obj.save(update_fields=[*columns, "sort_name"])
            return
        obj.save()  # the audit log tells of it, as of every row saved by itself
        form.save_points()

    def card_url(self, request: HttpRequest, row: Any) -> str:
        return url_of_person(row, origin=origin_of(request))

    def formfield_for_choice_field(self, db_field: Any, request: Any, **options: Any) -> Any:
        if db_field.name == "kind":
            options["choices"] = [("", _("Choose")), *ONE_OF.items()]
        return super().formfield_for_choice_field(db_field, request, **options)


def people_of_register(request: HttpRequest, register: Register) -> Panel | None:
    """On the register's page: the way to its people, whom nobody counts."""
    if not request.user.has_perm("register.view_datasubject"):
        return None
    places = list(served(reader(request)).filter(register=register))
    listed = scope.url_of(DataSubject, "changelist")
    links = [
        Link(_("People") if len(places) == 1 else kept_in(place), f"{listed}?{KEPT_BY}={place.pk}")
        for place in places
    ]
    if not links:
        return None
    return Panel(_("People"), _("Those whose data are kept in this register."), links)


hub.PANELS.append(people_of_register)
