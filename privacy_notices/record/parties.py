"""Who answers for the processing: controllers, representative, officer (Art. 30(1)(a))."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from privacy_notices.assembly.people import address_line, company_name
from privacy_notices.record import words
from privacy_notices.record.content import Cell, Part, Row, Table
from privacy_notices.record.facts import NAMED_ROLES, RecordRows, RegisterRows
from privacy_notices.record.speaker import RecordSpeaker, cell
from register.enums import AddressKind, ContactRole, JointControllership
from register.models import ContactPerson, Controller
from register.texts import Text
from register.wording import ADDRESS, CONTACT_ROLE


@dataclass(frozen=True, slots=True)
class Partner:
    """Another controller of a register of ours, and what it is to ours there."""

    company: Controller
    joint: bool  # else it has not been decided
    register: RegisterRows


def partners(rows: RecordRows) -> Iterator[Partner]:
    """Companies that answer for their own customers only are no joint controllers (Art. 26)."""
    for one in rows.registers:
        kind = one.register.joint_controllership
        if kind == JointControllership.SEPARATE:
            continue
        for membership in one.memberships:
            if membership.controller_id != rows.controller.pk:
                joint = kind == JointControllership.JOINT
                yield Partner(membership.controller, joint, one)


def officers(rows: RecordRows) -> Iterator[tuple[ContactPerson, list[RegisterRows]]]:
    """The representative and the data protection officer, with the registers they serve."""
    for role in NAMED_ROLES:
        for contact in rows.contacts:
            if contact.role == role:
                yield contact, list(rows.registers)
        for one in rows.registers:
            for contact in one.contacts:
                if contact.role == role:
                    yield contact, [one]


def parties(s: RecordSpeaker, rows: RecordRows) -> Table:
    """A line each; one that serves several registers stands once."""
    lines: dict[Row, list[RegisterRows]] = {}
    company = _company(s, rows.controller, cell(s.phrase(words.CONTROLLER)))
    lines[company] = list(rows.registers)
    for partner in partners(rows):
        role = words.JOINT_CONTROLLER if partner.joint else words.OTHER_CONTROLLER
        doubt = "" if partner.joint else s.missing(words.UNDECIDED)
        line = _company(s, partner.company, cell(s.phrase(role), doubt))
        lines.setdefault(line, []).append(partner.register)
    for contact, serving in officers(rows):
        s.register = serving[0] if contact.register_id else None
        lines.setdefault(_contact(s, contact), []).extend(serving)
    s.register = None
    return Table(
        Part.PARTIES,
        tuple((*line, _registers(s, serving)) for line, serving in lines.items()),
    )


def _registers(s: RecordSpeaker, serving: Sequence[RegisterRows]) -> Cell:
    return tuple(dict.fromkeys(register_name(s, one) for one in serving))


def register_name(s: RecordSpeaker, one: RegisterRows) -> str:
    """What the register is called; its address name where it has none yet."""
    s.register, before = one, s.register
    name = s.own(one.register, "name") or one.register.slug
    s.register = before
    return name


def _company(s: RecordSpeaker, company: Controller, role: Cell) -> Row:
    numbers = [company.business_id]
    for foreign in company.foreign_business_ids.all():
        kind = foreign.kind.said_in(s.language)
        numbers.append(f"{kind} {foreign.value} ({s.country(foreign.country.code)})".strip())
    return (role, (company_name(s, company),), cell(*numbers), _reached(s, company))


def _contact(s: RecordSpeaker, contact: ContactPerson) -> Row:
    names = [contact.name.said_in(s.language), s.own(contact, "job_title")]
    names.append(contact.organisation.said_in(s.language))
    role = s.phrase(CONTACT_ROLE[ContactRole(contact.role)])
    return (cell(role), s.recorded(names), (), _reached(s, contact))


def _reached(s: RecordSpeaker, who: Controller | ContactPerson) -> Cell:
    addresses = sorted(who.addresses.all(), key=lambda one: one.kind)
    lines = []
    for address in addresses:
        line = address_line(s, address)
        called: Text = ADDRESS[AddressKind(address.kind)]
        lines.append(s.labelled(called, line) if len(addresses) > 1 else line)
    reached = (*lines, who.email, who.phone, who.website)
    return tuple(line for line in reached if line) or (s.missing(),)
