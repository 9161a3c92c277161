"""Those whom the data went to are told, each once, and the request waits for it (Art. 19)."""

from datetime import date, timedelta
from typing import Any

import pytest

from register.enums import ContactPointKind, DataCategory, Modality, RecipientKind
from register.models import JournalEntry, OutgoingMail
from subjects.carrying.recipients import note_recipients
from subjects.enums import NoticeWay, RequestedKind, Status, Step
from subjects.letters.composing import compose_answer
from subjects.models import RecipientNotice, Request
from subjects.policies import Hand, NotAllowed
from subjects.recipients import acts, mail, untold
from subjects.rectifying import acts as corrections
from tests import factories as make
from tests.subjects.carrying.test_rectification import accept, draft, propose
from tests.subjects.requests import LETTER, NOW, Office

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

    def test_as_a_task_it_waits_until_the_task_is_done(self, office, phone, bureau):
        request = corrected(office, phone)
        due = {"owner": office.other_handler, "due_on": date(2026, 3, 20)}
        acts.make_task(notice_of(request), **due, **by(office))
        [task] = request.tasks.all()
        assert task.title == "Tietojen oikaisemisesta ilmoittaminen: Tilitoimisto Satu Oy"
        assert [one.way for one in untold.untold(request)] == [NoticeWay.TASK]
        office.step(request, Step.FINISH_TASK, task=task.pk)
        assert untold.untold(request) == []

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
