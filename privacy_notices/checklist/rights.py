"""What a notice must tell of rights and of itself (Art. 7, 12–22, 26, 77).

A rule answers None where its condition is not met, nothing where it is obeyed, and hits where it is
not.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

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
from privacy_notices.checklist.findings import Hit, Hits, Severity, Target
from privacy_notices.checklist.passages import sub_headings
from privacy_notices.checklist.reading import Reading
from privacy_notices.enums import FactKind as K
from register.enums import (
    ChannelKind,
    JointControllership,
    LegalBasisCode,
    RequestForm,
    RightKind,
    StatementKind,
)

Rule = tuple[str, Callable[[Reading], Hits]]
GDPR_APPLIES = date(2018, 5, 25)


def _named(r: Reading, kind: RightKind, severity: Severity) -> Iterator[Hit]:
    known = any(row.right == kind for row in r.facts.rights)
    printed = any(
        row.right == kind and row.key in r.printed.keys("rights") for row in r.facts.rights
    )
    told = r.names_right(kind)
    yield from missing(r, severity, "rights", "rights", known=known and not printed, told=told)


# The rights


def access(r: Reading) -> Hits:
    """Art. 15: always named."""
    return _named(r, RightKind.ACCESS, ERROR)


def rectification(r: Reading) -> Hits:
    """Art. 16: always named."""
    return _named(r, RightKind.RECTIFICATION, ERROR)


def erasure(r: Reading) -> Hits:
    """A right that covers erroneous data only is that of the old act, not Art. 17."""
    return _named(r, RightKind.ERASURE, ERROR)


def restriction(r: Reading) -> Hits:
    """Art. 18: always named, also where erasure is excluded."""
    return _named(r, RightKind.RESTRICTION, ERROR)


def objection(r: Reading) -> Hits:
    """Art. 21(1): where the basis is a public task or a legitimate interest, or unknown."""
    if r.has_basis(LegalBasisCode.PUBLIC_TASK, LegalBasisCode.LEGITIMATE_INTERESTS):
        return _named(r, RightKind.OBJECTION, ERROR)
    return _named(r, RightKind.OBJECTION, WARNING) if r.basis_unknown else None


def portability(r: Reading) -> Hits:
    """Art. 20: where the basis is consent or contract and the processing automated, or unknown."""
    if not r.facts.register.automated:
        return None
    if r.has_basis(LegalBasisCode.CONSENT, LegalBasisCode.CONTRACT):
        return _named(r, RightKind.PORTABILITY, ERROR)
    return _named(r, RightKind.PORTABILITY, WARNING) if r.basis_unknown else None


def marketing_ban(r: Reading) -> Hits:
    """Art. 21(2): direct marketing can be refused always, without reasons."""
    return _named(r, RightKind.MARKETING_BAN, ERROR) if r.marketing else None


def objection_apart(r: Reading) -> Hits:
    """Art. 21(4): the right to object stands clearly and apart from other information."""
    objecting = r.has_basis(LegalBasisCode.PUBLIC_TASK, LegalBasisCode.LEGITIMATE_INTERESTS)
    if not objecting and not r.marketing:
        return None
    kinds = (RightKind.OBJECTION, RightKind.MARKETING_BAN)
    if not any(r.names_right(kind) for kind in kinds):
        return lacking(ERROR, "rights", "rights")
    if _stands_apart(r):
        return ()
    return lacking(WARNING, "rights", "sections", "hidden")


def _stands_apart(r: Reading) -> bool:
    """A section for it without the other rights, or a sub-heading of its own."""
    others = {K.RIGHTS.value, K.OTHER_RIGHTS.value, K.INSPECTION.value}
    if r.any_section(lambda kinds: K.OBJECTION.value in kinds and not kinds & others):
        return True
    headings = [
        (content.language, words)
        for content in r.contents.values()
        for _, words in sub_headings(content)
    ]
    headings += [(p.language, p.text) for p in r.passages if p.is_heading]
    return any(_is_about_objection(language, words) for language, words in headings)


OBJECTION_HEADING = re.compile(
    r"vastusta|suoramarkkinointikiel|invändning|motsätta|förbud mot direkt|right to object"
    r"|objection",
    re.IGNORECASE,
)


def _is_about_objection(language: str, words: str) -> bool:
    others = (RightKind.ACCESS, RightKind.RECTIFICATION, RightKind.ERASURE)
    return bool(OBJECTION_HEADING.search(words)) and not any(
        stems.RIGHTS[kind].says[language].search(words) for kind in others
    )


def consent_withdrawal(r: Reading) -> Hits:
    """Art. 7(3), 13(2)(c): where consent is relied on; a warning where it is only mentioned."""
    if r.explicit_consent:
        return _named(r, RightKind.CONSENT_WITHDRAWAL, ERROR)
    if r.basis_unknown and r.says(stems.CONSENT_MENTIONED):
        return _named(r, RightKind.CONSENT_WITHDRAWAL, WARNING)
    return None


def complaint(r: Reading) -> Hits:
    """Art. 77: always named."""
    return _named(r, RightKind.COMPLAINT, ERROR)


def authority_contact(r: Reading) -> Hits:
    """The supervisory authority by name, with a contact detail."""
    names = [
        name
        for row in r.law.authorities
        for name in (row.name.fi, row.name.sv, row.name.en)
        if name
    ]
    naming = [
        passage
        for passage in r.bodies
        if stems.AUTHORITY_NAMED[passage.language].search(passage.text)
        or any(name in passage.text for name in names)
    ]
    details = [detail for row in r.law.authorities for detail in (row.email, row.website.fi)]
    told = any(
        stems.CONTACT_DETAIL.search(passage.text)
        or any(detail and detail in passage.text for detail in details)
        for passage in naming
    )
    known = any(
        row.right == RightKind.COMPLAINT and row.authority_id is not None for row in r.facts.rights
    )
    return missing(r, WARNING, "rights", "rights", known=known, told=told)


def rights_fit_bases(r: Reading) -> Hits:
    """A right promised that the basis does not carry, or one denied that it does (§2.4)."""
    if r.basis_unknown:
        return None
    hits = [in_text(spot, WARNING) for spot in r.find(stems.RIGHT_DENIED, unless=stems.STAFF)]
    for kind, codes in CARRIED_BY.items():
        if not r.has_basis(*codes) and not (
            kind == RightKind.CONSENT_WITHDRAWAL and r.explicit_consent
        ):
            hits += [at(row, WARNING) for row in r.rights_rows(kind)]
    return hits


CARRIED_BY = {
    RightKind.OBJECTION: (LegalBasisCode.PUBLIC_TASK, LegalBasisCode.LEGITIMATE_INTERESTS),
    RightKind.PORTABILITY: (LegalBasisCode.CONSENT, LegalBasisCode.CONTRACT),
    RightKind.CONSENT_WITHDRAWAL: (LegalBasisCode.CONSENT,),
}

# How they are used


def request_channel(r: Reading) -> Hits:
    """Art. 12(2): how a request is made."""
    keys = r.printed.keys("requests")
    told = (
        any(channel.key in keys for channel in r.facts.channels)
        or bool(r.statements(StatementKind.REQUESTS))
        or r.says(stems.HOW_TO_ASK)
    )
    known = bool(r.facts.channels) or any(
        row.kind == StatementKind.REQUESTS for row in r.facts.statements
    )
    return missing(r, WARNING, "requests", "rights", known=known, told=told)


def request_form(r: Reading) -> Iterator[Hit]:
    """Art. 12(2): no more is asked of a request than is needed."""
    heavy = {RequestForm.SIGNED, RequestForm.IN_PERSON}
    if not electronic_channel(r):
        heavy.add(RequestForm.WRITTEN)
    for row in r.facts.rights:
        if row.form in heavy:
            yield at(row, WARNING)


def electronic_channel(r: Reading) -> bool:
    """Where a request can be made by e-mail or form, “in writing” is no burden."""
    kinds = (ChannelKind.EMAIL, ChannelKind.FORM)
    return any(channel.kind in kinds for channel in r.facts.channels)


def children(r: Reading) -> Hits:
    """Art. 8; Data Protection Act s. 5: the age limit of 13 and the guardian's consent."""
    if not r.facts.register.offered_to_children:
        return None
    own = r.under(K.CHILDREN) or r.bodies
    said = [p for p in own if stems.CHILDREN_SAID[p.language].search(p.text)]
    if not any(stems.THIRTEEN.search(passage.text) for passage in said):
        known = any(row.kind == StatementKind.CHILDREN for row in r.facts.statements)
        printed = bool(r.statements(StatementKind.CHILDREN))
        return missing(r, WARNING, "statements", "words", known=known and not printed, told=False)
    spots = r.find(stems.OTHER_AGE, said, unless=stems.THIRTEEN)
    return [in_text(spot, WARNING) for spot in spots]


# When people are told


def new_purpose(r: Reading) -> Hits:
    """Art. 13(3): a purpose added after collection is told before it is used."""
    added = [purpose for purpose in r.facts.purposes if purpose.added_on is not None]
    if not added:
        return None
    if r.statements(StatementKind.FURTHER_PROCESSING):
        return ()
    changed = r.facts.notice.updated_on or r.facts.notice.drawn_up_on
    return [
        at(purpose, WARNING)
        for purpose in added
        if changed is None or (purpose.added_on is not None and changed < purpose.added_on)
    ]


def information_time(r: Reading) -> Hits:
    """Art. 14(3): when people are told of data obtained from elsewhere."""
    kinds = (StatementKind.INFORMATION_TIME, StatementKind.INFORMATION_EXCEPTION)
    if not r.indirect:
        return None
    known = any(row.kind in kinds for row in r.facts.statements)
    told = any(r.statements(kind) for kind in kinds) or _own_text(r, K.INFORMATION)
    return missing(r, WARNING, "statements", "words", known=known, told=told)


def _own_text(r: Reading, kind: K) -> bool:
    """A section that answers for this kind prints something though no fact is recorded."""
    return bool(r.under(kind)) and r.any_section(lambda kinds: kinds == {kind.value})


def information_exception(r: Reading) -> Hits:
    """Art. 14(5): where people are not told, the exception relied on."""
    spots = list(r.find(stems.NOT_INFORMED))
    if not spots:
        return None
    if r.statements(StatementKind.INFORMATION_EXCEPTION):
        return ()
    return [in_text(spot, WARNING) for spot in spots]


# The notice as a whole


def joint_controllers(r: Reading) -> Hits:
    """Art. 26: who answers for what, where there are several controllers."""
    register = r.facts.register
    if len(r.facts.controllers) < 2:
        return None
    if register.joint_controllership == JointControllership.JOINT:
        return _joint(r)
    if register.joint_controllership or r.says(stems.JOINT_SAID):
        return ()
    return lacking(WARNING, "register/joint_controllership", "basics")


def _joint(r: Reading) -> Hits:
    known = any(row.kind == StatementKind.JOINT_ARRANGEMENT for row in r.facts.statements) or all(
        membership.responsibility for membership in r.facts.memberships
    )
    if not known:
        return lacking(ERROR, "statements", "controllers", "joint")
    return () if r.prints(K.JOINT_CONTROLLERS) else unprinted(r, ERROR, "statements")


def languages(r: Reading) -> Hits:
    """Art. 12(1): a language that is begun is finished."""
    if len(r.contents) < 2 and not any(content.gaps for content in r.contents.values()):
        return None
    notice = Target.of(r.facts.notice)
    return [
        Hit(WARNING, gap.place, notice, "", "", language)
        for language, content in r.contents.items()
        for gap in content.gaps
    ]


def security(r: Reading) -> Hits:
    """Customary, not required in a notice: how data are protected."""
    kinds = (K.SECURITY, K.SECURITY_ORGANISATIONAL, K.SECURITY_ELECTRONIC, K.SECURITY_MANUAL)
    known = bool(r.facts.security)
    told = bool(r.printed.keys("security")) or (not known and bool(r.own_words(*kinds)))
    return missing(r, INFO, "security", "security", known=known, told=told)


# Dates

FRAME = ("notice/title", "notice/citation", "notice/introduction", "notice/dates", "notice/closing")
DAY = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.]*\d)")


def dates_in_frame(r: Reading) -> Iterator[tuple[str, str, date]]:
    """Days printed outside the sections: language, place, day."""
    for passage in r.passages:
        if passage.place in FRAME:
            for day in days_in(passage.text):
                yield passage.language, passage.place, day


def days_in(text: str) -> Iterator[date]:
    """The days of a text that exist, such as 24.05.2018."""
    for found in DAY.finditer(text):
        try:
            yield date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            continue


def _printed_days(r: Reading) -> list[date]:
    return [day for _, _, day in dates_in_frame(r)]


def dated(r: Reading) -> Hits:
    """Art. 5(2): the reader sees how old the notice is."""
    notice = r.facts.notice
    known = notice.drawn_up_on is not None or notice.updated_on is not None
    told = bool(_printed_days(r)) or any(content.dates for content in r.contents.values())
    if not told and known:  # printed in a section, by a reference or by hand
        own = {notice.drawn_up_on, notice.updated_on}
        told = any(own & set(days_in(passage.text)) for passage in r.bodies)
    return missing(r, WARNING, "notice/updated_on", "sections", known=known, told=told)


def since_gdpr(r: Reading) -> Hits:
    """The notice has been changed since the GDPR began to apply on 25 May 2018."""
    notice = r.facts.notice
    own: Iterable[date | None] = (notice.drawn_up_on, notice.updated_on)
    days = [day for day in own if day is not None] or _printed_days(r)
    if not days:
        return None
    if max(days) >= GDPR_APPLIES:
        return ()
    return [Hit(ERROR, "notice/updated_on", Target.of(notice), "", str(max(days)))]


RULES: tuple[Rule, ...] = (
    ("art13-2b-access", access),
    ("art13-2b-rectification", rectification),
    ("art13-2b-erasure", erasure),
    ("art13-2b-restriction", restriction),
    ("art13-2b-objection", objection),
    ("art13-2b-portability", portability),
    ("art21-2", marketing_ban),
    ("art21-4", objection_apart),
    ("art13-2c", consent_withdrawal),
    ("art13-2d", complaint),
    ("art13-2d-contact", authority_contact),
    ("basis-mismatch-right", rights_fit_bases),
    ("art12-2-channel", request_channel),
    ("art12-2-burden", request_form),
    ("art8-child", children),
    ("art13-3", new_purpose),
    ("art14-3", information_time),
    ("art14-5", information_exception),
    ("art26-2", joint_controllers),
    ("art12-1-lang", languages),
    ("security", security),
    ("date", dated),
    ("pre-gdpr", since_gdpr),
)
