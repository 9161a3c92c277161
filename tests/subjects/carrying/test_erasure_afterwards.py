"""What stayed of a granted erasure goes when its ground ends; who asks is told until when.

The company keeps invoices for twenty years, the law for six. Beside whoever asks stands a neighbour
with the same data, who is there unchanged at every end.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone, translation

from register.enums import DataCategory
from register.gathering import parts_of
from register.journal import JOB
from register.models import DataSubject, Invoice
from retention import grants
from retention.enums import Trigger, Unit
from retention.models import GrantedErasure, Hold, HoldReason
from retention.nightly import carry_out_what_is_due
from retention.outlook import Fate, outlook
from subjects.carrying import erasure
from subjects.enums import Ground, Outcome, RequestedKind, Step
from subjects.letters.composing import compose_answer
from subjects.models import RecipientNotice, Request
from subjects.package.statements import statements
from subjects.policies import NotAllowed
from tests import factories as make
from tests.retention.asked.test_afterwards import a_hold, lift
from tests.retention.rules import a_rule_of
from tests.subjects.requests import ARRIVED, LETTER, NOW, Office, held_since
from tests.whole_people import a_whole_person, everything_of

pytestmark = pytest.mark.django_db
C, R = DataCategory, RequestedKind
BOUGHT = date(2022, 5, 5)


@pytest.fixture(autouse=True)
def _in_english(settings):
    settings.LANGUAGE_CODE = "en"
    settings.RETENTION_POLICY_SIZE = 1_000
    with translation.override("en"):
        yield


@pytest.fixture
def office():
    made = Office()
    made.register = made.kept_by.register
    of = (C.INVOICE,)
    a_rule_of(made.register, (Trigger.CUSTOMER_RELATIONSHIP_END, 20, Unit.YEAR), key="oma")
    a_rule_of(made.register, (Trigger.INVOICE_DATE, 20, Unit.YEAR), key="omat-laskut", of=of)
    law = {"statutory": True, "source_fi": "kirjanpitolain 2 luvun 10 §"}
    a_rule_of(made.register, (Trigger.INVOICE_DATE, 6, Unit.YEAR), key="laki", of=of, **law)
    made.neighbour = a_whole_person(made.kept_by, "B-1", "Naapuri")
    Invoice.objects.filter(subject=made.neighbour).update(issued_on=BOUGHT)
    make.an_invoice(made.person, "L-1", issued_on=BOUGHT)
    held_since(ARRIVED - timedelta(days=90))
    made.of_neighbour = everything_of(made.neighbour)
    yield made
    assert everything_of(made.neighbour) == made.of_neighbour


def test_the_invoice_goes_by_the_law_long_after_the_request(office):
    request = office.carry_out(office.approved(R.ERASURE))
    granted = GrantedErasure.objects.get()
    decided_at = request.decisions.get().decided_at
    assert granted.invoice.number == "L-1"
    assert granted.reference == request.reference
    assert granted.decided_on == timezone.localdate(decided_at)
    last = NOW.replace(year=2028, month=5, day=5)
    carry_out_what_is_due(last, actor=JOB)
    assert Invoice.objects.filter(number="L-1").exists()
    carry_out_what_is_due(last + timedelta(days=1), actor=JOB)
    assert not Invoice.objects.filter(number="L-1").exists()
    assert not GrantedErasure.objects.exists()


def test_the_letter_promises_it_and_says_that_one_may_ask(office):
    request = office.carry_out(office.approved(R.ERASURE))
    letter = compose_answer(request, today=NOW.date()).body
    assert "Säilytämme tiedot 5.5.2028 saakka." in letter
    assert (
        "Poistamme nämä tiedot, kun säilyttämisen peruste lakkaa, ellet ole sitä ennen antanut "
        "meille uusia tietoja esimerkiksi palaamalla asiakkaaksemme." in letter
    )


def test_a_card_that_a_hold_kept_goes_when_the_hold_is_lifted(office):
    hold = a_hold(office.person, category=C.EMAIL, reason=HoldReason.DISPUTE)
    office.carry_out(office.approved(R.ERASURE))
    granted = GrantedErasure.objects.get(subject=office.person)
    assert (granted.refused, granted.ended_on) == ([], None)
    lift(hold)
    Hold.objects.filter(reason=HoldReason.REQUEST).update(lifted_on=NOW.date())
    carry_out_what_is_due(NOW + timedelta(days=1), actor=JOB)
    assert not DataSubject.objects.filter(pk=office.person.pk).exists()


def test_who_asks_later_is_told_what_was_granted_and_what_awaits_the_rest(office):
    a_hold(office.person, category=C.EMAIL, reason=HoldReason.DISPUTE)
    office.carry_out(office.approved(R.ERASURE))
    told = {part.key: list(part.rows()) for part in parts_of(office.person, "en")}
    (row,) = told["retention.GrantedErasure"]
    assert row.values["decided_on"] == GrantedErasure.objects.first().decided_on
    awaits = {
        part.category: part.prospect for part in outlook(office.person, today=NOW.date()).parts
    }
    assert awaits[C.EMAIL].fate == Fate.GRANTED
    assert awaits[C.INVOICE].due_on == date(2028, 5, 6)
    said = next(
        one.items
        for one in statements(office.person, "fi", today=NOW.date())
        if one.article == "15(1)(d)"
    )
    assert said[0] == (
        "Poistopyyntöösi suostuttiin 12.3.2026. Tiedot, jotka meidän on lain mukaan säilytettävä, "
        "poistetaan, kun niiden säilytysaika päättyy."
    )
    assert said[1] == "Laskut: säilytetään 5.5.2028 saakka"
    assert len(said) == 3  # and the rule of law; no rule of the company's own


def test_who_asks_for_a_copy_later_is_still_to_be_erased(office):
    """The letter says that one may ask: to ask is not to come back."""
    a_hold(office.person, category=C.EMAIL, reason=HoldReason.DISPUTE)
    request = office.carry_out(office.approved(R.ERASURE))
    GrantedErasure.objects.update(quiet_until=timezone.now())
    RecipientNotice.objects.all().delete()  # all of them were told
    request = office.step(office.step(request, Step.ANSWER, **LETTER), Step.CLOSE)
    later = office.decide(office.matched(R.ACCESS), R.ACCESS)
    office.carry_out(office.step(later, Step.FINISH_DECIDING))
    grants.end_where_something_new_came(timezone.now())
    assert GrantedErasure.objects.get(subject=office.person).ended_on is None


def test_what_was_refused_is_not_in_the_grant(office):
    request = office.decide(office.matched(R.ERASURE), R.ERASURE)
    facts = {"ground": Ground.LEGAL_CLAIMS, "category": C.EMAIL}
    request = office.decide(request, R.ERASURE, Outcome.REFUSED, **facts)
    office.carry_out(office.approve(office.step(request, Step.FINISH_DECIDING)))
    assert GrantedErasure.objects.get(subject=office.person).refused == ["email"]


def test_what_is_not_noted_as_done_is_not_granted(office, monkeypatch):
    def breaks(*_anything, **_more):
        raise NotAllowed("broken")

    approved = office.approved(R.ERASURE)
    monkeypatch.setattr(erasure.erasing, "done", breaks)
    with pytest.raises(NotAllowed):
        office.carry_out(approved)
    assert not GrantedErasure.objects.exists()
    assert not Request.objects.get(pk=approved.pk).carriedrights.exists()
    assert not grants.in_force().exists()
