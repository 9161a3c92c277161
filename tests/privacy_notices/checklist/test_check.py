"""The check as a whole: folding, languages, law as data, bounded queries, odd texts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from privacy_notices.assembly.facts import gather
from privacy_notices.checklist import check, check_register, completeness, written
from privacy_notices.checklist.findings import (
    LONGEST_QUOTE,
    MOST_QUOTES,
    Finding,
    Hit,
    Outcome,
    Report,
    Severity,
    fold,
)
from privacy_notices.checklist.law import Law, gather_law
from privacy_notices.checklist.reading import Reading
from privacy_notices.checklist.stems import RIGHTS
from privacy_notices.content import Paragraph
from privacy_notices.layout import make_notice
from privacy_notices.models import Notice
from privacy_notices.phrases_rights import RIGHTS as RIGHT_SENTENCES
from register.enums import Language
from register.models import (
    DataItem,
    DataItemCategory,
    Purpose,
    Register,
    StatuteReference,
    SupervisoryAuthority,
)
from tests.factories import a_register
from tests.privacy_notices.checklist.changes import add, drop, only, put, write
from tests.privacy_notices.checklist.conftest import TODAY, loaded

# One finding a rule


def test_hits_of_one_rule_make_one_finding_with_the_gravest_severity():
    hits = (
        Hit(Severity.INFO, "a", evidence="voidaan", language="fi"),
        Hit(Severity.WARNING, "b", evidence="mm.", language="fi"),
        Hit(Severity.INFO, "a", evidence="voidaan", language="fi"),
    )
    report = fold([Outcome("art12-1-vague", hits, applied=True)])

    (finding,) = report
    assert finding.severity == Severity.WARNING
    assert finding.places == ("b", "a")
    assert finding.place == "b"
    assert finding.evidence == ("voidaan", "mm.")
    assert finding.language == "fi"


def test_quotations_are_few_and_short():
    hits = tuple(Hit(Severity.INFO, "a", evidence=f"{n} " * 200) for n in range(30))

    (finding,) = fold([Outcome("art12-1-vague", hits, applied=True)])

    assert len(finding.evidence) == MOST_QUOTES
    assert all(len(words) <= LONGEST_QUOTE for words in finding.evidence)


def test_findings_stand_gravest_first(checked):
    report = checked(drop("security"), drop("rights/valitus"), put("notice", title=None))

    ranks = [finding.severity.rank for finding in report]
    assert ranks == sorted(ranks)
    assert len({finding.id for finding in report}) == len(report)


def test_place_and_page_that_mends_it(checked):
    report = checked(put("retention/asiakas", terms=[{"key": "a", "length": 3, "unit": "year"}]))

    (finding,) = report
    assert finding.place == "retention/asiakas"
    assert finding.target.model == "retention.retentionrule"
    assert finding.target.pk is not None


def test_missing_fact_leads_to_its_area(checked):
    (finding,) = checked(drop("security"))

    assert (finding.place, finding.target.area) == ("security", "security")


def test_fact_that_no_section_prints_says_so(checked):
    (finding,) = checked(drop("notice/sections/suojaus"))

    assert finding.id == "security"
    assert "Tieto on jo rekisterissä" in finding.message.fi
    assert finding.target.area == "sections"


# How complete it is


def finding(id_, severity):
    return Finding(id_, severity, "", ("a",), "", None, (), None)


@pytest.mark.parametrize(
    ("findings", "share"),
    [
        ([], 100),
        ([finding("a", Severity.INFO)], 100),
        ([finding("a", Severity.WARNING)], 66),
        ([finding("a", Severity.ERROR), finding("b", Severity.WARNING)], 33),
        ([finding(id_, Severity.ERROR) for id_ in "abc"], 0),
    ],
)
def test_completeness_is_the_share_of_applicable_rules_that_pass(findings, share):
    assert completeness(Report(findings, ["a", "b", "c"])) == share


def test_nothing_to_check_is_complete():
    assert completeness(Report([], [])) == 100


# Languages


@pytest.mark.parametrize("kind", RIGHT_SENTENCES)
@pytest.mark.parametrize("language", Language.values)
def test_our_own_sentences_of_rights_are_recognised(kind, language):
    """So that languages can be compared, and own words are measured as ours are."""
    if kind not in RIGHTS:
        return
    phrase = RIGHT_SENTENCES[kind]
    for text in filter(None, (phrase.passive, phrase.you)):
        sentences = text.said_in(language)
        assert RIGHTS[kind].says[language].search(sentences), sentences


def replaced(facts, contents, language, section, text):
    """The contents with one section saying something else in one language."""
    content = contents[language]
    sections = tuple(
        replace(one, blocks=(Paragraph(text),)) if one.key == section else one
        for one in content.sections
    )
    return {**contents, language: replace(content, sections=sections, gaps=())}


@pytest.fixture
def bilingual(db, tmp_path):
    """The small notice with a Swedish version made by copying: gaps are closed by hand."""
    facts = gather(loaded(folder=tmp_path))
    fi = written(facts)["fi"]
    return facts, {"fi": fi, "sv": replace(fi, language="sv", gaps=())}


def divergence(facts, contents):
    report = check(facts, contents, law=Law(), today=TODAY)
    return next((one for one in report if one.id == "lang-divergence"), None)


def test_lengths_that_differ_between_languages_are_found(bilingual):
    facts, contents = bilingual
    contents = replaced(facts, contents, "fi", "sailytys", "Tiedot poistetaan 2 vuoden kuluttua.")
    same = replaced(facts, contents, "sv", "sailytys", "Uppgifterna raderas efter 2 år.")
    other = replaced(facts, contents, "sv", "sailytys", "Uppgifterna raderas efter 3 år.")

    assert "retention" not in (divergence(facts, same) or finding("", "")).places
    found = divergence(facts, other)
    assert found.language == "sv"
    assert "retention" in found.places
    assert "fi: 2; sv: 3" in found.evidence


def test_right_that_one_language_lacks_is_found(bilingual):
    facts, contents = bilingual
    contents = replaced(facts, contents, "fi", "oikeudet", "Sinulla on oikeus tutustua tietoihisi.")
    contents = replaced(facts, contents, "sv", "oikeudet", "Du har rätt till rättelse.")

    found = divergence(facts, contents)
    assert "fi: access, marketing_ban; sv: rectification" in found.evidence


def test_one_language_is_not_compared_with_itself(checked):
    assert "lang-divergence" not in checked().applied


# Law as data


@pytest.mark.django_db
def test_act_that_an_officer_marks_as_repealed_becomes_a_finding(tmp_path):
    register = loaded(write("suojaus", "Noudatamme keksittyä lakia."), folder=tmp_path)
    assert not check_register(register, today=TODAY)
    StatuteReference.objects.create(
        key="keksitty",
        name_fi="Keksitty laki",
        status="repealed",
        outdated_wordings="keksitt* laki*\nkeksityn lain",
        checked_on=TODAY,
    )
    StatuteReference.objects.filter(key="keksitty").update(outdated_wordings="keksittyä lak*")

    assert [one.id for one in check_register(register, today=TODAY)] == ["old-act"]


@pytest.mark.django_db
def test_wording_that_an_officer_takes_away_is_no_finding_any_more(tmp_path):
    register = loaded(write("suojaus", "Henkilötietolain mukaisesti."), folder=tmp_path)
    assert [one.id for one in check_register(register, today=TODAY)] == ["old-personal-data-act"]

    StatuteReference.objects.update(outdated_wordings="")

    assert not check_register(register, today=TODAY)


OLD_ADDRESS = "Tietosuojavaltuutetun toimisto, Ratapihantie 9, 00521 Helsinki"


@pytest.mark.django_db
def test_old_contact_of_the_authority_is_compared_with_its_row(tmp_path):
    register = loaded(write("oikeudet", OLD_ADDRESS), folder=tmp_path)
    (found,) = check_register(register, today=TODAY)
    assert (found.id, found.evidence) == (
        "old-authority-contact",
        ("Ratapihantie", "00521 Helsinki"),
    )

    SupervisoryAuthority.objects.update(
        visiting_address_fi="Ratapihantie 9", postal_address_fi="00521 Helsinki"
    )

    assert not check_register(register, today=TODAY)


@pytest.mark.django_db
def test_same_street_without_the_authority_is_nobodys_business(checked):
    assert not checked(write("rekisterinpitaja", "Käyntiosoite: Ratapihantie 9"))


# Dates come from outside


def test_day_is_handed_in(checked):
    tomorrow = put("notice", updated_on=TODAY + timedelta(days=1))

    assert [one.id for one in checked(tomorrow)] == ["future-date"]
    assert not checked(tomorrow, today=TODAY + timedelta(days=1))


# Bounds


@pytest.mark.django_db
def test_number_of_queries_does_not_grow(tmp_path):
    small = loaded(folder=tmp_path)
    big = a_big_register()

    with CaptureQueriesContext(connection) as few:
        check_register(small)
    with CaptureQueriesContext(connection) as many:
        report = check_register(big)

    assert len(report) > 0
    # Prefetching asks nothing about rows that are not there, so the smaller may ask more.
    assert len(many) <= len(few) <= 50


@pytest.mark.django_db
def test_check_itself_asks_nothing(tmp_path):
    facts, law = gather(loaded(folder=tmp_path)), gather_law()
    contents = written(facts)

    with CaptureQueriesContext(connection) as none:
        check(facts, contents, law=law, today=TODAY)

    assert len(none) == 0


def a_big_register():
    """50 purposes and 200 data items in three languages."""
    register = a_register(slug="suuri", name_fi="Suuri", name_sv="Stor", name_en="Big")
    make_notice(register)
    for n in range(50):
        Purpose.objects.create(
            register=register,
            key=f"p{n}",
            name_fi=f"tarkoitus {n}",
            name_sv=f"ändamål {n}",
            name_en=f"purpose {n}",
        )
    for n in range(200):
        item = DataItem.objects.create(
            register=register, key=f"d{n}", name_fi=f"tieto {n}", name_sv=f"uppgift {n}"
        )
        DataItemCategory.objects.create(item=item, category="email")
    return register


@pytest.mark.django_db
def test_register_without_a_notice_is_told_apart():
    with pytest.raises(Notice.DoesNotExist):
        check_register(a_register())


@pytest.mark.django_db
def test_bare_register_is_checked():
    register = a_register(slug="tyhja")
    make_notice(register)

    report = check_register(register, today=TODAY)

    assert {"art13-1a", "art13-1c-purpose", "art13-2d"} <= {one.id for one in report.errors}
    assert 0 <= completeness(report) < 60


# Odd texts

WORDS = ["kohdassa 1", "mm.", "henkilötieto", "{number:x}", "oikeus ", "Y-tunnus: ", "säilyt", "["]
ODD = st.lists(
    st.one_of(
        st.sampled_from(WORDS), st.text(max_size=20), st.sampled_from("{}[]()*\\|^$.?+§\n\t")
    ),
    max_size=40,
).map("".join)


@pytest.fixture
def small(db, tmp_path):
    facts = gather(loaded(folder=tmp_path))
    return facts, written(facts)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=ODD, section=st.sampled_from(["oikeudet", "sailytys", "tiedot", "siirrot"]))
def test_odd_text_never_breaks_the_check(small, text, section):
    facts, contents = small
    report = check(facts, replaced(facts, contents, "fi", section, text), law=Law(), today=TODAY)

    assert all(len(words) <= LONGEST_QUOTE for one in report for words in one.evidence)


LONG = [
    "oikeus " * 3000,
    "niin kauan kuin " * 3000,
    "1" * 20000,
    "kohdassa " * 3000,
    "x" * 20000,
    "[" * 20000,
    "muita " * 3000,
    "99.99.9999 31.2.2026 0.0.0000",
    "säilytetään " + "x" * 20000,
    "oikeus " + "ä" * 20000,
    "\u202eoikealta vasemmalle \u0627\u0644\u062e\u0635\u0648\u0635\u064a\u0629",
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_very_long_text_takes_no_long_time(small, text):
    facts, contents = small
    contents = replaced(facts, contents, "fi", "oikeudet", text)
    for section in ("sailytys", "tiedot", "vastaanottajat"):
        contents = replaced(facts, contents, "fi", section, text)
    reading = Reading(facts, contents, Law(), date(2026, 1, 1))

    assert reading.passages
    check(facts, contents, law=gather_law(), today=TODAY)


# Facts first


def test_facts_decide_and_own_words_fill_in(checked):
    said = only("oikeudet", "Sinulla on oikeus tutustua tietoihisi, vaatia niiden oikaisemista ja "
                "poistamista sekä käsittelyn rajoittamista. Voit siirtää tietosi järjestelmästä "
                "toiseen ja peruuttaa suostumuksesi. Voit valittaa tietosuojavaltuutetulle "
                "(tietosuoja@om.fi). Pyyntö lähetetään sähköpostitse.")  # fmt: skip
    rights = ["tarkastus", "oikaisu", "poisto", "rajoitus", "siirto", "peruutus", "valitus"]

    assert not checked(said, *(drop(f"rights/{key}") for key in rights))


LISTS = """
Sinulla on oikeus:
- tutustua tietoihisi
- vaatia virheellisten tietojen oikaisemista
- saada tietosi poistetuiksi
- rajoittaa tietojesi käsittelyä
- siirtää tietosi toiselle rekisterinpitäjälle

Voit myös:
- peruuttaa suostumuksesi
- valittaa tietosuojavaltuutetulle (tietosuoja@om.fi).

Pyyntö lähetetään sähköpostitse.
"""


def test_list_is_read_with_the_words_that_lead_to_it(checked):
    rights = ["tarkastus", "oikaisu", "poisto", "rajoitus", "siirto", "peruutus", "valitus"]
    dropped = [drop(f"rights/{key}") for key in rights]

    assert not checked(only("oikeudet", LISTS), *dropped)
    unled = checked(only("oikeudet", LISTS.replace(" on oikeus:", ".")), *dropped)
    assert {"art13-2b-access", "art13-2b-restriction"} <= {one.id for one in unled}


def test_bases_in_a_list_are_read_with_the_words_that_lead_to_it(checked):
    listed = "Käsittelyn oikeusperusteet ovat:\n- sopimus\n- suostumus"
    told = only("tarkoitus", f"Käytämme tietoja laskutukseen.\n\n{listed}")

    assert "art13-1c-basis" not in {one.id for one in checked(told, drop("legal_bases"))}


def test_purpose_added_by_a_row_needs_a_basis_of_its_own(checked):
    (found,) = checked(add("purposes", key="tutkimus", name="tutkimus"))

    assert (found.id, found.places) == ("art13-1c-basis", ("purposes/tutkimus",))
    assert "Jollakin tarkoituksella" in found.message.fi


@pytest.mark.django_db
def test_register_slug_is_no_place_for_people(tmp_path):
    """Places carry keys of the register file, never names of people."""
    register = loaded(put("contacts/yhteys", kind="trade_name", name="Malli24"), folder=tmp_path)

    (found,) = check_register(register, today=TODAY)

    assert found.place == "contacts/yhteys"
    assert Register.objects.count() == 1
