"""Corrections, field by field: written down, accepted or refused, and carried out (Art. 16)."""

from datetime import date
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.exceptions import ValidationError

from register import merging, search
from register.enums import ContactPointKind, DataCategory
from register.models import ContactPoint, DataSubject, Interaction, JournalEntry
from subjects.enums import Ground, Outcome, ProposalOutcome, RequestedKind, Status, Step
from subjects.letters.composing import compose_answer
from subjects.models import ProposedChange, Request
from subjects.policies import NotAllowed, Stale
from subjects.rectifying import acts, values
from subjects.rectifying.acts import Draft
from subjects.rectifying.fields import Place, columns_of, row_of, tables
from tests import factories as make
from tests.subjects.requests import NOW, Office
from tests.whole_people import everything_of

pytestmark = pytest.mark.django_db
R = RequestedKind
ACCEPTED, REFUSED = ProposalOutcome.ACCEPTED, ProposalOutcome.REFUSED


@pytest.fixture
def request_(office: Office) -> Request:
    return office.matched(R.RECTIFICATION)


def draft(row: Any, column: str, right: str) -> Draft:
    return Draft(Place(row, column), right, values.present(row, column))


def propose(office: Office, request: Request, *drafts: Draft) -> list[ProposedChange]:
    acts.propose(request, drafts, by=office.handler, now=NOW)
    return list(request.proposedchanges.order_by("pk"))


def accept(office: Office, change: ProposedChange) -> None:
    row = row_of(change)
    seen = values.present(row, change.column) if change.column else ""
    acts.accept(change.request, change.pk, by=office.handler, now=NOW, seen=seen)


def refuse(office: Office, change: ProposedChange, **facts: Any) -> None:
    said = {"ground": Ground.DATA_CORRECT, "reason": "Nimi on kuten passissa.", **facts}
    acts.refuse(change.request, change.pk, by=office.handler, now=NOW, **said)


def decided(office: Office, request: Request, outcome: Outcome = Outcome.GRANTED) -> Request:
    ground = {} if outcome == Outcome.GRANTED else {"ground": Ground.DATA_CORRECT}
    request = office.decide(request, R.RECTIFICATION, outcome, **ground)
    return office.step(request, Step.FINISH_DECIDING)


class TestWhatCanBeCorrected:
    def test_what_the_declaration_says_and_neither_ours_nor_what_follows_from_others(self):
        offered = {model.__name__: list(columns_of(model)) for model in tables()}
        assert list(offered) == [
            "DataSubject",
            "KeyDate",
            "SubjectRole",
            "ContactPoint",
            "SubjectAddress",
            "Interaction",
            "Order",
            "Attribute",
        ]
        assert offered["ContactPoint"] == ["value"]
        assert offered["SubjectAddress"] == ["care_of", "street", "postal_code", "town", "country"]
        assert offered["Interaction"] == ["at", "channel", "direction"]  # not our own notes
        card = set(offered["DataSubject"])
        assert {"family_name", "given_names", "language", "job_title"} < card
        ours = {"customer_number", "kind", "sort_name", "restricted_at", "source", "organisation"}
        assert card & {*ours, "identity_code", "identity_code_hash"} == set()

    @pytest.mark.parametrize(
        ("kind", "stands", "written", "fault"),
        [
            ("email", "impi@satumaa.example", "impi(at)satumaa", "This is not an e-mail address"),
            ("phone", "040 123 4567", "ei ole", "There is nothing here by which to reach"),
            ("phone", "040 123 4567", "", "This field cannot be blank."),
            ("email", "impi@satumaa.example", "impi@satumaa.example", "stands on the card already"),
        ],
    )
    def test_what_the_rows_own_rules_refuse_is_told_where_it_is(
        self, office, request_, kind, stands, written, fault
    ):
        point = make.a_contact_point(office.person, stands, ContactPointKind(kind))
        one = draft(point, "value", written)
        with pytest.raises(ValidationError) as told:
            propose(office, request_, one)
        assert list(told.value.message_dict) == [one.place.key]
        assert fault in " ".join(told.value.messages)
        assert not request_.proposedchanges.exists()

    def test_a_day_that_is_none_and_a_code_are_refused_as_they_are_written(self):
        field = DataSubject._meta.get_field("relationship_started_on")
        with pytest.raises(ValidationError, match="Enter a valid date"):
            values.written(field, "31.2.2026")
        assert values.written(field, "28.2.2026") == "2026-02-28"
        name = DataSubject._meta.get_field("family_name")
        with pytest.raises(ValidationError, match="personal identity code"):
            values.written(name, "Tarulainen 010190-900P")

    def test_an_address_is_looked_at_as_a_whole(self, office, request_):
        """A foreign postal code is right only together with its country."""
        home = make.a_home_address(office.person)
        abroad = draft(home, "postal_code", "111 22")
        with pytest.raises(ValidationError, match="Finnish postal code"):
            propose(office, request_, abroad)
        assert len(propose(office, request_, abroad, draft(home, "country", "SE"))) == 2

    def test_nobody_elses_card(self, office, request_):
        stranger = make.a_person(office.kept_by, family_name="Naapuri")
        with pytest.raises(NotAllowed, match="not on a card that the request is about"):
            propose(office, request_, draft(stranger, "family_name", "Uusi"))
        with pytest.raises(NotAllowed, match="not corrected here"):
            propose(office, request_, draft(office.person, "customer_number", "1"))

    def test_only_while_it_is_decided_and_only_where_it_is_asked_for(self, office):
        one = draft(office.person, "family_name", "Uusi")
        for request in (office.identified(R.RECTIFICATION), office.matched(R.ACCESS)):
            with pytest.raises(NotAllowed, match="while the request is being decided"):
                propose(office, request, one)


class TestDeciding:
    def test_a_value_that_changed_since_is_looked_at_again(self, office, request_):
        [change] = propose(office, request_, draft(office.person, "family_name", "Tarulainen-Satu"))
        DataSubject.objects.filter(pk=office.person.pk).update(family_name="Muuttunut")
        with pytest.raises(Stale, match="changed on the card since you opened the page"):
            acts.accept(request_, change.pk, by=office.handler, now=NOW, seen=change.former)
        acts.accept(request_, change.pk, by=office.handler, now=NOW, seen="Muuttunut")
        change.refresh_from_db()
        assert (change.outcome, change.former) == (ACCEPTED, "Muuttunut")

    def test_that_the_data_are_correct_is_told_with_the_reason(self, office, request_):
        [change] = propose(office, request_, draft(office.person, "family_name", "Uusi"))
        with pytest.raises(NotAllowed, match="how you know"):
            refuse(office, change, reason=" ")
        with pytest.raises(NotAllowed, match="on what ground"):
            refuse(office, change, ground=Ground.EXCESSIVE)
        refuse(office, change)
        change.refresh_from_db()
        assert (change.outcome, change.ground) == (REFUSED, Ground.DATA_CORRECT)

    def test_the_whole_must_fit_the_parts(self, office, request_):
        names = [
            draft(office.person, "family_name", "Uusi"),
            draft(office.person, "given_names", "Aune"),
        ]
        with pytest.raises(NotAllowed, match="no correction is written down"):
            decided(office, request_)
        first, second = propose(office, request_, *names)
        with pytest.raises(NotAllowed, match="neither accepted nor refused"):
            decided(office, request_)
        refuse(office, first), refuse(office, second)
        with pytest.raises(NotAllowed, match="every proposed correction is refused"):
            decided(office, request_)
        accept(office, second)
        with pytest.raises(NotAllowed, match="refused as a whole"):
            decided(office, request_, Outcome.REFUSED)
        assert decided(office, request_).status == Status.DECIDED

    def test_another_systems_correction_is_a_task(self, office, request_):
        facts = {"title": "Kassan nimi", "owner": office.handler, "due_on": NOW.date()}
        assert decided(office, office.step(request_, Step.ADD_TASK, **facts)).status == "decided"

    def test_once_decided_nothing_of_it_is_decided_otherwise(self, office, request_):
        [change] = propose(office, request_, draft(office.person, "family_name", "Uusi"))
        accept(office, change)
        request = decided(office, request_)
        for act in (
            lambda: refuse(office, change),
            lambda: acts.take_away(request, change.pk, by=office.handler, now=NOW),
        ):
            with pytest.raises(NotAllowed, match="decided already"):
                act()

    def test_who_may_not_work_on_the_request_decides_nothing(self, office, request_):
        [change] = propose(office, request_, draft(office.person, "family_name", "Uusi"))
        stranger = make.a_user()
        with pytest.raises(NotAllowed, match="may not do this"):
            acts.accept(request_, change.pk, by=stranger, now=NOW, seen=change.former)
        with pytest.raises(NotAllowed, match="may not do this"):
            acts.propose(request_, [], by=stranger, now=NOW)

    def test_taken_up_again_nothing_stands_of_perhaps_anothers_card(self, office, request_):
        propose(office, request_, draft(office.person, "family_name", "Uusi"))
        office.step(request_, Step.TAKE_UP_AGAIN)
        assert not ProposedChange.objects.exists()


class TestCarryingOut:
    @pytest.fixture
    def neighbour(self, office: Office) -> DataSubject:
        """Of the same name, with the same kinds of data, in the same register."""
        other = make.a_person(office.kept_by, family_name=office.person.family_name)
        make.a_contact_point(other, "naapuri@satumaa.example")
        make.a_contact_point(other, "040 123 4567", ContactPointKind.PHONE)
        make.a_home_address(other)
        return other

    def test_only_what_was_accepted_and_only_of_this_person(self, office, request_, neighbour):
        phone = make.a_contact_point(office.person, "040 123 4567", ContactPointKind.PHONE)
        home = make.a_home_address(office.person, street="Satukuja 3")
        before = everything_of(neighbour)
        changes = propose(
            office,
            request_,
            draft(phone, "value", "045 765 4321"),
            draft(home, "street", "Satukuja 13"),
            draft(office.person, "family_name", "Uusi"),
            draft(office.person, "relationship_started_on", "2024-02-29"),
        )
        for change in changes:
            refuse(office, change) if change.column == "family_name" else accept(office, change)
        former = office.person.family_name
        request = office.carry_out(decided(office, request_))

        person = DataSubject.objects.get(pk=office.person.pk)
        phone.refresh_from_db(), home.refresh_from_db()
        assert (person.family_name, person.relationship_started_on) == (former, date(2024, 2, 29))
        assert (phone.value, phone.normalised) == ("045 765 4321", "+358457654321")
        assert (home.street, home.postal_code) == ("Satukuja 13", "20100")
        assert [one.pk for one in search.find(DataSubject.objects.all(), "0457654321").rows] == [
            person.pk
        ]
        assert everything_of(neighbour) == before
        [done] = request.carriedrights.all()
        assert done.detail == {"corrected": 3, "statements": 0, "refused": 1}

    def test_told_by_the_journal_alone_and_without_a_value(self, office, request_):
        phone = make.a_contact_point(office.person, "040 123 4567", ContactPointKind.PHONE)
        [change] = propose(office, request_, draft(phone, "value", "045 765 4321"))
        accept(office, change)
        request, logged = decided(office, request_), LogEntry.objects.count()
        office.carry_out(request)
        told = JournalEntry.objects.get(act="changed")
        assert (told.uuid, told.about, told.row) == (
            office.person.uuid,
            "register.ContactPoint",
            phone.pk,
        )
        assert (told.reference, told.detail) == (request.reference, {"column": "value"})
        assert LogEntry.objects.count() == logged
        for entry in JournalEntry.objects.all():
            assert "4567" not in str(entry.detail)
            assert "4321" not in str(entry.detail)

    def test_a_card_that_changed_since_is_not_written_over(self, office, request_):
        [name, given] = propose(
            office,
            request_,
            draft(office.person, "family_name", "Uusi"),
            draft(office.person, "given_names", "Aune"),
        )
        accept(office, name), accept(office, given)
        request = decided(office, request_)
        DataSubject.objects.filter(pk=office.person.pk).update(family_name="Muuttunut")
        with pytest.raises(NotAllowed, match=r"changed since .* Family name\. Look again"):
            office.carry_out(request)
        person = DataSubject.objects.get(pk=office.person.pk)
        assert (person.family_name, person.given_names) == ("Muuttunut", office.person.given_names)

        accept(office, name)  # looked at again, as the card stands now
        office.carry_out(request)
        person.refresh_from_db()
        assert (person.family_name, person.given_names) == ("Uusi", "Aune")

    def test_what_is_right_already_needs_nothing(self, office, request_):
        [change] = propose(office, request_, draft(office.person, "family_name", "Uusi"))
        accept(office, change)
        request = decided(office, request_)
        DataSubject.objects.filter(pk=office.person.pk).update(family_name="Uusi")
        assert office.carry_out(request).status == Status.CARRIED_OUT
        assert not JournalEntry.objects.filter(act="changed").exists()

    def test_a_row_that_is_gone_is_refused_instead(self, office, request_):
        phone = make.a_contact_point(office.person, "040 123 4567", ContactPointKind.PHONE)
        [gone, name] = propose(
            office,
            request_,
            draft(phone, "value", "045 765 4321"),
            draft(office.person, "family_name", "Uusi"),
        )
        accept(office, gone), accept(office, name)
        request = decided(office, request_)
        ContactPoint.objects.get(pk=phone.pk).delete()
        with pytest.raises(NotAllowed, match="Look again"):
            office.carry_out(request)
        with pytest.raises(NotAllowed, match="no longer on the card"):
            acts.accept(request, gone.pk, by=office.handler, now=NOW, seen="")
        refuse(office, gone, ground=Ground.NOTHING_HELD, reason="")
        office.carry_out(request)
        assert DataSubject.objects.get(pk=office.person.pk).family_name == "Uusi"

    def test_a_row_that_went_to_anothers_card_is_refused_instead(self, office, request_):
        phone = make.a_contact_point(office.person, "040 123 4567", ContactPointKind.PHONE)
        [moved] = propose(office, request_, draft(phone, "value", "045 765 4321"))
        accept(office, moved)
        request = decided(office, request_)
        stranger = make.a_person(office.kept_by, family_name="Naapuri")
        ContactPoint.objects.filter(pk=phone.pk).update(subject=stranger)
        with pytest.raises(NotAllowed, match="Look again"):
            office.carry_out(request)
        refuse(office, moved, ground=Ground.NOTHING_HELD, reason="")
        request = office.carry_out(request)
        assert not JournalEntry.objects.filter(uuid=stranger.uuid).exists()
        letter = compose_answer(request, today=NOW.date())  # nothing was put right in the end
        assert letter.title == "Päätös: emme voi toteuttaa pyyntöäsi"
        assert "Tietojen oikaiseminen: emme voi toteuttaa pyyntöäsi." in letter.body

    def test_an_absorbed_card_is_the_persons_too(self, office, request_):
        twin = make.a_person(office.kept_by, family_name="Tarulinen")
        merging.merge(office.person, twin, by=office.officer, now=NOW)
        [change] = propose(office, request_, draft(twin, "family_name", "Tarulainen"))
        accept(office, change)
        office.carry_out(decided(office, request_))
        assert DataSubject.objects.get(pk=twin.pk).family_name == "Tarulainen"

    def test_a_statement_stands_on_the_card_in_the_persons_own_words(self, office, request_):
        text = "En ole koskaan asunut Turussa.\nMuutin suoraan Poriin."
        [change] = propose(office, request_, Draft(acts.statement_on(office.person), text, ""))
        accept(office, change)
        office.carry_out(decided(office, request_))
        row = Interaction.objects.get(subject=office.person)
        assert row.summary == f"Oma selvitys (tietosuoja-asetuksen 16 artikla):\n{text}"
        assert (row.channel, row.direction) == ("letter", "incoming")


LETTER = {
    "fi": """Tietojen oikaiseminen: olemme oikaisseet seuraavat tiedot:

– Puhelinnumero
– Postiosoite: katuosoite tai postilokero

Tietojen oikaiseminen: seuraavilta osin emme voi toteuttaa pyyntöäsi:

– Sukunimi. Tieto on oikein (tietosuoja-asetuksen 16 artikla). Nimi on kuten passissa.

Voit pyytää, että tietoihin liitetään oma selvityksesi.""",
    "sv": """Rättelse: vi har rättat följande uppgifter:

– Telefonnummer
– Postadress: gatuadress eller postbox

Rättelse: till följande delar kan vi inte genomföra din begäran:

– Efternamn. Uppgiften är riktig (artikel 16 i dataskyddsförordningen). Nimi on kuten passissa.

Du kan begära att din egen redogörelse fogas till uppgifterna.""",
}


@pytest.mark.parametrize("language", LETTER)
def test_the_letter_names_the_fields_and_no_value(office: Office, language: str) -> None:
    request = office.entered(R.RECTIFICATION, language=language)
    request = office.step(request, Step.SETTLE_IDENTITY, method="in_person")
    request = office.step(request, Step.FIX_MATCH, people=[office.person])
    phone = make.a_contact_point(office.person, "040 123 4567", ContactPointKind.PHONE)
    home = make.a_home_address(office.person, street="Satukuja 3")
    for change in propose(
        office,
        request,
        draft(phone, "value", "045 765 4321"),
        draft(home, "street", "Satukuja 13"),
        draft(office.person, "family_name", "Uusi"),
    ):
        refuse(office, change) if change.column == "family_name" else accept(office, change)
    request = office.carry_out(decided(office, request))
    letter = compose_answer(request, today=NOW.date())
    assert LETTER[language] in letter.body
    assert "4567" not in letter.body
    assert "4321" not in letter.body
    partly = {"fi": "toteutettu osittain", "sv": "genomförts delvis"}
    assert partly[language] in letter.title


def test_everything_refused_is_told_as_a_refusal(office: Office, request_: Request) -> None:
    [change] = propose(office, request_, draft(office.person, "family_name", "Uusi"))
    refuse(office, change)
    letter = compose_answer(decided(office, request_, Outcome.REFUSED), today=NOW.date())
    assert letter.title == "Päätös: emme voi toteuttaa pyyntöäsi"
    assert "Tietojen oikaiseminen: emme voi toteuttaa pyyntöäsi.\n\n– Sukunimi." in letter.body


def test_the_proposals_are_in_the_access_package_and_go_with_the_request() -> None:
    assert ProposedChange.personal_data.found_by == "request__matches__subject"
    assert dict(ProposedChange.personal_data.data())["proposed"].categories == (
        DataCategory.INTERACTION,
    )
