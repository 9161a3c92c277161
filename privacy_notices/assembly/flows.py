"""Where data come from, go to, live and how long they stay."""

from dataclasses import replace
from functools import partial

from privacy_notices import phrases
from privacy_notices.assembly.people import statements
from privacy_notices.assembly.speaker import Speaker
from privacy_notices.assembly.writer import (
    Special,
    Writer,
    capitalised,
    joined,
    own_blocks,
    sentence,
)
from privacy_notices.content import Block, Item, Paragraph
from privacy_notices.enums import BlockStyle, FactKind
from register.enums import MeasureKind, RecipientKind, StatementKind, TransferMechanism
from register.models import Recipient, SecurityMeasure, Source, System, Transfer
from register.wording import (
    MEASURES,
    MECHANISM,
    POSSIBLE_RECIPIENT,
    POSSIBLE_SOURCE,
    RECIPIENT,
)
from retention import wording
from retention.enums import Action
from retention.models import RetentionRule


def collection(w: Writer, style: str, lead: str) -> list[Block]:
    rows = w.pick("collection", w.facts.situations)
    return w.printed(rows, w.plain, style, lead=lead, usual=BlockStyle.BULLETS)


def sources(w: Writer, style: str, lead: str) -> list[Block]:
    """All sources stand together unless the notice prints the others under words of their own."""
    apart = w.prints(FactKind.OTHER_SOURCES)
    return _sources(
        w, style, lead, w.pick("sources", w.facts.sources, lambda s: s.regular or not apart)
    )


def other_sources(w: Writer, style: str, lead: str) -> list[Block]:
    return _sources(w, style, lead, w.pick("sources", w.facts.sources, lambda s: not s.regular))


def _sources(w: Writer, style: str, lead: str, rows: list[Source]) -> list[Block]:
    own = bool(rows) and all(source.text for source in rows)
    return w.printed(
        rows,
        partial(_source, w),
        style,
        lead=lead,
        usual=BlockStyle.PARAGRAPHS if own else BlockStyle.BULLETS,
        special=lambda source: {
            "channels": lambda: w.series(_channels(w, source)),
            "subject_groups": lambda: w.names(source.subject_groups.all()),
        },
    )


def _channels(w: Writer, source: Source) -> list[str]:
    return [
        w.say(channel.name, f"sources/{source.key}/channels/{channel.key}/name")
        for channel in source.channels.all()
    ]


def _source(w: Writer, source: Source) -> Item:
    own = w.own(source, "text")
    if own:
        return Item(own)
    details = w.detail(phrases.CHANNELS, ", ".join(_channels(w, source)))
    details += w.detail(phrases.OBTAINED, w.own(source, "obtains"))
    details += w.detail(phrases.GROUND, w.own(source, "ground"))
    details += w.detail(phrases.USED_FOR, w.own(source, "purpose"))
    details += w.detail(phrases.SUBJECT_GROUPS, w.names(source.subject_groups.all()))
    name = w.own(source, "name")
    remarks = [w.phrase(phrases.PUBLIC_SOURCE[source.public])] if source.public else []
    remarks += w.how_certain(source.modality, POSSIBLE_SOURCE)
    return Item(w.remarked(name, remarks), items=tuple(details))


DISCLOSURES = (StatementKind.NO_RECIPIENTS, StatementKind.DISCLOSURE)


def recipients(w: Writer, style: str, lead: str) -> list[Block]:
    """Recipients by kind; processors too, unless the notice prints them apart."""
    apart = w.prints(FactKind.PROCESSORS)
    chosen = w.pick(
        "recipients",
        w.facts.recipients,
        lambda r: not (apart and r.kind == RecipientKind.PROCESSOR),
    )
    if style == BlockStyle.EACH:
        return _recipient_list(w, chosen, style, lead)
    if style in (BlockStyle.SENTENCES, BlockStyle.RUNNING):
        said = statements(w, style, lead, *DISCLOSURES)
        return joined(said, _recipient_list(w, chosen, style)) if chosen else said
    said = statements(w, BlockStyle.AUTO, lead, *DISCLOSURES)
    return said + _recipient_list(w, chosen, style)


def processors(w: Writer, style: str, lead: str) -> list[Block]:
    chosen = w.pick("recipients", w.facts.recipients, lambda r: r.kind == RecipientKind.PROCESSOR)
    return _recipient_list(w, chosen, style, lead)


def _recipient_list(w: Writer, chosen: list[Recipient], style: str, lead: str = "") -> list[Block]:
    """Own words as they are; what is put into words here stands under its kind."""
    own = bool(chosen) and all(recipient.text for recipient in chosen)
    if style != BlockStyle.AUTO or own:
        return w.printed(
            chosen,
            partial(_recipient, w),
            style,
            lead=lead,
            usual=BlockStyle.PARAGRAPHS if own else BlockStyle.BULLETS,
            special=partial(_recipient_words, w),
        )
    blocks: list[Block] = own_blocks(lead)
    for kind in RecipientKind:
        members = [_recipient(w, r) for r in chosen if r.kind == kind]
        called = f"{w.phrase(RECIPIENT[kind])}:"
        blocks += w.listed(members, style, lead=called, usual=BlockStyle.BULLETS) if members else []
    return blocks


def _recipient_words(w: Writer, recipient: Recipient) -> Special:
    return {
        "name": lambda: recipient_name(w, recipient),
        "country": lambda: w.country(recipient.country.code) if recipient.country else "",
        "purposes": lambda: w.names(recipient.purposes.all()),
    }


def recipient_name(w: Speaker, recipient: Recipient) -> str:
    """A company's or authority's own name stands for every language, a category does not."""
    if recipient.named and recipient.name.is_missing_in(w.language):
        return replace(recipient.name, neutral=True).said_in(w.language)
    return w.own(recipient, "name")


def _recipient(w: Writer, recipient: Recipient) -> Item:
    own = w.own(recipient, "text")
    if own:
        return Item(own)
    name = recipient_name(w, recipient)
    remarks = [w.country(recipient.country.code)] if recipient.country else []
    remarks += w.how_certain(recipient.modality, POSSIBLE_RECIPIENT)
    details = []
    description = w.own(recipient, "description")
    if description:
        details.append(Item(sentence(capitalised(description))))
    details += w.detail(phrases.USED_FOR, w.names(recipient.purposes.all()))
    details += w.detail(phrases.GROUND, w.own(recipient, "ground"))
    details += w.detail(phrases.FORM_OF_DISCLOSURE, w.own(recipient, "format"))
    if recipient.may_redisclose:
        details.append(Item(w.phrase(phrases.MAY_REDISCLOSE)))
    return Item(w.remarked(name, remarks), items=tuple(details))


def transfers(w: Writer, style: str, lead: str) -> list[Block]:
    rows = w.pick("transfers", w.facts.transfers)
    if style == BlockStyle.EACH:
        return w.each(rows, lead, partial(_transfer_words, w))
    blocks: list[Block] = own_blocks(lead)
    for transfer in rows:
        own = w.own(transfer, "text")
        said: list[Block] = own_blocks(own) if own else _transfer(w, transfer, style)
        flowing = style in (BlockStyle.SENTENCES, BlockStyle.RUNNING, BlockStyle.RUN_IN)
        blocks = joined(blocks, said) if flowing else blocks + said
    return blocks


def _transfer(w: Writer, transfer: Transfer, style: str) -> list[Block]:
    said: list[Block] = [Paragraph(w.phrase(phrases.TRANSFERS[transfer.state]))]
    details = _transfer_details(w, transfer)
    return said + w.listed(details, style, usual=BlockStyle.LABELS)


def _transfer_words(w: Writer, transfer: Transfer) -> Special:
    def safeguard() -> str:
        known = transfer.mechanism
        return w.phrase(MECHANISM[TransferMechanism(known)]) if known else ""

    return {
        "text": lambda: w.own(transfer, "text") or w.phrase(phrases.TRANSFERS[transfer.state]),
        "recipient": lambda: recipient_name(w, transfer.recipient) if transfer.recipient else "",
        "countries": lambda: w.series(
            [w.country(row.country.code) for row in transfer.countries.all()]
        ),
        "safeguard": safeguard,
    }


def _transfer_details(w: Writer, transfer: Transfer) -> list[Item]:
    details: list[Item] = []
    if transfer.recipient is not None:
        details += w.detail(phrases.RECIPIENT, recipient_name(w, transfer.recipient))
    countries = [w.country(row.country.code) for row in transfer.countries.all()]
    label = phrases.COUNTRIES if len(countries) > 1 else phrases.COUNTRY
    details += w.detail(label, ", ".join(countries))
    if transfer.adequacy and transfer.mechanism != TransferMechanism.ADEQUACY:
        details += w.detail(phrases.ADEQUACY, w.phrase(phrases.YES_NO[transfer.adequacy]))
    if transfer.mechanism:
        mechanism = MECHANISM[TransferMechanism(transfer.mechanism)]
        details += w.detail(phrases.SAFEGUARD, w.phrase(mechanism))
    details += w.detail(phrases.COPY, w.own(transfer, "copy"))
    return details + w.detail(phrases.EXAMPLE, w.own(transfer, "example"))


def retention(w: Writer, style: str, lead: str) -> list[Block]:
    rules = w.pick("retention", w.facts.retention)
    own = bool(rules) and all(rule.text for rule in rules)
    usual = BlockStyle.PARAGRAPHS if own else BlockStyle.BULLETS
    return w.printed(
        rules,
        partial(_rule, w),
        style,
        lead=lead,
        usual=usual,
        special=lambda rule: {
            "period": lambda: period(w, rule),
            "condition": lambda: condition(w, rule),
            "subject_groups": lambda: w.names(rule.subject_groups.all()),
            "purposes": lambda: w.names(rule.purposes.all()),
        },
    )


def period(w: Speaker, rule: RetentionRule) -> str:
    document = w.own(rule.document, "name") if rule.document is not None else ""
    return wording.period_in_words(rule, list(rule.terms.all()), w.language, document=document)


def condition(w: Speaker, rule: RetentionRule) -> str:
    """In which case a rule applies: in the author's words, or in those for what a run can tell."""
    return w.own(rule, "condition") or wording.case_in_words(rule, w.language)


def _rule(w: Writer, rule: RetentionRule) -> Item:
    own = w.own(rule, "text")
    if own:
        return Item(own)
    details = w.detail(phrases.SUBJECT_GROUPS, w.names(rule.subject_groups.all()))
    details += w.purposes(rule.purposes.all())
    details += w.detail(wording.CONDITION, condition(w, rule))
    details += w.detail(wording.SOURCE, w.own(rule, "source"))
    if rule.system is not None:
        details += w.detail(wording.SYSTEM, rule.system.name.said_in(w.language))
    then = wording.THEN[Action(rule.action)].said_in(w.language)
    if then:
        details.append(Item(then))
    return Item(period(w, rule), name=w.own(rule, "name"), items=tuple(details))


def security(w: Writer, style: str, lead: str) -> list[Block]:
    """All measures; of several kinds, each under its own words."""
    rows = w.pick("security", w.facts.security)
    kinds = [kind for kind in MeasureKind if any(row.kind == kind for row in rows)]
    if len(kinds) < 2 or style != BlockStyle.AUTO:
        return w.printed(rows, w.plain, style, lead=lead, usual=BlockStyle.BULLETS)
    blocks: list[Block] = own_blocks(lead)
    for kind in kinds:
        parts = [w.plain(row) for row in rows if row.kind == kind]
        called = f"{w.phrase(MEASURES[kind])}:"
        blocks += w.listed(parts, style, lead=called, usual=BlockStyle.BULLETS)
    return blocks


def security_organisational(w: Writer, style: str, lead: str) -> list[Block]:
    return _security_of(w, style, lead, MeasureKind.ORGANISATIONAL)


def security_electronic(w: Writer, style: str, lead: str) -> list[Block]:
    return _security_of(w, style, lead, MeasureKind.ELECTRONIC)


def security_manual(w: Writer, style: str, lead: str) -> list[Block]:
    return _security_of(w, style, lead, MeasureKind.MANUAL)


def _security_of(w: Writer, style: str, lead: str, kind: MeasureKind) -> list[Block]:
    def of_kind(measure: SecurityMeasure) -> bool:
        return measure.kind == kind

    rows = w.pick("security", w.facts.security, of_kind)
    return w.printed(rows, w.plain, style, lead=lead, usual=BlockStyle.BULLETS)


def systems(w: Writer, style: str, lead: str) -> list[Block]:
    rows = w.pick("systems", w.facts.systems)
    return w.printed(
        rows,
        partial(_system, w),
        style,
        lead=lead,
        usual=BlockStyle.BULLETS,
        special=lambda system: {
            "supplier": lambda: recipient_name(w, system.supplier) if system.supplier else "",
            "country": lambda: w.country(system.country.code) if system.country else "",
        },
    )


def _system(w: Writer, system: System) -> Item:
    own = w.own(system, "text")
    if own:
        return Item(own)
    details = []
    if system.supplier is not None:
        details += w.detail(phrases.SUPPLIER, recipient_name(w, system.supplier))
    if system.country:
        details += w.detail(phrases.KEPT_IN, w.country(system.country.code))
    return Item(w.own(system, "name"), items=tuple(details))
