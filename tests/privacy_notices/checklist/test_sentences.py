"""What the check makes of ordinary sentences, in three languages."""

import re
from collections import Counter

import pytest
import yaml

from privacy_notices.assembly.facts import gather
from privacy_notices.assembly.notice import write
from privacy_notices.checklist import check
from privacy_notices.checklist.law import gather_law
from register.enums import Language
from register.models import Register
from register.texts import Text
from tests.privacy_notices.checklist.conftest import TODAY
from tests.privacy_notices.checklist.sentences import DIFFERENT, PARALLEL, SAID
from tests.written_once import load_once

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LINE = re.compile(r"(fi|sv|en) ([!.]) (\S.*)")


def lines_of(said):
    return [LINE.fullmatch(line.strip()).groups() for line in said.sentences.strip().splitlines()]


@pytest.fixture
def quiet(tmp_path):
    """The facts of a register that records next to nothing, with one section for the kinds."""

    def load(kinds, changes=()):
        whole = {
            "format": "seloste-register/1",
            "register": {"slug": "hiljaa"},
            "controllers": [{"key": "mallila", "name": "Mallila Oy"}],
            "notice": {
                "sections": [
                    {"key": "s", "heading": "x", "kinds": [*kinds], "content": [{"text": "x"}]}
                ]
            },
        }
        for change in changes:
            change(whole)
        path = tmp_path / "hiljaa.yaml"
        path.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))
        return gather(Register.objects.get(slug=load_once(path)))

    return load


def saying(facts, **texts):
    """The notice in the languages given, its first section saying just that."""
    section = facts.notice.sections.all()[0]
    section.heading = Text(**dict.fromkeys(texts, "Otsikko"))
    section.blocks.all()[0].text = Text(**texts)
    return {language: write(facts, language) for language in texts}


@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said.id} {said.about}".strip())
def test_sentences_break_the_rule_or_do_not(quiet, said):
    facts, law = quiet(said.kinds, said.changes), gather_law()
    wrong = []
    for language, mark, sentence in lines_of(said):
        contents = saying(facts, **{language: sentence})
        found = {finding.id for finding in check(facts, contents, law=law, today=TODAY)}
        if (said.id in found) is not (mark == "!"):
            wrong.append(f"{language} {mark} {sentence}")

    assert wrong == []


@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said.id} {said.about}".strip())
def test_every_language_is_tried_both_ways(said):
    """At least six Finnish sentences and four of each other language, and some of both marks."""
    lines = lines_of(said)
    count = Counter(language for language, _, _ in lines)
    assert count["fi"] >= 6
    assert count["sv"] >= 4
    assert count["en"] >= 4
    assert {(language, mark) for language, mark, _ in lines} == {
        (language, mark) for language in Language.values for mark in "!."
    }


def divergence(facts, sentences):
    contents = saying(facts, **dict(zip(Language.values, sentences, strict=True)))
    report = check(facts, contents, law=gather_law(), today=TODAY)
    return [one for one in report if one.id == "lang-divergence"]


@pytest.mark.parametrize("sentences", PARALLEL, ids=lambda sentences: sentences[0])
def test_the_same_said_in_three_languages_does_not_differ(quiet, sentences):
    found = divergence(quiet(["rights", "retention"]), sentences)

    assert [one.evidence for one in found] == []


@pytest.mark.parametrize("sentences", DIFFERENT, ids=lambda sentences: sentences[0])
def test_what_one_language_does_not_say_is_found(quiet, sentences):
    assert divergence(quiet(["rights", "retention"]), sentences)
