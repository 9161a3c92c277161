"""Controllers, contact persons, data subjects: who is who."""

from collections.abc import Sequence
from functools import partial

from privacy_notices import phrases
from privacy_notices.assembly.speaker import Speaker
from privacy_notices.assembly.writer import Special, Writer, own_blocks
from privacy_notices.content import Block, Entries, Entry, Item, Lines, Paragraph
from privacy_notices.enums import BlockStyle, LabelField
from register.enums import (
    AddressKind,
    ContactRole,
    JointControllership,
    PhoneKind,
    StatementKind,
)
from register.models import Address, ContactPerson, Controller, Definition
from register.wording import CONTACT_ROLE, PO_BOX

PHONE_LABEL = {
    PhoneKind.DIRECT: LabelField.PHONE,
    PhoneKind.SWITCHBOARD: LabelField.SWITCHBOARD,
    PhoneKind.CUSTOMER_SERVICE: LabelField.CUSTOMER_SERVICE,
}


def controllers(w: Writer, style: str, lead: str) -> list[Block]:
    companies = w.pick("controllers", w.facts.controllers)
    if style == BlockStyle.EACH:
        return w.each(companies, lead, partial(_company_words, w))
    blocks = own_blocks(lead)
    for company in companies:
        blocks += _card(w, _company_entries(w, company), style)
    return blocks


def contacts(w: Writer, style: str, lead: str) -> list[Block]:
    """The contacts of the register; the heading of the section introduces them."""
    chosen = w.pick("contacts", w.facts.contacts, _answers_for_register)
    return _contact_cards(w, chosen, style, lead, introduced=False)


def controllers_with_contacts(w: Writer, style: str, lead: str) -> list[Block]:
    """Each controller followed by its own contacts, then the contacts of them all."""
    blocks = own_blocks(lead)
    every = w.pick("contacts", w.facts.contacts, _answers_for_register)
    for company in w.pick("controllers", w.facts.controllers):
        blocks += _card(w, _company_entries(w, company), style)
        for contact in every:
            if contact.controller_id == company.pk:
                blocks += contact_card(w, contact, style, introduced=True)
    for contact in every:
        if contact.controller_id is None:
            blocks += contact_card(w, contact, style, introduced=True)
    return blocks


def _answers_for_register(contact: ContactPerson) -> bool:
    return contact.role in (ContactRole.REGISTER, ContactRole.TOPIC)


def officers(w: Writer, style: str, lead: str) -> list[Block]:
    return _by_role(w, style, lead, ContactRole.DATA_PROTECTION_OFFICER)


def representatives(w: Writer, style: str, lead: str) -> list[Block]:
    return _by_role(w, style, lead, ContactRole.REPRESENTATIVE)


def _by_role(w: Writer, style: str, lead: str, role: ContactRole) -> list[Block]:
    every = [*w.facts.contacts, *w.facts.company_contacts]
    chosen = w.pick("contacts", every, lambda contact: contact.role == role)
    # Under a heading of its own a data protection officer is not introduced once more.
    return _contact_cards(w, chosen, style, lead, introduced=not (w.alone or lead))


def _contact_cards(
    w: Writer, chosen: Sequence[ContactPerson], style: str, lead: str, *, introduced: bool
) -> list[Block]:
    if style == BlockStyle.EACH:
        return w.each(chosen, lead, partial(_contact_words, w))
    blocks = own_blocks(lead)
    for contact in chosen:
        blocks += contact_card(w, contact, style, introduced=introduced)
    return blocks


def joint_controllers(w: Writer, style: str, lead: str) -> list[Block]:
    facts = w.facts
    blocks = own_blocks(lead)
    if facts.register.joint_controllership and len(facts.controllers) > 1 and not w.only:
        joint = facts.register.joint_controllership == JointControllership.JOINT
        blocks.append(Paragraph(w.phrase(phrases.JOINT if joint else phrases.SEPARATE)))
    blocks += statements(w, style, "", StatementKind.JOINT_ARRANGEMENT)
    shown = {company.pk for company in w.pick("controllers", facts.controllers)}
    duties = [
        Item(
            w.say(m.responsibility, f"controllers/{m.controller.key}/responsibility"),
            name=company_name(w, m.controller),
        )
        for m in facts.memberships
        if m.responsibility and m.controller_id in shown
    ]
    return blocks + w.listed(duties, style, usual=BlockStyle.BULLETS)


def register_name(w: Writer, style: str, lead: str) -> list[Block]:
    register = w.facts.register
    if not register.name:
        return own_blocks(lead)
    if style == BlockStyle.EACH:
        return w.each([register], lead, lambda row: {})
    name = w.own(register, "name")
    labelled = style == BlockStyle.LABELS
    parts = [Item(name, name=w.label(LabelField.REGISTER_NAME) if labelled else "")]
    if register.other_name:
        other = w.own(register, "other_name")
        parts.append(Item(w.phrase(phrases.ALSO_CALLED).format(name=other)))
    return w.listed(parts, style, lead=lead, usual=BlockStyle.PARAGRAPHS)


def data_subjects(w: Writer, style: str, lead: str) -> list[Block]:
    rows = w.pick("data_subjects", w.facts.subject_groups)
    return w.printed(rows, w.plain, style, lead=lead, usual=BlockStyle.BULLETS)


def definitions(w: Writer, style: str, lead: str) -> list[Block]:
    """A definition is a whole sentence; in a list or as a label the word stands before it."""
    with_term = style in (BlockStyle.BULLETS, BlockStyle.NUMBERED, BlockStyle.LABELS)

    def item(row: Definition) -> Item:
        return Item(w.own(row, "text"), name=w.own(row, "term") if with_term else "")

    rows = w.pick("definitions", w.facts.definitions)
    return w.printed(rows, item, style, lead=lead, usual=BlockStyle.PARAGRAPHS)


def statements(w: Writer, style: str, lead: str, *kinds: StatementKind) -> list[Block]:
    """The statements of some kinds, as paragraphs unless another style is chosen."""
    of_kinds = [row for row in w.facts.statements if row.kind in kinds]
    rows = w.pick("statements", of_kinds)
    return w.printed(rows, w.plain, style, lead=lead, usual=BlockStyle.PARAGRAPHS)


# Cards: a name and how it is reached


ONE_LINE = (BlockStyle.RUN_IN, BlockStyle.SENTENCES, BlockStyle.RUNNING)


def _card(w: Writer, entries: Sequence[Entry], style: str) -> list[Block]:
    """Labelled values, lines of an address, or one running line."""
    if style == BlockStyle.LABELS:
        return [Entries(tuple(entries))]
    lines = [_line(w, entry) for entry in entries]
    if style in ONE_LINE:
        return [Paragraph(", ".join(lines))]
    return [Lines(tuple(lines))]


UNLABELLED = (LabelField.NAME, LabelField.CONTACT_NAME, LabelField.ADDRESS, LabelField.EMAIL)


def _line(w: Writer, entry: Entry) -> str:
    """A name, a plain address or an e-mail address needs no label in running lines."""
    plain = {w.label(field) for field in UNLABELLED}
    values = ", ".join(entry.values)
    return values if entry.label in plain else f"{entry.label}: {values}"


def company_name(w: Speaker, company: Controller) -> str:
    """The registered name in the language of the notice, where there is one."""
    return company.parallel_name.said_in(w.language) or company.name


def _company_words(w: Writer, company: Controller) -> Special:
    """What stands for the {names} of a pattern."""
    return {
        "name": lambda: company_name(w, company),
        "trade_names": lambda: ", ".join(
            row.name.said_in(w.language) for row in company.trade_names.all()
        ),
        "foreign_business_ids": lambda: ", ".join(
            row.value for row in company.foreign_business_ids.all()
        ),
        "parent": lambda: company_name(w, company.parent) if company.parent else "",
        "group_name": lambda: company.group_name.said_in(w.language),
        **_address_words(w, list(company.addresses.all())),
    }


def _contact_words(w: Writer, contact: ContactPerson) -> Special:
    return _address_words(w, list(contact.addresses.all()))


def _address_words(w: Writer, addresses: Sequence[Address]) -> Special:
    """The parts are those of the postal address, or of the only one."""
    by_kind = {address.kind: address for address in addresses}
    postal, visiting = by_kind.get(AddressKind.POSTAL), by_kind.get(AddressKind.VISITING)
    main = postal or visiting

    def line(address: Address | None) -> str:
        return address_line(w, address) if address else ""

    return {
        "address": lambda: line(main),
        "postal_address": lambda: line(postal),
        "visiting_address": lambda: line(visiting),
        "street": lambda: main.street.said_in(w.language) if main else "",
        "extra": lambda: main.extra.said_in(w.language) if main else "",
        "postal_code": lambda: main.postal_code if main else "",
        "town": lambda: main.town.said_in(w.language) if main else "",
    }


def _company_entries(w: Writer, company: Controller) -> list[Entry]:
    entries = [Entry(w.label(LabelField.NAME), (company_name(w, company),))]
    for trade_name in company.trade_names.all():
        called, explanation = trade_name.name.said_in(w.language), w.own(trade_name, "explanation")
        # "Hanki on Lumikka Oy:n aputoiminimi." names it already.
        words = explanation if called in explanation else f"{called}. {explanation}".strip()
        entries.append(Entry(w.label(LabelField.TRADE_NAME), (words if explanation else called,)))
    if company.business_id:
        entries.append(Entry(w.label(LabelField.BUSINESS_ID), (company.business_id,)))
    for foreign in company.foreign_business_ids.all():
        called = foreign.kind.said_in(w.language) or w.label(LabelField.BUSINESS_ID)
        country = w.country(foreign.country.code)
        entries.append(Entry(called, (f"{foreign.value} ({country})",)))
    entries += _addresses(w, list(company.addresses.all()))
    if company.parent is not None:
        entries.append(Entry(w.phrase(phrases.PARENT_COMPANY), (company_name(w, company.parent),)))
    if company.group_name:
        entries.append(Entry(w.phrase(phrases.GROUP), (company.group_name.said_in(w.language),)))
    return entries + _reached(w, company)


def contact_card(w: Writer, contact: ContactPerson, style: str, *, introduced: bool) -> list[Block]:
    """A contact, after the words that introduce it where the section does not."""
    entries: list[Entry] = []
    names = [contact.name.said_in(w.language)] if contact.name else []
    names += [title] if (title := w.own(contact, "job_title")) else []
    names += [contact.organisation.said_in(w.language)] if contact.organisation else []
    if names:
        entries.append(Entry(w.label(LabelField.CONTACT_NAME), (", ".join(names),)))
    entries += _addresses(w, list(contact.addresses.all()))
    entries += _reached(w, contact)
    introduction = _introduction(w, contact, introduced=introduced)
    if not introduction:
        return _card(w, entries, style)
    if style == BlockStyle.LABELS and names:
        return [Entries((Entry(introduction, entries[0].values), *entries[1:]))]
    if style in ONE_LINE:
        lines = ", ".join(_line(w, entry) for entry in entries)
        return [Paragraph(f"{introduction} {lines}")]
    heading = introduction if introduction.endswith(":") else f"{introduction}:"
    return [Lines((heading, *(_line(w, entry) for entry in entries)))]


def _introduction(w: Writer, contact: ContactPerson, *, introduced: bool) -> str:
    """The author's words, the topic, or whose contact it is; last the words for the role."""
    words = w.own(contact, "label") or w.own(contact, "topic")
    if not words and introduced:
        words = w.phrase(CONTACT_ROLE[ContactRole(contact.role)])
    elif not words and contact.controller is not None and len(w.facts.controllers) > 1:
        words = company_name(w, contact.controller)
    return words


def _addresses(w: Writer, addresses: Sequence[Address]) -> list[Entry]:
    """One address is plainly an address; two are told apart."""
    several = len(addresses) > 1
    fields = {
        AddressKind.POSTAL: LabelField.POSTAL_ADDRESS,
        AddressKind.VISITING: LabelField.VISITING_ADDRESS,
    }
    entries = []
    for address in sorted(addresses, key=lambda one: one.kind):
        named = several or address.kind == AddressKind.VISITING
        field = fields[AddressKind(address.kind)] if named else LabelField.ADDRESS
        entries.append(Entry(w.label(field), (address_line(w, address),)))
    return entries


def address_line(w: Speaker, address: Address) -> str:
    """“PL 180, 20101 Turku” or “Katu 1 A 2, 5. kerros, 00100 Helsinki”."""
    street = address.street.said_in(w.language)
    if address.po_box:
        box = f"{w.phrase(PO_BOX)}\N{NO-BREAK SPACE}{address.po_box}"
        street = f"{box} ({street})" if street else box
    town = f"{address.postal_code} {address.town.said_in(w.language)}"
    parts = [street, address.extra.said_in(w.language), town]
    if address.country:
        parts.append(w.country(address.country.code))
    return ", ".join(part for part in parts if part)


def _reached(w: Writer, who: Controller | ContactPerson) -> list[Entry]:
    entries = []
    if who.email:
        entries.append(Entry(w.label(LabelField.EMAIL), (who.email,)))
    if who.phone:
        field = PHONE_LABEL[PhoneKind(who.phone_kind)] if who.phone_kind else LabelField.PHONE
        entries.append(Entry(w.label(field), (who.phone,)))
    if who.website:
        entries.append(Entry(w.label(LabelField.WEBSITE), (who.website,)))
    return entries
