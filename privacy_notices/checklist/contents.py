"""What a notice must tell of who, what, why, from where, to where and how long (Art. 13–14).

A rule answers None where its condition is not met, nothing where it is obeyed, and hits where it is
not. Conditions and severities: `docs/checklist.md`.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from privacy_notices.checklist import stems
from privacy_notices.checklist.answers import (
    ERROR,
    INFO,
    WARNING,
    at,
    in_text,
    lacking,
    missing,
    unprinted,
)
from privacy_notices.checklist.countries import EEA
from privacy_notices.checklist.findings import Hit, Hits
from privacy_notices.checklist.reading import ELSEWHERE, Reading
from privacy_notices.enums import FactKind as K
from register.enums import (
    AutomatedKind,
    ContactRole,
    DataCategory,
    LegalBasisCode,
    RecipientKind,
    State,
    StatementKind,
    TransferMechanism,
    YesNo,
)
from register.identifiers import validate_business_id
from register.models import (
    ContactPerson,
    Controller,
    DataItem,
    LegalBasis,
    Purpose,
    Recipient,
    Source,
    System,
    Transfer,
)
from retention.enums import RuleForm
from retention.models import RetentionRule

Rule = tuple[str, Callable[[Reading], Hits]]

# Who


def controllers_reachable(r: Reading) -> Iterator[Hit]:
    """Art. 13(1)(a): the name and a contact detail of every controller, printed."""
    if not r.facts.controllers:
        yield from lacking(ERROR, "controllers", "controllers")
    for company in r.facts.controllers:
        details = _details(company)
        for contact in [*r.facts.contacts, *company.contacts.all()]:
            if contact.controller_id in (None, company.pk):
                details += _details(contact)
        if not details:
            yield at(company, ERROR)
        elif not _named(r, company) or not any(detail in r.flat for detail in details):
            yield from unprinted(r, ERROR, f"controllers/{company.key}")


def _details(who: Controller | ContactPerson) -> list[str]:
    """What a notice prints of how somebody is reached, in parts that styles do not change."""
    codes = [address.postal_code for address in who.addresses.all()]
    return [detail for detail in (who.email, who.phone, *codes) if detail]


def _named(r: Reading, company: Controller) -> bool:
    parallel = company.parallel_name
    names = [company.name, parallel.fi, parallel.sv, parallel.en]
    return any(name and name in r.flat for name in names)


def representative(r: Reading) -> Hits:
    """Art. 27: a controller outside the EU/EEA has a representative, who can be reached."""
    if not any(company.country.code not in EEA for company in r.facts.controllers):
        return None
    return _officer(r, ContactRole.REPRESENTATIVE)


def data_protection_officer(r: Reading) -> Hits:
    """Art. 13(1)(b): the contact details of the officer, where one is designated."""
    if _with_role(r, ContactRole.DATA_PROTECTION_OFFICER):
        return _officer(r, ContactRole.DATA_PROTECTION_OFFICER)
    named = list(r.find(stems.OFFICER, unless=stems.DENIED))
    if not named:
        return None
    if any(stems.CONTACT_DETAIL.search(spot.passage.text) for spot in named):
        return ()
    return [in_text(spot, ERROR) for spot in named]


def _with_role(r: Reading, role: ContactRole) -> list[ContactPerson]:
    every = [*r.facts.contacts, *r.facts.company_contacts]
    return [contact for contact in every if contact.role == role]


def _officer(r: Reading, role: ContactRole) -> Iterator[Hit]:
    contacts = _with_role(r, role)
    if not contacts:
        yield from lacking(ERROR, "contacts", "contacts")
    for contact in contacts:
        details = _details(contact)
        if not details:
            yield at(contact, ERROR)
        elif not any(detail in r.flat for detail in details):
            yield from unprinted(r, ERROR, f"contacts/{contact.key}")


BUSINESS_ID = re.compile(r"(?<![\w-])\d{6,7}-\d(?![\w-])")


def business_id(r: Reading) -> Iterator[Hit]:
    """Customary, not in the GDPR; one that is given must be valid (Decree 288/2001 s. 3)."""
    wrong = {}
    for company in r.facts.controllers:
        if company.country.code == "FI" and not company.business_id:
            yield at(company, INFO)
        elif company.business_id and not _is_valid(company.business_id):
            wrong[company.business_id] = at(company, WARNING, "invalid", company.business_id)
    for passage in r.passages:
        for found in BUSINESS_ID.findall(passage.text):
            if not _is_valid(found.rjust(9, "0")) and found not in wrong:
                wrong[found] = Hit(WARNING, passage.place, passage.target, "invalid", found)
    yield from wrong.values()


def _is_valid(number: str) -> bool:
    try:
        validate_business_id(number)
    except Exception:  # Django's and python-stdnum's faults alike
        return False
    return True


def contact_person(r: Reading) -> Hits:
    """The old law's custom: whom to ask about the register."""
    roles = (ContactRole.REGISTER, ContactRole.TOPIC)
    known = any(contact.role in roles for contact in r.facts.contacts)
    printed = r.printed.keys("contacts")
    told = any(
        contact.role in roles and contact.key in printed for contact in r.facts.contacts
    ) or bool(stems.CONTACT_DETAIL.search(r.own_words(K.CONTACTS)))
    return missing(r, WARNING, "contacts", "contacts", known=known, told=told)


def register_name(r: Reading) -> Hits:
    """The name of the register, printed."""
    name = r.facts.register.name
    said = [text for text in (name.fi, name.sv, name.en) if text]
    told = any(text in r.flat for text in said) or (not said and _own_section(r, K.REGISTER_NAME))
    return missing(r, WARNING, "register/name", "basics", known=bool(said), told=told)


def data_subjects(r: Reading) -> Hits:
    """Groups of data subjects, as a statement of its own."""
    told = r.prints(K.DATA_SUBJECTS) or (
        not r.facts.subject_groups and _own_section(r, K.DATA_SUBJECTS)
    )
    known = bool(r.facts.subject_groups)
    return missing(r, WARNING, "data_subjects", "subjects", known=known, told=told)


def _own_section(r: Reading, kind: K) -> bool:
    """A section that answers for this kind alone says something in its author's words."""
    return r.any_section(lambda kinds: kinds == {kind.value})


def _retold(
    r: Reading, rows: Sequence[Purpose] | Sequence[DataItem] | Sequence[Source], *kinds: K
) -> bool:
    """The author tells the facts in own words: by their names, or with no rows, at all."""
    if not rows:
        return bool(stems.TELLS[kinds[0]].search(r.own_words(*kinds)))
    own = r.under(*kinds)
    names = {getattr(row.name, language).lower() for row in rows for language in r.contents}
    return any(name in passage.lowered for passage in own for name in names if name)


# Why


def purposes(r: Reading) -> Hits:
    """Art. 13(1)(c): at least one purpose."""
    known = bool(r.facts.purposes)
    told = bool(r.printed.keys("purposes")) or _retold(r, r.facts.purposes, K.PURPOSES)
    return missing(r, ERROR, "purposes", "purposes", known=known, told=told)


def legal_basis(r: Reading) -> Iterator[Hit]:
    """Art. 13(1)(c): a basis in the notice, and one for every purpose."""
    rows = r.facts.legal_bases
    told = bool(r.printed.keys("legal_bases")) or bool(r.bases_in_text)
    if not told:
        yield from missing(r, ERROR, "legal_bases", "purposes", known=bool(rows), told=False)
    if not rows or any(not basis.purposes.all() for basis in rows):
        return
    covered = {purpose.pk for basis in rows for purpose in basis.purposes.all()}
    for purpose in r.facts.purposes:
        if purpose.pk not in covered:
            yield at(purpose, WARNING, "purpose")


def basis_names_law(r: Reading) -> Hits:
    """Art. 6(3): the act behind a legal obligation or a public task."""
    rows = r.rows_of_basis(LegalBasisCode.LEGAL_OBLIGATION, LegalBasisCode.PUBLIC_TASK)
    if not rows:
        return None
    return [at(basis, WARNING) for basis in rows if not _names_act(basis)]


def _names_act(basis: LegalBasis) -> bool:
    text = basis.text
    words = " ".join((text.fi, text.sv, text.en))
    return bool(basis.statute) or bool(stems.ACT_NAMED.search(words))


def legitimate_interest(r: Reading) -> Hits:
    """Art. 13(1)(d): the interest itself, in words."""
    rows = r.rows_of_basis(LegalBasisCode.LEGITIMATE_INTERESTS)
    if not rows and not r.has_basis(LegalBasisCode.LEGITIMATE_INTERESTS):
        return None
    return _interests(r, rows)


def _interests(r: Reading, rows: list[LegalBasis]) -> Iterator[Hit]:
    if not rows:  # the basis stands in own words only
        sentences = (
            sentence
            for passage in r.bodies
            for sentence in passage.sentences()
            if stems.BASIS[LegalBasisCode.LEGITIMATE_INTERESTS][passage.language].search(sentence)
        )
        if not any(map(_tells_interest, sentences)):
            yield from lacking(ERROR, "legal_bases", "purposes")
    printed = r.printed.keys("legal_bases")
    interests_printed = r.prints(K.LEGITIMATE_INTERESTS)
    for basis in rows:
        words = [getattr(basis.text, language) for language in ("fi", "sv", "en")]
        told_in_words = any(map(_tells_interest, words))
        if not basis.interest and not told_in_words:
            yield at(basis, ERROR)
        elif basis.key not in printed or (
            basis.text and not told_in_words and not interests_printed
        ):
            yield from unprinted(r, ERROR, f"legal_bases/{basis.key}")


def _tells_interest(words: str) -> bool:
    """Something is left when the bare “legitimate interest” is taken away."""
    return len(re.findall(r"\w{2,}", stems.INTEREST_FILLERS.sub(" ", words))) > 1


# What


def special_categories(r: Reading) -> Hits:
    """Art. 9(2): the condition, recorded (else an error) and printed (else a warning)."""
    items = [
        item
        for item in r.items
        if DataCategory.SPECIAL in r.categories[item.pk] or item.special_condition
    ]
    if not items:
        return None
    if any(not item.special_condition for item in items):
        return [at(item, ERROR) for item in items if not item.special_condition]
    return () if r.prints(K.SPECIAL_DATA) else unprinted(r, WARNING, "data_items")


def identity_code(r: Reading) -> Hits:
    """Data Protection Act s. 29: a ground for the code, which never identifies by itself."""
    items = r.items_of(DataCategory.IDENTITY_CODE)
    hits = [at(item, ERROR) for item in items if not item.identity_code_ground]
    spots = list(
        r.find(stems.AS_IDENTIFICATION, r.under(*map(K, RIGHTS_AND_REQUESTS)), unless=stems.DENIED)
    )
    hits += [in_text(spot, ERROR, "identity") for spot in spots]
    if not items:
        mentions = list(r.find(stems.IDENTITY_CODE, r.under(K.DATA_ITEMS), unless=stems.DENIED))
        hits += [in_text(spot, ERROR, "unrecorded") for spot in mentions]
    return hits if items or hits else None


RIGHTS_AND_REQUESTS = (K.RIGHTS, K.INSPECTION, K.OTHER_RIGHTS, K.REQUESTS)


def criminal_data(r: Reading) -> Hits:
    """Art. 10; Data Protection Act s. 7: the ground for data on offences."""
    items = r.items_of(DataCategory.CRIMINAL)
    if not items:
        return None
    return [at(item, ERROR) for item in items if not item.special_statute]


def data_categories(r: Reading) -> Hits:
    """Art. 14(1)(d): what is held; an error where data come from elsewhere."""
    severity = ERROR if r.indirect else WARNING
    known = bool(r.facts.data_items)
    told = bool(r.printed.keys("data_items")) or _retold(r, r.items, K.DATA_ITEMS)
    return missing(r, severity, "data_items", "data", known=known, told=told)


def sources(r: Reading) -> Hits:
    """Art. 14(2)(f): each source of data from elsewhere, and whether it is public."""
    if not r.indirect:
        return None
    return _sources(r)


def _sources(r: Reading) -> Iterator[Hit]:
    printed = r.printed.keys("sources")
    known = bool(r.facts.sources)
    told = bool(printed) or _retold(r, r.facts.sources, K.SOURCES, K.OTHER_SOURCES)
    yield from missing(r, ERROR, "sources", "sources", known=known, told=told)
    for source in r.facts.sources:
        if source.key not in printed and printed:
            yield from unprinted(r, ERROR, f"sources/{source.key}")
        elif source.kind in ELSEWHERE and not source.public:
            yield at(source, INFO, "public")


def obligation(r: Reading) -> Hits:
    """Art. 13(2)(e): must data be given, and what follows if not; an error on contract or law."""
    if not r.direct:
        return None
    strict = r.has_basis(LegalBasisCode.CONTRACT, LegalBasisCode.LEGAL_OBLIGATION)
    severity = ERROR if strict else WARNING
    known = any(item.obligation for item in r.items) or any(
        row.kind == StatementKind.OBLIGATION for row in r.facts.statements
    )
    told = r.prints(K.OBLIGATION) or r.says(stems.OBLIGATION_SAID)
    return missing(r, severity, "data_items", "data", known=known, told=told)


# To whom, and where


def recipients(r: Reading) -> Hits:
    """Art. 13(1)(e): recipients or their categories, processors included, or an explicit “none”."""
    outsiders = [row for row in r.facts.recipients if row.kind != RecipientKind.INTERNAL]
    printed = r.printed.keys("recipients")
    none = any(row.kind == StatementKind.NO_RECIPIENTS for row in r.facts.statements)
    told = (
        any(row.key in printed for row in outsiders)
        or bool(r.statements(StatementKind.NO_RECIPIENTS))
        or _recipients_named(r)
        or r.says(stems.NO_RECIPIENTS, unless=stems.EXCEPT)
    )
    known = bool(outsiders) or none
    return missing(r, ERROR, "recipients", "recipients", known=known, told=told)


def _recipients_named(r: Reading) -> bool:
    """The author's words name a company, a kind of recipient, or what processors do.

    That there are processors tells nobody who they are.
    """
    own = [company.name for company in r.facts.controllers]
    return any(
        _names_recipient(sentence, passage.language, own)
        for passage in r.under(K.RECIPIENTS, K.PROCESSORS)
        for sentence in passage.statements()
    )


def _names_recipient(sentence: str, language: str, own_names: Sequence[str]) -> bool:
    if stems.DENIED.search(sentence) and not stems.NOT_ALTOGETHER.search(sentence):
        return False
    for name in own_names:
        sentence = sentence.replace(name, "")
    if stems.RECIPIENT_KINDS[language].search(sentence) or stems.COMPANY_NAMED.search(sentence):
        return True
    processors = stems.PROCESSOR_WORDS[language].search(sentence)
    return bool(processors and stems.TRADES[language].search(sentence))


def transfers(r: Reading) -> Hits:
    """Art. 13(1)(f): the country, the adequacy decision or the safeguard and its copy."""
    rows = [row for row in r.facts.transfers if row.state != State.NONE]
    unrecorded = list(_unrecorded_transfers(r)) if not rows else []
    if not rows and not unrecorded:
        return None
    return [*unrecorded, *(at(row, ERROR) for row in rows if not _is_whole(row)), *_untold(r, rows)]


def _is_whole(transfer: Transfer) -> bool:
    abroad = transfer.recipient is not None and bool(transfer.recipient.country)
    if not transfer.countries.all() and not abroad:
        return False
    if transfer.adequacy == YesNo.YES or transfer.mechanism == TransferMechanism.ADEQUACY:
        return True
    return bool(transfer.mechanism) and (
        transfer.mechanism not in SAFEGUARDS or bool(transfer.copy)
    )


SAFEGUARDS = (  # of which a copy can be had; a derogation of Art. 49 is no safeguard
    TransferMechanism.STANDARD_CLAUSES,
    TransferMechanism.BINDING_RULES,
    TransferMechanism.OTHER_SAFEGUARD,
)


def _untold(r: Reading, rows: list[Transfer]) -> Iterator[Hit]:
    printed = r.printed.keys("transfers")
    for row in rows:
        if _is_whole(row) and row.key not in printed:
            yield from unprinted(r, ERROR, f"transfers/{row.key}")


def _unrecorded_transfers(r: Reading) -> Iterator[Hit]:
    rows: list[Recipient | System] = [*r.facts.recipients, *r.facts.systems]
    for row in rows:
        if row.country and row.country.code not in EEA:
            yield at(row, ERROR, "unrecorded", row.country.code)
    for spot in r.find(stems.MAY_TRANSFER, unless=stems.DENIED):
        yield in_text(spot, ERROR, "unrecorded")


def no_transfers(r: Reading) -> Hits:
    """The old law's custom (s. 10): say aloud that nothing leaves the EU/EEA."""
    if any(row.state != State.NONE for row in r.facts.transfers):
        return None
    known = bool(r.facts.transfers)
    told = bool(r.printed.keys("transfers")) or any(
        stems.OUTSIDE_EEA.search(passage.text) for passage in r.bodies
    )
    return missing(r, WARNING, "transfers", "transfers", known=known, told=told)


# How long


def retention(r: Reading) -> Hits:
    """Art. 13(2)(a): a period, or the criteria that decide it."""
    known = bool(r.facts.retention)
    told = bool(r.printed.keys("retention")) or (not known and r.says(stems.RETENTION_SAID))
    return missing(r, ERROR, "retention", "retention", known=known, told=told)


def retention_on_request_only(r: Reading) -> Hits:
    """Art. 5(1)(e): the burden of ending must not lie with the person alone (TSV/26/2020)."""
    if not r.facts.retention:
        return None
    return [at(rule, WARNING) for rule in r.facts.retention if _ends_on_request_only(rule)]


def _ends_on_request_only(rule: RetentionRule) -> bool:
    return rule.on_request and not rule.terms.all() and not rule.statutory


def retention_start(r: Reading) -> Hits:
    """Art. 5(1)(e): the event that a length is counted from."""
    rules = [rule for rule in r.facts.retention if rule.form == RuleForm.PERIOD]
    if rules:
        return [
            at(rule, WARNING)
            for rule in rules
            if any(term.length and not term.trigger for term in rule.terms.all())
        ]
    spots = r.find(stems.LENGTH_ALONE, r.under(K.RETENTION), unless=stems.EVENT_NAMED)
    return [in_text(spot, WARNING) for spot in spots] or None


# By machine


def automated_decisions(r: Reading) -> Hits:
    """Art. 13(2)(f): the logic of an automated decision and what it means for the person."""
    rows = [
        row
        for row in r.facts.automated
        if row.kind == AutomatedKind.DECISION and row.state != State.NONE
    ]
    if not rows:
        return None
    printed = r.printed.keys("automated_processing")
    hits = [at(row, ERROR) for row in rows if not ((row.logic and row.consequences) or row.text)]
    for row in rows:
        if row.key not in printed:
            hits += unprinted(r, ERROR, f"automated_processing/{row.key}")
    return hits


def no_automated_decisions(r: Reading) -> Hits:
    """Customary: say aloud that no automated decisions are made."""
    decisions = [row for row in r.facts.automated if row.kind == AutomatedKind.DECISION]
    if any(row.state != State.NONE for row in decisions):
        return None
    told = r.prints(K.AUTOMATED_DECISIONS) or r.says(stems.DECISIONS_SAID)
    place = "automated_processing"
    return missing(r, INFO, place, "purposes", known=bool(decisions), told=told)


def profiling_consistency(r: Reading) -> Hits:
    """Art. 5(1)(a): profiling is not denied while the purposes group, target or analyse people."""
    rows = [row for row in r.facts.automated if row.kind == AutomatedKind.PROFILING]
    denied = any(row.state == State.NONE for row in rows) or (
        not rows and r.says(stems.PROFILING_DENIED)
    )
    if not denied:
        return None
    telling = r.under(K.PURPOSES, K.SOURCES, K.COOKIES, K.DATA_USE, K.LEGITIMATE_INTERESTS)
    spots = r.find(stems.GROUPING, telling, unless=stems.DENIED)
    return [in_text(spot, WARNING) for spot in spots]


RULES: tuple[Rule, ...] = (
    ("art13-1a", controllers_reachable),
    ("art13-1a-rep", representative),
    ("business-id", business_id),
    ("contact-person", contact_person),
    ("art13-1b", data_protection_officer),
    ("register-name", register_name),
    ("data-subjects", data_subjects),
    ("art13-1c-purpose", purposes),
    ("art13-1c-basis", legal_basis),
    ("art13-1c-law", basis_names_law),
    ("art13-1d", legitimate_interest),
    ("art9-2", special_categories),
    ("dpa29-hetu", identity_code),
    ("art10-criminal", criminal_data),
    ("art14-1d", data_categories),
    ("art14-2f", sources),
    ("art13-2e", obligation),
    ("art13-1e", recipients),
    ("art13-1f", transfers),
    ("art13-1f-none", no_transfers),
    ("art13-2a", retention),
    ("art13-2a-vague", retention_on_request_only),
    ("art13-2a-trigger", retention_start),
    ("art13-2f", automated_decisions),
    ("art13-2f-none", no_automated_decisions),
    ("profiling-consistency", profiling_consistency),
)
