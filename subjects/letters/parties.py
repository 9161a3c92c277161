"""Who writes a letter and to whom, line by line, as it stands in the head of the letter."""

import re

from register.enums import AddressKind
from register.models import Address, Controller
from register.texts import Text
from subjects.letters import phrases
from subjects.letters.reading import one_line
from subjects.models import ContactKind, Request

BOX = Text("PL", "PB", "P.O. Box")


def sender(controller: Controller, language: str) -> str:
    """The company: name, Business ID, where to write and call."""
    lines = [called(controller, language)]
    if controller.business_id:
        lines.append(phrases.BUSINESS_ID.said_in(language).replace("{id}", controller.business_id))
    address = controller.addresses.filter(kind=AddressKind.POSTAL).first()
    address = address or controller.addresses.first()
    if address is not None:
        lines += _address(address, language)
    lines += [controller.phone, controller.email]
    return "\n".join(one_line(line) for line in lines if line)


def called(controller: Controller, language: str) -> str:
    """The registered name; in a language in which the Trade Register has one, that."""
    return controller.parallel_name.said_in(language) or controller.name


def addressee(request: Request) -> str:
    """The requester: name and postal address, where one was given."""
    lines = [request.requester.name]
    written = request.contacts.filter(kind=ContactKind.ADDRESS).values_list("value", flat=True)
    lines += re.split(r"\n|,\s*", written.first() or "")
    return "\n".join(one_line(line) for line in lines if line.strip())


def _address(address: Address, language: str) -> list[str]:
    street = address.street.said_in(language)
    box = f"{BOX.said_in(language)} {address.po_box}" if address.po_box else ""
    town = f"{address.postal_code} {address.town.said_in(language)}"
    country = str(address.country.name) if address.country and address.country != "FI" else ""
    return [
        ", ".join(part for part in (street, address.extra.said_in(language), box) if part),
        town,
        country,
    ]
