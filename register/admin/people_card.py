"""What a person's page shows, part by part: each part asks the database a fixed number of times."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from register import identity_codes, panels
from register.admin import scope
from register.admin.people_access import (
    FROM,
    Owner,
    hides_address,
    origin_of,
    reader,
    url_of_organisation,
)
from register.admin.people_grounds import grounds_of
from register.admin.people_pages import Shelf
from register.admin.people_trail import trail_lines
from register.admin.people_words import (
    address,
    ban_in_words,
    choice_in_words,
    consent_in_words,
    consented_to,
    day,
    joined,
    kind_of,
    moment,
    money,
    name_of,
)
from register.admin.words import words_of
from register.enums import ONE_OF, DataCategory, SubjectKind
from register.hub import Link
from register.models import (
    Attribute,
    Consent,
    ContactPoint,
    DataSubject,
    Disclosure,
    Interaction,
    Invoice,
    JournalEntry,
    KeyDate,
    MarketingBan,
    Order,
    Organisation,
    SubjectAddress,
    SubjectRole,
    User,
)
from register.panels import Line, Panel
from register.querysets import of_visible

LATEST = 20


@dataclass(frozen=True, slots=True)
class Card:
    """A person's or an organisation's page."""

    request: HttpRequest
    owner: Owner

    # What may be done from here

    def may(self, action: str, model: type[Model]) -> bool:
        return self.request.user.has_perm(f"register.{action}_{model._meta.model_name}")

    def add(self, model: type[Model], label: str) -> list[Link]:
        if not self.may("add", model):
            return []
        return [Link(label, self.carried(f"{scope.url_of(model, 'add')}?{self.owner.query}"))]

    def edit(self, row: Model) -> list[Link]:
        """The way to a row's page: to change it, or at least to look."""
        if self.may("change", type(row)):
            return [Link(_("Edit"), self.carried(scope.url_of(type(row), "change", row.pk)))]
        return []

    def open(self, row: Model) -> list[Link]:
        if not self.may("view", type(row)):
            return []
        return [Link(_("Open"), self.carried(scope.url_of(type(row), "change", row.pk)))]

    def page(self, name: str, *args: object) -> str:
        assert self.owner.person is not None  # noqa: S101 # a person's own pages
        where = (self.owner.person.pk, *args)
        return self.carried(reverse(f"admin:register_datasubject_{name}", args=where))

    def carried(self, address: str) -> str:
        """The occasion of this page goes along to those opened from it."""
        origin = origin_of(self.request)
        if not origin:
            return address
        return f"{address}{'&' if '?' in address else '?'}{FROM}={origin}"

    # Parts that people and organisations share

    def contact(self) -> Panel:
        """How to reach them. An address under a security ban is not even asked for."""
        rows = {**self._whose}
        lines = [
            Line(kind_of(point), point.value, _from(point.source), self.edit(point))
            for point in ContactPoint.objects.filter(**rows).select_related("source")
        ]
        links = self.add(ContactPoint, _("Add a contact point"))
        hidden = hides_address(self.request, self.owner.person)
        if hidden:
            lines.append(Line(_("Addresses"), _("Hidden: security ban (turvakielto).")))
        else:
            homes = SubjectAddress.objects.filter(**rows).select_related("source")
            lines += [
                Line(kind_of(home), address(home), _from(home.source), self.edit(home))
                for home in homes
            ]
            links += self.add(SubjectAddress, _("Add an address"))
        return Panel("contact", _("Contact details"), lines, _nothing(lines), links)

    def orders(self) -> Shelf:
        return Shelf(
            "orders",
            _("Orders"),
            self._kept(Order),
            each(self.order_line),
            "ordered_on",
            links=self.add(Order, _("Add an order")),
        )

    def order_line(self, order: Order) -> Line:
        said = joined((order.number, order.content, money(order.total, order.currency)))
        note = _("delivered %s") % day(order.delivered_on) if order.delivered_on else ""
        return Line(day(order.ordered_on), said, note, self.open(order))

    def invoices(self) -> Shelf:
        return Shelf(
            "invoices",
            _("Invoices"),
            self._kept(Invoice),
            each(self.invoice_line),
            "issued_on",
            links=self.add(Invoice, _("Add an invoice")),
        )

    def invoice_line(self, invoice: Invoice) -> Line:
        said = joined((invoice.number, money(invoice.total, invoice.currency)))
        return Line(day(invoice.issued_on), said, _paid(invoice), self.open(invoice))

    def _kept(self, model: type[Model]) -> QuerySet[Any]:
        """Orders or invoices; of an organisation those whose buyer the reader may see."""
        rows = model._default_manager.filter(**self._whose)
        return rows if self.owner.person else of_visible(rows, self.user)

    @property
    def user(self) -> User:
        return reader(self.request)

    @property
    def _whose(self) -> dict[str, Any]:
        if self.owner.person is not None:
            return {"subject": self.owner.person}
        return {"organisation": self.owner.organisation}

    def latest(self, shelf: Shelf) -> Panel:
        """The first rows, with the way to the others where there are more."""
        found = list(shelf.ordered()[: LATEST + 1])
        lines = shelf.lines(found[:LATEST])
        more = Link(_("Show all"), self._all_url(shelf.key)) if len(found) > LATEST else None
        return Panel(shelf.key, shelf.title, lines, _nothing(lines), shelf.links, more)

    def _all_url(self, key: str) -> str:
        if self.owner.person is not None:
            return self.page("all", key)
        organisation: Any = self.owner.organisation
        return self.carried(reverse("admin:register_organisation_all", args=(organisation.pk, key)))


class PersonCard(Card):
    """A person's page."""

    __slots__ = ()

    @property
    def person(self) -> DataSubject:
        assert self.owner.person is not None  # noqa: S101 # made so
        return self.owner.person

    def facts(self) -> list[Panel]:
        """Who this is and what holds now."""
        return [
            self.who(),
            self.contact(),
            self.relationship(),
            self.choices(),
            self.grounds(),
            self.further(),
        ]

    def events(self) -> list[Panel]:
        """What is going on and what has happened. Contacts are recorded at the top of the page."""
        shelves = self.shelves()
        shelves["interactions"] = replace(shelves["interactions"], links=())
        return [*self.from_above(), *map(self.latest, shelves.values())]

    def shelves(self) -> dict[str, Shelf]:
        """The parts that may be long, each with pages of its own."""
        parts = (self.interactions, self.orders, self.invoices, self.disclosures, self.trail)
        return {shelf.key: shelf for shelf in (part() for part in parts)}

    def who(self) -> Panel:
        person = self.person
        organisation = person.organisation
        lines = [
            Line(
                capfirst(pgettext("kind of person", "kind")), str(ONE_OF[SubjectKind(person.kind)])
            ),
            *said(_("Customer number"), person.customer_number),
            *said(_("User name"), person.user_id),
            *said(_("Language"), str(person.get_language_display())),
        ]
        if organisation is not None:
            link = Link(_("Open"), url_of_organisation(organisation))
            seen = [link] if self.may("view", Organisation) else []
            lines.append(Line(_("Organisation"), organisation.name, "", seen))
        lines += said(_("Job title"), person.job_title)
        roles = SubjectRole.objects.filter(subject=person)
        lines += [
            Line(_("Role"), capfirst(str(role.get_role_display())), "", self.edit(role))
            for role in roles
        ]
        lines += self.identity_code()
        stands_for = person.kind == SubjectKind.CONTACT_PERSON
        links = self.add(SubjectRole, _("Add a role")) if stands_for else []
        return Panel("who", _("Who this is"), lines, "", links)

    def identity_code(self) -> list[Line]:
        masked = identity_codes.masked(self.person)
        may_write = self.request.user.has_perm("register.change_identity_code")
        links = []
        if masked and self.request.user.has_perm("register.unmask_identity_code"):
            links.append(Link(_("Read the code"), self.page("read_code")))
        if may_write:
            words = _("Change or remove") if masked else _("Record")
            links.append(Link(words, self.page("write_code")))
        if not masked and not links:
            return []
        return [Line(_("Personal identity code"), masked or _("None held."), "", links)]

    def relationship(self) -> Panel:
        person = self.person
        lines = [
            Line(_("Now"), capfirst(str(person.get_relationship_display()))),
            *said(_("Began"), day(person.relationship_started_on)),
            *said(_("Ended"), day(person.relationship_ended_on)),
            *said(_("Contract ends"), day(person.contract_ends_on)),
            *said(_("Data collected"), day(person.collected_on)),
            *said(_("Source"), words_of(person.source) if person.source else ""),
            *said(_("Informed"), day(person.informed_on)),
        ]
        for key_date in KeyDate.objects.filter(subject=person):
            label = capfirst(str(key_date.get_kind_display()))
            lines.append(Line(label, day(key_date.happened_on), "", self.edit(key_date)))
        links = self.add(KeyDate, _("Add a significant day"))
        return Panel("relationship", _("Relationship"), lines, "", links)

    def grounds(self) -> Panel:
        """Why data of this kind of person are held, and on what basis (Art. 15(1)(a))."""
        told = list(grounds_of(self.person))
        lines = [
            Line(words_of(purpose), "; ".join(str(b.get_basis_display()) for b in bases))
            for purpose, bases in told
        ]
        nothing = _("The register names no purpose for this kind of person.")
        return Panel("grounds", _("Purposes and legal bases"), lines, "" if lines else nothing)

    def choices(self) -> Panel:
        """What the person has said yes and no to; what no longer holds comes last."""
        lines = [
            Line(choice_in_words(ban), ban_in_words(ban), "", self.lift(ban), bool(ban.lifted_at))
            for ban in MarketingBan.objects.filter(subject=self.person).order_by("-given_at", "pk")
        ]
        consents = Consent.objects.filter(subject=self.person).select_related("text")
        lines += [
            Line(
                consented_to(consent),
                consent_in_words(consent),
                words_of(consent.text) if consent.channel else "",
                self.withdraw(consent),
                bool(consent.withdrawn_at),
            )
            for consent in consents.order_by("-given_at", "pk")
        ]
        lines.sort(key=lambda line: line.over)
        links = []
        if self.may("add", Consent):
            links.append(Link(_("Record a consent"), self.page("consent")))
        return Panel("choices", _("Consents and bans"), lines, _nothing(lines), links)

    def lift(self, ban: MarketingBan) -> list[Link]:
        if ban.lifted_at or not self.may("change", MarketingBan):
            return []
        return [Link(_("Lift"), self.page("lift_ban", ban.pk))]

    def withdraw(self, consent: Consent) -> list[Link]:
        if consent.withdrawn_at or not self.may("change", Consent):
            return []
        return [Link(_("Withdraw"), self.page("withdraw_consent", consent.pk))]

    def from_above(self) -> list[Panel]:
        """What upper apps show here."""
        shown = (panel(self.request, self.person) for panel in panels.PANELS)
        return [panel for panel in shown if panel is not None]

    def interactions(self) -> Shelf:
        return Shelf(
            "interactions",
            _("Contacts"),
            Interaction.objects.filter(subject=self.person).select_related("handled_by"),
            each(self.interaction_line),
            "at",
            links=self.add(Interaction, _("Record a contact")),
        )

    def interaction_line(self, row: Interaction) -> Line:
        note = joined(
            (
                str(row.get_channel_display()),
                str(row.get_direction_display()),
                str(row.get_kind_display()),
                name_of(row.handled_by) if row.handled_by else "",
            )
        )
        return Line(moment(row.at), row.summary or "–", note, self.edit(row))

    def further(self) -> Panel:
        rows = Attribute.objects.filter(subject=self.person).select_related("item")
        if hides_address(self.request, self.person):
            rows = rows.exclude(item__categories__category=DataCategory.POSTAL_ADDRESS)
        lines = [
            Line(words_of(row.item), row.value, "", self.edit(row))
            for row in rows.order_by("item__position", "pk")
        ]
        links = self.add(Attribute, _("Add a datum"))
        return Panel("further", _("Further data"), lines, _nothing(lines), links)

    def disclosures(self) -> Shelf:
        return Shelf(
            "disclosures",
            _("Disclosures"),
            Disclosure.objects.filter(subject=self.person).select_related("recipient"),
            each(self.disclosure_line),
            "disclosed_on",
            links=self.add(Disclosure, _("Record a disclosure")),
        )

    def disclosure_line(self, row: Disclosure) -> Line:
        said = joined((words_of(row.recipient), str(row.get_category_display())))
        return Line(day(row.disclosed_on), said, "", self.edit(row))

    def trail(self) -> Shelf:
        """Who has looked at the data or used them, what for and when (CJEU C-579/21)."""
        rows = JournalEntry.objects.filter(uuid=self.person.uuid)
        return Shelf("trail", _("Who has looked"), rows, trail_lines, "pk")


def each(line: Callable[[Any], Line]) -> Callable[[Sequence[Any]], list[Line]]:
    return lambda rows: [line(row) for row in rows]


def said(label: str, words: str) -> list[Line]:
    return [Line(label, words)] if words else []


def _from(source: Any) -> str:
    return _("source: %s") % words_of(source) if source is not None else ""


def _nothing(lines: Sequence[Line]) -> str:
    return "" if lines else _("Nothing recorded.")


def _paid(invoice: Invoice) -> str:
    if invoice.paid_on:
        return _("paid %s") % day(invoice.paid_on)
    return _("due %s") % day(invoice.due_on) if invoice.due_on else ""
