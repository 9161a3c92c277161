"""The rights of the data subject and how they are used."""

from collections.abc import Container
from functools import partial

from privacy_notices import phrases
from privacy_notices.assembly.people import company_name, statements
from privacy_notices.assembly.writer import Writer, joined
from privacy_notices.content import Block, Item
from privacy_notices.enums import BlockStyle, FactKind, LabelField
from privacy_notices.phrases_rights import RIGHTS
from register.enums import RightKind, StatementKind
from register.models import ExternalDocument, RequestChannel, Right, SupervisoryAuthority
from register.wording import RIGHT_NAME

INSPECTION = (RightKind.INFORMATION, RightKind.ACCESS, RightKind.RECTIFICATION)
# A right stands once: under a heading of its own where the notice has one, else among the rights.
HOMES: dict[FactKind, tuple[RightKind, ...]] = {
    FactKind.INSPECTION: INSPECTION,
    FactKind.OBJECTION: (RightKind.OBJECTION, RightKind.MARKETING_BAN),
    FactKind.CONSENT_WITHDRAWAL: (RightKind.CONSENT_WITHDRAWAL,),
    FactKind.COMPLAINT: (RightKind.COMPLAINT,),
}


def rights(w: Writer, style: str, lead: str) -> list[Block]:
    """Every right that has no home of its own in this notice."""
    return _rights(w, style, lead, set(RightKind) - _housed(w))


def other_rights(w: Writer, style: str, lead: str) -> list[Block]:
    return _rights(w, style, lead, set(RightKind) - _housed(w) - set(INSPECTION))


def inspection(w: Writer, style: str, lead: str) -> list[Block]:
    return _rights(w, style, lead, INSPECTION)


def objection(w: Writer, style: str, lead: str) -> list[Block]:
    return _rights(w, style, lead, HOMES[FactKind.OBJECTION])


def consent_withdrawal(w: Writer, style: str, lead: str) -> list[Block]:
    return _rights(w, style, lead, HOMES[FactKind.CONSENT_WITHDRAWAL])


def complaint(w: Writer, style: str, lead: str) -> list[Block]:
    return _rights(w, style, lead, HOMES[FactKind.COMPLAINT])


def _housed(w: Writer) -> set[RightKind]:
    return {right for kind, rights in HOMES.items() if w.prints(kind) for right in rights}


def _rights(w: Writer, style: str, lead: str, kinds: Container[RightKind]) -> list[Block]:
    chosen = w.pick("rights", w.facts.rights, lambda right: RightKind(right.right) in kinds)
    plain = [not _right(w, right).name for right in chosen]
    usual = BlockStyle.PARAGRAPHS if chosen and all(plain) else BlockStyle.BULLETS
    return w.printed(
        chosen,
        partial(_right, w),
        style,
        lead=lead,
        usual=usual,
        special=lambda right: {
            "name": lambda: w.own(right, "name") or w.phrase(RIGHT_NAME[RightKind(right.right)]),
            "text": lambda: _right_words(w, right),
        },
    )


def _right_words(w: Writer, right: Right) -> str:
    """What the right means: the author's words, or a plain sentence."""
    kind = RightKind(right.right)
    own = w.own(right, "text")
    return own or (w.phrase(RIGHTS[kind]) if kind in RIGHTS else "")


def _right(w: Writer, right: Right) -> Item:
    """Own words alone, or a name with a plain sentence; then limits and how it is used."""
    own, name = w.own(right, "text"), w.own(right, "name")
    if not own:
        name = name or w.phrase(RIGHT_NAME[RightKind(right.right)])
    if w.alone and name == w.own_heading(w.section_key):
        name = ""  # the heading has just said it
    sentences = [_right_words(w, right)]
    sentences += [w.own(right, part) for part in ("limits", "procedure")]
    if right.form and not own:
        sentences.append(w.phrase(phrases.FORM[right.form]))
    sentences.append(w.own(right, "answer_time"))
    below = []
    if right.document is not None:
        below.append(document(w, right.document))
    if right.authority is not None:
        below += authority(w, right.authority)
    return Item(" ".join(filter(None, sentences)), name=name, items=tuple(below))


def authority(w: Writer, row: SupervisoryAuthority) -> list[Item]:
    """The supervisory authority and its contact details."""
    labels = phrases.LABELS
    return [
        Item(w.own(row, "name")),
        *w.detail(labels[LabelField.VISITING_ADDRESS], w.own(row, "visiting_address")),
        *w.detail(labels[LabelField.POSTAL_ADDRESS], w.own(row, "postal_address")),
        *w.detail(labels[LabelField.PHONE], row.phone.said_in(w.language)),
        *w.detail(labels[LabelField.EMAIL], row.email),
        *w.detail(labels[LabelField.WEBSITE], row.website.said_in(w.language)),
    ]


def requests(w: Writer, style: str, lead: str) -> list[Block]:
    """How to make a request, through which channels, and how identity is confirmed."""
    flowing = style in (BlockStyle.SENTENCES, BlockStyle.RUNNING)
    usual = style if flowing else BlockStyle.AUTO
    said = statements(w, usual, lead, StatementKind.REQUESTS)
    identity = statements(w, usual, "", StatementKind.IDENTITY)
    channels = _channels(w, style)
    if flowing:
        return joined(joined(said, channels), identity)
    return [*said, *channels, *identity]


def _channels(w: Writer, style: str) -> list[Block]:
    channels = w.pick("requests", w.facts.channels)
    if not channels:
        return []
    if all(channel.text for channel in channels):
        return w.printed(channels, partial(_channel, w), style, usual=BlockStyle.PARAGRAPHS)
    lead = w.phrase(phrases.REQUEST_CHANNELS) if style == BlockStyle.AUTO else ""
    return w.printed(channels, partial(_channel, w), style, lead=lead, usual=BlockStyle.BULLETS)


def _channel(w: Writer, channel: RequestChannel) -> Item:
    own = w.own(channel, "text")
    if own:
        return Item(own)
    values = [channel.value] if channel.value else []
    contact = channel.contact
    if contact is not None:
        reached = contact.email or contact.phone
        values += [part for part in (contact.name.said_in(w.language), reached) if part]
    said = ", ".join(values)
    if channel.controller is not None and len(w.facts.controllers) > 1:
        said = w.remarked(said, [company_name(w, channel.controller)])
    return Item(said, name=w.phrase(phrases.CHANNEL[channel.kind]))


def documents(w: Writer, style: str, lead: str) -> list[Block]:
    rows = w.pick("documents", w.facts.documents)
    return w.printed(rows, partial(document, w), style, lead=lead, usual=BlockStyle.BULLETS)


def document(w: Writer, row: ExternalDocument) -> Item:
    words = w.own(row, "text") or w.own(row, "name")
    return Item(row.url, name=words) if row.url else Item(words)
