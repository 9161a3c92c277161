"""Those whom the data went to are told, each once, and the request waits for it (Art. 19)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from register import outbox
from register.enums import ContactPointKind, DataCategory, Modality, RecipientKind
from register.models import DataSubject, JournalEntry, OutgoingMail
from retention.enums import Trigger, Unit
from subjects.carrying.recipients import categories_of, note_recipients
from subjects.enums import Ground, NoticeWay, Outcome, RequestedKind, Status, Step
from subjects.letters.composing import compose_answer
from subjects.models import ProposedChange, RecipientNotice, Request
from subjects.policies import Hand, NotAllowed
from subjects.recipients import acts, mail, untold
from subjects.rectifying import acts as corrections
from tests import factories as make
from tests.retention.rules import a_rule_of
from tests.subjects.carrying.test_rectification import accept, draft, propose
from tests.subjects.desk.conftest import Desk
from tests.subjects.requests import ARRIVED, LETTER, NOW, Office, held_since

pytestmark = pytest.mark.django_db
R = RequestedKind
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def phone(office: Office) -> Any:
    return make.a_contact_point(office.person, "040 123 4567", ContactPointKind.PHONE)


@pytest.fixture
def bureau(office: Office) -> Any:
    """Gets data of everybody, by the register's own words."""
    return make.a_recipient(office.kept_by.register, "tilitoimisto", name_fi="Tilitoimisto Satu Oy")


def corrected(office: Office, phone: Any) -> Request:
    """A phone number was corrected."""
    request = office.matched(R.RECTIFICATION)
    [change] = propose(office, request, draft(phone, "value", "045 765 4321"))
    accept(office, change)
    request = office.decide(request, R.RECTIFICATION)
    return office.carry_out(office.step(request, Step.FINISH_DECIDING))


def notice_of(request: Request) -> RecipientNotice:
    [notice] = untold.in_force(request)
    return notice


def by(office: Office) -> Any:
    return {"by": office.handler, "now": LATER}


class TestWho:
    def test_whoever_got_what_was_changed_and_nobody_who_did_not(self, office, phone):
        register = office.kept_by.register
        asked = {"modality": Modality.ON_REQUEST}
        firm = make.a_recipient(register, "kuljetus", name_fi="Kuljetus Oy", **asked)
        other = make.a_recipient(register, "perinta", name_fi="Perintä Oy", **asked)
        make.a_recipient(register, "joskus", name_fi="Joskus Oy", modality=Modality.POSSIBLE)
        make.a_recipient(register, "oma", name_fi="Oma väki", kind=RecipientKind.INTERNAL)
        make.a_recipient(register, "aina", name_fi="Aina Oy", modality=Modality.REGULAR)
        make.a_disclosure(office.person, firm, category=DataCategory.PHONE)
        last = {"category": DataCategory.PHONE, "disclosed_on": date(2026, 5, 1)}
        make.a_disclosure(office.person, firm, **last)
        make.a_disclosure(office.person, other, category=DataCategory.INVOICE)
        neighbour = make.a_person(office.kept_by, family_name="Naapuri")
        make.a_disclosure(neighbour, other, category=DataCategory.PHONE)
        notices = untold.untold(corrected(office, phone))
        assert [(one.name, one.categories, one.disclosed_on) for one in notices] == [
            ("Aina Oy", "", None),
            ("Kuljetus Oy", "phone", date(2026, 5, 1)),
        ]

    def test_noted_before_an_erasure_takes_the_card_along_and_once(self, office, bureau):
        office.person.customer_number = "A-4711"
        office.person.save()
        request = office.decided(R.ERASURE)
        for _time in range(2):
            note_recipients(request, Hand(office.handler, NOW), R.ERASURE)
        [row] = RecipientNotice.objects.all()
        assert (row.recipient, row.identifier) == (bureau, "A-4711")
        # Nothing was erased yet, so nobody has anything to be told.
        assert untold.untold(request) == []

    def test_noted_anew_for_whoever_is_found_instead(self, office, bureau):
        DataSubject.objects.filter(pk=office.person.pk).update(customer_number="A-4711")
        other = make.a_person(office.kept_by, customer_number="B-1")
        request = office.decided(R.RESTRICTION)
        note_recipients(request, Hand(office.handler, NOW), R.RESTRICTION)  # and it was refused
        request = office.step(request, Step.TAKE_UP_AGAIN)
        request = office.step(request, Step.SETTLE_IDENTITY, method="in_person")
        request = office.step(request, Step.FIX_MATCH, people=[other])
        request = office.decide(request, R.RESTRICTION)
        notice = notice_of(office.carry_out(office.step(request, Step.FINISH_DECIDING)))
        assert notice.identifier == "B-1"
        note_recipients(request, Hand(office.handler, LATER), R.RESTRICTION)  # the second click
        assert notice_of(request) == notice

    def test_a_granted_objection_restricts_and_is_told_once(self, office, bureau):
        request = office.matched(R.OBJECTION, R.RESTRICTION)
        for right in (R.OBJECTION, R.RESTRICTION):
            request = office.decide(request, right)
        notice = notice_of(office.carry_out(office.step(request, Step.FINISH_DECIDING)))
        assert notice.right == R.RESTRICTION
        notice = notice_of(office.carry_out(office.decided(R.OBJECTION)))
        assert notice.right == R.OBJECTION
        body = mail.compose(notice, language="fi", identifier="A-4711").body
        assert "Rajoittakaa käsittelyä myös omissa järjestelmissänne.\n" in body
        assert mail.task_title(notice).startswith("Käsittelyn rajoittamisesta ilmoittaminen")

    def test_each_gets_only_what_its_own_register_holds(self, office, phone, bureau):
        DataSubject.objects.filter(pk=office.person.pk).update(customer_number="A-4711")
        elsewhere = make.a_membership(make.a_register("jasenet"))
        twin = make.a_person(elsewhere, customer_number="J-9")
        make.a_recipient(elsewhere.register, "lehti", name_fi="Lehti Oy")
        third = make.a_membership(make.a_register("kurssit"))
        make.a_person(third, customer_number="K-5")
        make.a_recipient(third.register, "kirjapaino", name_fi="Kirjapaino Oy")
        request = office.step(
            office.identified(R.RECTIFICATION), Step.FIX_MATCH, people=[office.person, twin]
        )
        drafts = draft(phone, "value", "045 765 4321"), draft(twin, "family_name", "Uusi")
        for change in propose(office, request, *drafts):
            accept(office, change)
        request = office.decide(request, R.RECTIFICATION)
        request = office.carry_out(office.step(request, Step.FINISH_DECIDING))
        told = {one.name: one for one in untold.in_force(request)}
        assert {name: one.identifier for name, one in told.items()} == {
            "Lehti Oy": "J-9",
            "Tilitoimisto Satu Oy": "A-4711",
        }
        body = mail.compose(told["Lehti Oy"], language="fi", identifier="J-9").body
        assert "Mitkä tiedot:\n– Sukunimi\n\n" in body

    def test_nobody_of_a_register_in_which_nothing_is_put_right(self, office, phone, bureau):
        elsewhere = make.a_membership(make.a_register("jasenet"))
        twin = make.a_person(elsewhere)
        make.a_recipient(elsewhere.register, "lehti", name_fi="Lehti Oy")
        request = office.step(
            office.identified(R.RECTIFICATION), Step.FIX_MATCH, people=[office.person, twin]
        )
        [change] = propose(office, request, draft(phone, "value", "045 765 4321"))
        accept(office, change)
        request = office.decide(request, R.RECTIFICATION)
        request = office.carry_out(office.step(request, Step.FINISH_DECIDING))
        assert [one.name for one in untold.in_force(request)] == ["Tilitoimisto Satu Oy"]

    def test_a_further_datum_has_the_categories_of_its_data_item(self, office):
        register = office.kept_by.register
        item = make.a_data_item(register, DataCategory.SPECIAL, key="allergia")
        for kind, categories in (
            (item.pk, ["special"]),
            (make.a_data_item(register).pk, ["other"]),
        ):
            change = ProposedChange(model="register.Attribute", column="value", kind=str(kind))
            assert list(categories_of(change)) == categories

    def test_nobody_is_told_that_a_copy_was_given(self, office, bureau):
        note_recipients(office.decided(R.ACCESS), Hand(office.handler, NOW), R.ACCESS)
        assert not RecipientNotice.objects.exists()

    def test_a_statement_alone_changes_nothing_that_anybody_holds(self, office, bureau):
        request = office.matched(R.RECTIFICATION)
        statement = corrections.statement_on(office.person)
        corrections.propose(
            request,
            [corrections.Draft(statement, "Muistan toisin.", "")],
            by=office.handler,
            now=NOW,
        )
        [change] = request.proposedchanges.all()
        accept(office, change)
        request = office.decide(request, R.RECTIFICATION)
        request = office.carry_out(office.step(request, Step.FINISH_DECIDING))
        assert untold.in_force(request) == []


class TestErased:
    """What is kept with us nobody else is told to erase."""

    @pytest.fixture
    def firm(self, office: Office) -> Any:
        asked = {"name_fi": "Kuljetus Oy", "modality": Modality.ON_REQUEST}
        return make.a_recipient(office.kept_by.register, "kuljetus", **asked)

    def erased(self, office: Office, *items: tuple[Outcome, dict[str, Any]]) -> Request:
        held_since(ARRIVED - timedelta(days=90))
        request = office.matched(R.ERASURE)
        for outcome, facts in items:
            request = office.decide(request, R.ERASURE, outcome, **facts)
        return office.carry_out(office.approve(office.step(request, Step.FINISH_DECIDING)))

    def which(self, request: Request) -> dict[str, str]:
        return {
            one.name: mail.compose(one, language="fi", identifier="1")
            .body.split("Kenen tiedot: 1\n\n")[1]
            .split("\n\nIlmoitus perustuu")[0]
            .partition("Ilmoitus perustuu")[0]
            for one in untold.in_force(request)
        }

    def test_only_what_was_granted_and_only_whoever_got_of_it(self, office, phone, bureau, firm):
        make.a_disclosure(office.person, firm, category=DataCategory.EMAIL)
        refused = {"ground": Ground.NO_ERASURE_GROUND}
        request = self.erased(
            office,
            (Outcome.REFUSED, refused),
            (Outcome.GRANTED, {"category": DataCategory.PHONE}),
        )
        assert self.which(request) == {"Tilitoimisto Satu Oy": "Mitkä tiedot:\n– Puhelinnumero"}

    def test_what_was_refused_is_no_part_of_it(self, office, phone, firm):
        other = make.a_recipient(office.kept_by.register, "posti", name_fi="Posti Oy")
        for category in (DataCategory.EMAIL, DataCategory.PHONE):
            make.a_disclosure(office.person, firm, category=category)
        make.a_disclosure(office.person, other, category=DataCategory.EMAIL)
        refused = {"ground": Ground.NO_ERASURE_GROUND, "category": DataCategory.EMAIL}
        request = self.erased(office, (Outcome.GRANTED, {}), (Outcome.REFUSED, refused))
        assert self.which(request) == {"Kuljetus Oy": "Mitkä tiedot:\n– Puhelinnumero"}
        assert [one.name for one in request.recipientnotices.all()] == ["Kuljetus Oy"]

    def test_what_a_duty_keeps_is_no_part_of_it(self, office, bureau, firm):
        make.an_invoice(office.person, "L-1", issued_on=date(2022, 5, 5))
        duty = {"statutory": True, "source_fi": "kirjanpitolain 2 luvun 10 §"}
        of = (DataCategory.INVOICE,)
        due = (Trigger.INVOICE_DATE, 6, Unit.YEAR)
        ours = (Trigger.CUSTOMER_RELATIONSHIP_END, 10, Unit.YEAR)
        a_rule_of(office.kept_by.register, ours, key="oma")
        a_rule_of(office.kept_by.register, due, of=of, key="kirjanpito", **duty)
        for category in (DataCategory.INVOICE, DataCategory.NAME):
            make.a_disclosure(office.person, firm, category=category)
        by_name = {"category": DataCategory.INVOICE}
        request = self.erased(office, (Outcome.GRANTED, {}), (Outcome.GRANTED, by_name))
        assert self.which(request) == {
            "Kuljetus Oy": "Mitkä tiedot:\n– Nimi",
            "Tilitoimisto Satu Oy": "Ilmoitus ei koske seuraavia tietoja:\n– Laskut",
        }


class TestTelling:
    def test_the_mail_holds_what_is_needed_and_no_more(self, office, phone, bureau):
        office.person.customer_number = "A-4711"
        office.person.save()
        notice = notice_of(corrected(office, phone))
        composed = mail.compose(notice, language="fi", identifier=notice.identifier)
        assert composed.subject == (
            f"Ilmoitus: luovutettuja henkilötietoja on oikaistu ({notice.request.reference})"
        )
        head = composed.body.split("\n\nIlmoitus perustuu")[0]
        assert head == (
            "Olemme oikaisseet henkilötietoja, joita olemme luovuttaneet teille. Oikaiskaa tiedot "
            "myös omissa järjestelmissänne. Tarvittaessa saatte oikeat tiedot meiltä.\n\n"
            "Kenen tiedot: A-4711\n\n"
            "Mitkä tiedot:\n– Puhelinnumero"
        )
        person = office.person
        for known in (person.family_name, person.given_names, "4567", "4321"):
            assert known not in f"{composed.subject} {composed.body}"

    def test_by_mail_once_and_through_the_outbox(self, office, phone, bureau):
        request = corrected(office, phone)
        notice = notice_of(request)
        composed = mail.compose(notice, language="sv", identifier="A-4711")
        to = "tietosuoja@tilitoimisto.example"
        with pytest.raises(NotAllowed, match="not an e-mail address"):
            acts.tell_by_mail(notice, to="tilitoimisto", composed=composed, **by(office))
        acts.tell_by_mail(notice, to=to, composed=composed, **by(office))
        with pytest.raises(NotAllowed, match="seen to this recipient already"):
            acts.tell_by_mail(notice, to=to, composed=composed, **by(office))
        sent = OutgoingMail.objects.get(kind="recipient_notice")
        assert (sent.recipient, sent.subject) == (to, composed.subject)
        assert "personuppgifter som vi har lämnat ut till er" in sent.body
        assert untold.untold(request) == []

        # It never arrived: the recipient waits again, and can be told otherwise.
        OutgoingMail.objects.filter(pk=sent.pk).update(given_up_at=LATER)
        assert untold.untold(request) == [notice]
        acts.note_as_told(notice, reason="puhelimitse", **by(office))
        assert untold.untold(request) == []
        told = JournalEntry.objects.filter(detail__part="recipient").latest("pk")
        assert (told.reference, told.detail["way"]) == (request.reference, "otherwise")

    def test_who_was_told_and_when_is_kept_and_nothing_of_the_person(self, office, phone, bureau):
        DataSubject.objects.filter(pk=office.person.pk).update(customer_number="A-4711")
        request = corrected(office, phone)
        notice = notice_of(request)
        composed = mail.compose(notice, language="fi", identifier="A-4711")
        to = "tietosuoja@tilitoimisto.example"
        acts.tell_by_mail(notice, to=to, composed=composed, **by(office))
        notice.refresh_from_db()
        assert notice.identifier == "A-4711"  # the mail may fail, the recipient may ask
        sent = OutgoingMail.objects.get(kind="recipient_notice")
        outbox.send(sent.pk, now=timezone.now())
        sent.refresh_from_db()
        assert (sent.recipient, sent.subject, sent.body) == ("", "", "")  # as soon as it has left
        assert sent.sent_at
        request = office.step(request, Step.ANSWER, **LETTER)
        request = office.step(request, Step.CLOSE)
        notice.refresh_from_db()
        assert (notice.name, notice.way) == ("Tilitoimisto Satu Oy", NoticeWay.EMAIL)
        assert (notice.settled_at, notice.settled_by) == (LATER, office.handler)
        kept = [*RecipientNotice.objects.values(), *OutgoingMail.objects.values()]
        kept += JournalEntry.objects.filter(detail__part="recipient").values()
        assert "A-4711" not in str(kept)
        page = Desk(office.handler).page(request).content.decode()
        assert "Told by e-mail" in page or "told by e-mail" in page

    def test_as_a_task_it_waits_until_the_task_is_done(self, office, phone, bureau):
        DataSubject.objects.filter(pk=office.person.pk).update(customer_number="A-4711")
        request = corrected(office, phone)
        due = {"owner": office.other_handler, "due_on": date(2026, 3, 20)}
        acts.make_task(notice_of(request), **due, **by(office))
        [task] = request.tasks.all()
        assert task.title == "Tietojen oikaisemisesta ilmoittaminen: Tilitoimisto Satu Oy"
        assert [one.way for one in untold.untold(request)] == [NoticeWay.TASK]
        letter = compose_answer(request, today=NOW.date())
        assert letter.title == "Päätös: pyyntösi on toteutettu"
        assert letter.body.count("Tilitoimisto Satu Oy") == 1
        known = "By what the recipient knows the person: A-4711"
        assert known in Desk(office.handler).page(request).content.decode()
        office.step(request, Step.FINISH_TASK, task=task.pk)
        assert untold.untold(request) == []
        assert notice_of(request).identifier == ""  # nobody needs it any more
        assert known not in Desk(office.handler).page(request).content.decode()

    def test_what_is_impossible_has_its_reason(self, office, phone, bureau):
        notice = notice_of(corrected(office, phone))
        for facts, fault in (
            ({"way": NoticeWay.IMPOSSIBLE, "reason": " "}, "Write down why"),
            ({"way": NoticeWay.EMAIL, "reason": "Ei halua"}, "Choose why"),
        ):
            with pytest.raises(NotAllowed, match=fault):
                acts.note_as_not_told(notice, **facts, **by(office))
        acts.note_as_not_told(
            notice, way=NoticeWay.IMPOSSIBLE, reason="Yritys on lopettanut", **by(office)
        )
        assert untold.untold(notice.request) == []

    def test_one_whom_nobody_had_recorded_can_be_added_once(self, office, phone):
        request = corrected(office, phone)
        acts.add(request, right=R.RECTIFICATION, name="Painotalo Oy", **by(office))
        with pytest.raises(NotAllowed, match="among them already"):
            acts.add(request, right=R.RECTIFICATION, name=" painotalo  oy", **by(office))
        with pytest.raises(NotAllowed, match="not been carried out"):
            acts.add(request, right=R.ERASURE, name="Painotalo Oy", **by(office))
        assert [one.name for one in untold.untold(request)] == ["Painotalo Oy"]

    def test_who_may_not_work_on_the_request_tells_nobody(self, office, phone, bureau):
        notice = notice_of(corrected(office, phone))
        with pytest.raises(NotAllowed, match="may not do this"):
            acts.note_as_told(notice, by=make.a_user(), now=LATER)


class TestTheRequest:
    def test_is_not_closed_while_somebody_waits_to_be_told(self, office, phone, bureau):
        request = office.step(corrected(office, phone), Step.ANSWER, **LETTER)
        with pytest.raises(NotAllowed, match="recipient of the data has not been told"):
            office.step(request, Step.CLOSE)
        acts.note_as_told(notice_of(request), **by(office))
        assert office.step(request, Step.CLOSE).status == Status.CLOSED

    def test_is_not_closed_while_the_mail_to_somebody_may_still_fail(self, office, phone, bureau):
        DataSubject.objects.filter(pk=office.person.pk).update(customer_number="A-4711")
        request = office.step(corrected(office, phone), Step.ANSWER, **LETTER)
        notice = notice_of(request)
        composed = mail.compose(notice, language="fi", identifier=notice.identifier)
        acts.tell_by_mail(notice, to="tieto@satu.example", composed=composed, **by(office))
        sent = OutgoingMail.objects.filter(kind="recipient_notice")
        for facts, fault in (
            ({"sent_at": None}, "mail to a recipient has not left yet"),
            ({"given_up_at": LATER}, "recipient of the data has not been told"),
        ):
            sent.update(**facts)
            with pytest.raises(NotAllowed, match=fault):
                office.step(request, Step.CLOSE)
        sent.update(given_up_at=None, sent_at=LATER, recipient="", subject="", body="")
        assert notice_of(request).identifier == "A-4711"
        office.step(request, Step.CLOSE)
        assert notice_of(request).identifier == ""

    def test_the_answer_tells_the_person_who_they_are(self, office, phone, bureau):
        register = office.kept_by.register
        make.a_recipient(register, "kuljetus", name_fi="Kuljetus Oy")
        make.a_recipient(register, "painotalo", name_fi="Loppu Oy")
        request = corrected(office, phone)
        names = {one.name: one for one in untold.in_force(request)}
        acts.note_as_told(names["Tilitoimisto Satu Oy"], **by(office))
        way = {"way": NoticeWay.IMPOSSIBLE, "reason": "Yritys on lopettanut"}
        acts.note_as_not_told(names["Loppu Oy"], **way, **by(office))
        body = compose_answer(request, today=NOW.date()).body
        assert (
            "Olemme ilmoittaneet tästä niille, jotka ovat saaneet tietojasi meiltä:\n\n"
            "– Tilitoimisto Satu Oy\n\n"
            "Ilmoitamme tästä vielä seuraaville, jotka ovat saaneet tietojasi meiltä:\n\n"
            "– Kuljetus Oy\n\n"
            "Emme ilmoita tästä seuraaville, koska se on mahdotonta tai vaatisi kohtuuttomia "
            "ponnisteluja (tietosuoja-asetuksen 19 artikla):\n\n"
            "– Loppu Oy. Yritys on lopettanut."
        ) in body

    def test_of_several_rights_they_are_named_once(self, office, bureau):
        """Unless one of the rights was told to others than another."""
        request = office.matched(R.RECTIFICATION, R.RESTRICTION)
        for right in (R.RECTIFICATION, R.RESTRICTION):
            request = office.decide(request, right)
        elsewhere = {"title": "Oikaisu kassassa", "owner": office.handler, "due_on": NOW.date()}
        request = office.step(request, Step.ADD_TASK, **elsewhere)
        request = office.carry_out(office.step(request, Step.FINISH_DECIDING))
        body = compose_answer(request, today=NOW.date()).body
        assert body.count("Tilitoimisto Satu Oy") == 1
        assert (
            "Tietojen oikaiseminen, käsittelyn rajoittaminen: ilmoitamme tästä vielä seuraaville, "
            "jotka ovat saaneet tietojasi meiltä:\n\n– Tilitoimisto Satu Oy"
        ) in body
        acts.add(request, right=R.RESTRICTION, name="Painotalo Oy", **by(office))
        body = compose_answer(request, today=NOW.date()).body
        assert body.count("Tilitoimisto Satu Oy") == 2
        assert body.count("Ilmoitamme tästä vielä seuraaville") == 2
