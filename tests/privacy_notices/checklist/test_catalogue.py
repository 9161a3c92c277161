"""Every rule of the checklists is there, and has its words in three languages."""

import re
from pathlib import Path

import pytest

from privacy_notices.checklist.catalogue import ABOUT, UNPRINTED
from privacy_notices.checklist.checking import RULES
from privacy_notices.checklist.patterns import OTHER_STATUTE, STATUTE_FINDINGS, WORDINGS
from privacy_notices.checklist.record import RULES as RECORD_RULES
from privacy_notices.checklist.table import as_markdown
from privacy_notices.holdings import RULES as HOLDING_RULES

# By hand, from the checklists: contents, record, quality, wording.
CONTENTS = [
    "art13-1a",
    "art13-1a-rep",
    "business-id",
    "contact-person",
    "art13-1b",
    "register-name",
    "data-subjects",
    "art13-1c-purpose",
    "art13-1c-basis",
    "art13-1c-law",
    "art9-2",
    "dpa29-hetu",
    "art10-criminal",
    "art13-1d",
    "art14-1d",
    "art14-2f",
    "art13-1e",
    "art13-1f",
    "art13-1f-none",
    "art13-2a",
    "art13-2a-vague",
    "art13-2a-trigger",
    "art13-2b-access",
    "art13-2b-rectification",
    "art13-2b-erasure",
    "art13-2b-restriction",
    "art13-2b-objection",
    "art13-2b-portability",
    "art21-2",
    "art21-4",
    "art13-2c",
    "art13-2d",
    "art13-2d-contact",
    "art13-2e",
    "art13-2f",
    "art13-2f-none",
    "profiling-consistency",
    "art13-3",
    "art14-3",
    "art14-5",
    "art26-2",
    "art12-1-lang",
    "art12-1-vague",
    "art12-2-channel",
    "art12-2-burden",
    "art8-child",
    "security",
    "date",
    "pre-gdpr",
]
RECORD = [
    "art30-1a",
    "art30-1b",
    "art30-1c",
    "art30-1d",
    "art30-1e",
    "art30-1f",
    "art30-1g",
    "art30-2a",
    "art30-2b",
    "art30-2c",
    "art30-2d",
    "art30-3",
    "art30-5",
]
QUALITY = [
    "empty-section",
    "template-leftover",
    "duplicate-date",
    "future-date",
    "contact-mismatch",
    "cross-reference",
    "lang-divergence",
    "basis-b2b",
    "membership-not-basis",
    "title",
    "external-document",
    "retention-ambiguity",
    "processors-in-wrong-section",
    "purpose-outside-section",
    "disclosure-for-marketing",
    "dm-after-contract",
    "statutory-period-short",
    "basis-mismatch-right",
]
WORDING = [
    "old-personal-data-act",
    "old-eprivacy-act",
    "old-authority",
    "old-act",
    "old-authority-contact",
    "old-transfer-tool",
    "old-fee-rule",
    "art12-2-burden",
    "old-deadline",
    "old-term",
    "dated-term",
    "old-standard",
    "art12-1-vague",
    "art13-2a-vague",
]
HOLDINGS = [
    "held-categories",
    "held-groups",
    "held-sources",
    "held-recipients",
    "held-purposes",
    "held-longer",
    "held-without-end",
    "held-otherwise",
    "held-untold",
    "held-shorter",
    "held-without-rule",
]
OURS = ["contradiction", "old-title", "vendor-names"]

CODED = (
    {id_ for id_, _ in (*RULES, *RECORD_RULES, *HOLDING_RULES)}
    | {wording.id for wording in WORDINGS}
    | {id_ for id_, _ in STATUTE_FINDINGS.values()}
    | {OTHER_STATUTE[0], "old-authority-contact"}
)


@pytest.mark.parametrize("id_", sorted({*CONTENTS, *RECORD, *QUALITY, *WORDING, *HOLDINGS, *OURS}))
def test_rule_is_coded_and_has_words(id_):
    assert id_ in CODED
    assert id_ in ABOUT


def test_nothing_is_coded_that_no_list_has():
    assert {*CONTENTS, *RECORD, *QUALITY, *WORDING, *HOLDINGS, *OURS} == CODED == set(ABOUT)


@pytest.mark.parametrize("id_", sorted(ABOUT))
def test_messages_are_whole_sentences_in_three_languages(id_):
    about = ABOUT[id_]
    for variant in ("", UNPRINTED, *about.variants):
        message = about.message(variant)
        for said in (message.fi, message.sv, message.en):
            assert said.endswith((".", "?")), said
            assert said[0].isupper() or said[0] == "”", said
            assert len(said) > 40, said
        assert message.fi != message.sv != message.en
    assert about.article
    assert re.fullmatch(r"[EWI](/[EWI])*", about.severities)


def test_message_does_not_mix_languages():
    for id_, about in ABOUT.items():
        for message in (about.text, *about.variants.values()):
            assert not re.search(r"\b(?:och|inte|uppgifter)\b", message.fi), id_
            assert not re.search(r"\b(?:tai|lisää|että)\b", message.sv), id_
            assert not re.search(r"\b(?:och|ja|tai)\b", message.en), id_


def test_table_in_the_documents_is_made_from_the_code():
    page = Path(__file__).parents[3] / "docs" / "checklist.md"

    assert page.read_text(encoding="utf-8") == as_markdown()


def test_every_rule_says_what_it_wants():
    assert [id_ for id_, rule in (*RULES, *RECORD_RULES, *HOLDING_RULES) if not rule.__doc__] == []
