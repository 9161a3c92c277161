"""What the form tells about itself (Art. 13): who answers, and where else one can ask.

Made from the register's facts each time the form is shown; nothing of it is typed twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from register.enums import AddressKind, ContactRole
from register.models import Address, ContactPerson, Controller, Register, SupervisoryAuthority


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody with the ways there are to them; empty where there is none."""

    name: str
    business_id: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Information:
    """The facts of the text beside the form."""

    controllers: Sequence[Reached]
    contacts: Sequence[Reached]
    officers: Sequence[Reached]  # data protection officers
    authority: Reached | None
    authority_site: str


def controllers_of(register: Register) -> list[Controller]:
    """In the order in which the notice names them."""
    members = register.memberships.select_related("controller").order_by("position", "pk")
    return [member.controller for member in members]


def name_of(controller: Controller, language: str) -> str:
    return controller.parallel_name.said_in(language) or controller.name


def information_on(register: Register, language: str) -> Information:
    controllers = controllers_of(register)
    contacts = [
        contact for contact in _contacts(controllers) if contact.register_id in (None, register.pk)
    ]
    authority = SupervisoryAuthority.objects.order_by("pk").first()
    site = authority.website.said_in(language) if authority else ""
    return Information(
        controllers=[reached(one, language) for one in controllers],
        contacts=_with_role(contacts, ContactRole.REGISTER, language),
        officers=_with_role(contacts, ContactRole.DATA_PROTECTION_OFFICER, language),
        authority=_authority(authority, language) if authority else None,
        authority_site=f"https://{site}" if site and "://" not in site else "",
    )


def reached(controller: Controller, language: str) -> Reached:
    """A controller; where it has no e-mail or phone of its own, those of a contact of its."""
    contacts = [one for one in _contacts([controller]) if one.role == ContactRole.REGISTER]
    addresses = [*controller.addresses.all()]
    for contact in contacts:
        addresses += contact.addresses.all()
    addresses.sort(key=lambda one: one.kind != AddressKind.POSTAL)
    ways: list[Controller | ContactPerson] = [controller, *contacts]
    return Reached(
        name_of(controller, language),
        business_id=controller.business_id,
        address=address_line(addresses[0], language) if addresses else "",
        email=next((one.email for one in ways if one.email), ""),
        phone=next((one.phone for one in ways if one.phone), ""),
    )


def address_line(address: Address, language: str) -> str:
    street = address.street.said_in(language)
    if address.po_box:
        box = _("P.O. Box %(number)s") % {"number": address.po_box}
        street = f"{box} ({street})" if street else box
    town = f"{address.postal_code} {address.town.said_in(language)}"
    parts = [street, address.extra.said_in(language), town, str(address.country.name)]
    return ", ".join(part for part in parts if part)


def _contacts(controllers: Sequence[Controller]) -> list[ContactPerson]:
    """The controllers' own contacts, and those of registers that serve one of them or all."""
    own = ContactPerson.objects.filter(controller__in=controllers)
    shared = ContactPerson.objects.filter(
        controller=None, register__memberships__controller__in=controllers
    )
    found = (own | shared).distinct().order_by("position", "pk")
    return list(found.prefetch_related("addresses"))


def _with_role(
    contacts: Sequence[ContactPerson], role: ContactRole, language: str
) -> list[Reached]:
    return [
        Reached(
            ", ".join(
                part
                for part in (contact.name.said_in(language), contact.job_title.said_in(language))
                if part
            ),
            address=next((address_line(one, language) for one in contact.addresses.all()), ""),
            email=contact.email,
            phone=contact.phone,
        )
        for contact in contacts
        if contact.role == role
    ]


def _authority(authority: SupervisoryAuthority, language: str) -> Reached:
    return Reached(
        authority.name.said_in(language) or str(authority.name),
        address=authority.postal_address.said_in(language),
        email=authority.email,
        phone=authority.phone.said_in(language),
    )
