"""Whom a request may be about: found for its handlers alone, in a bounded number of statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from register.enums import ContactPointKind, JointControllership
from register.groups import Group
from register.journal import THE_SUBJECT
from register.models import JournalEntry
from subjects.candidates import SHOWN, Reason, candidates_for
from subjects.enums import ActingAs, IdentityMethod, Step
from subjects.models import ContactKind
from subjects.policies import NotAllowed
from tests import factories as make
from tests.subjects.desk.conftest import Desk

EMAIL, PHONE, NUMBER, NAME = Reason.EMAIL, Reason.PHONE, Reason.CUSTOMER_NUMBER, Reason.NAME


def found(office, request, user=None, **sought):
    told = candidates_for(request, user or office.handler, **sought)
    return {one.person.pk: list(one.reasons) for one in told.people}


def stranger(office, **values):
    """Asks under a name that nobody in the register has."""
    return office.entered(**{"name": "Aune Vieraanen", "contacts": [], **values})


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"contacts": [(ContactKind.EMAIL, "Impi.Tarulainen (at) SATUMAA.example")]}, [EMAIL]),
        ({"contacts": [(ContactKind.PHONE, "+358 40 123 4567")]}, [PHONE]),
        ({"customer_number": "a-1001"}, [NUMBER]),
        ({"name": "TARULAINEN, impi sylvia"}, [NAME]),
        ({"name": "Impi Tarulainen"}, [Reason.LIKE_NAME]),
        ({"name": "Impi Tarulainen", "customer_number": "A-1001"}, [NUMBER, Reason.LIKE_NAME]),
        ({}, None),
    ],
)
def test_somebody_is_found_by_what_was_told_in_any_spelling(office, told, why):
    office.person.customer_number = "A-1001"
    office.person.save()
    make.a_contact_point(office.person, "040 1234567", ContactPointKind.PHONE)
    expected = {} if why is None else {office.person.pk: why}
    assert found(office, stranger(office, **told)) == expected


def test_whoever_acts_for_another_is_not_taken_for_the_other(office):
    guardian = make.a_person(office.kept_by, family_name="Huoltajainen", given_names="Veikko")
    request = stranger(
        office,
        name="Veikko Huoltajainen",
        acting_as=ActingAs.GUARDIAN,
        on_behalf_of="Impi Sylvia Tarulainen",
    )
    assert found(office, request) == {office.person.pk: [NAME]}
    assert guardian.pk not in found(office, request)


class TestReach:
    """Which registers are looked into, and what of them the handler sees."""

    @pytest.fixture
    def elsewhere(self, office):
        """The same person in another register of the same controller, and at another's."""
        other = make.a_register("kilpailut")
        ours = make.a_membership(other, office.kept_by.controller)
        strangers = make.a_membership(office.kept_by.register, make.a_controller("b", name="B Oy"))
        return make.a_person(ours), make.a_person(strangers)

    def test_every_register_of_the_controller_is_looked_into(self, office, elsewhere):
        same, _others = elsewhere
        assert set(found(office, office.entered())) == {office.person.pk, same.pk}

    def test_the_person_may_narrow_it_to_one(self, office, elsewhere):
        request = office.entered(register_only=True)
        assert set(found(office, request)) == {office.person.pk}

    def test_joint_controllers_are_each_the_door(self, office, elsewhere):
        """Art. 26(3); shown to those who may see the other's people."""
        same, others = elsewhere
        request = office.entered()
        assert others.pk not in found(office, request, office.officer)
        register = office.kept_by.register
        register.joint_controllership = JointControllership.JOINT
        register.save()
        assert set(found(office, request, office.officer)) == {
            office.person.pk,
            same.pk,
            others.pk,
        }

    def test_a_handler_who_does_not_serve_the_other_is_told_that_some_are_not_shown(
        self, office, elsewhere
    ):
        _same, others = elsewhere
        request = office.entered()
        assert candidates_for(request, office.handler).unseen is False
        register = office.kept_by.register
        register.joint_controllership = JointControllership.JOINT
        register.save()
        told = candidates_for(request, office.handler)
        assert others.pk not in {one.person.pk for one in told.people}
        assert told.unseen

    def test_a_joint_controllers_person_can_be_fixed(self, office, elsewhere):
        _same, others = elsewhere
        register = office.kept_by.register
        register.joint_controllership = JointControllership.JOINT
        register.save()
        request = office.identified()
        with pytest.raises(NotAllowed, match="Choose people"):
            office.step(request, Step.FIX_MATCH, people=[others])
        request = office.step(request, Step.FIX_MATCH, people=[others], by=office.officer)
        assert request.matches.get().subject == others

    def test_absorbed_cards_are_left_out(self, office):
        office.person.merged_into = make.a_person(office.kept_by, family_name="Muu")
        office.person.save()
        assert found(office, office.entered(name="Nobody Known")) == {}

    @pytest.mark.parametrize("group", [Group.STAFF, Group.AUDITOR, Group.ADMINISTRATOR, None])
    def test_whoever_does_not_handle_requests_sees_nobody(self, office, group):
        user = make.a_user(group, office.kept_by.controller)
        assert found(office, office.entered(), user) == {}

    def test_a_handler_of_another_company_sees_nobody(self, office):
        user = make.a_user(Group.REQUEST_HANDLER, make.a_controller("b", name="B Oy"))
        assert found(office, office.entered(), user) == {}


class TestBounds:
    def test_the_likeliest_come_first_and_the_others_are_told_of(self, office):
        for _number in range(SHOWN + 5):
            make.a_person(office.kept_by)
        told = candidates_for(office.entered(), office.handler)
        assert (len(told.people), told.more) == (SHOWN, True)
        assert told.people[0].person == office.person
        assert list(told.people[0].reasons) == [EMAIL, NAME]

    def test_many_people_cost_the_statements_of_one(self, office):
        request = office.entered()

        def statements() -> int:
            with CaptureQueriesContext(connection) as asked:
                candidates_for(request, office.handler)
            return len(asked)

        few = statements()
        for _number in range(30):
            person = make.a_person(office.kept_by)
            make.a_contact_point(person)
        assert statements() == few
        assert few <= 14

    def test_a_search_adds_whom_nothing_else_tells_of(self, office):
        other = make.a_person(office.kept_by, family_name="Kuvitelma", given_names="Saimi")
        request = office.entered()
        assert found(office, request, sought="kuvitelma saimi")[other.pk] == [Reason.SOUGHT]
        assert other.pk not in found(office, request, sought="   ")


class TestJournal:
    """Whoever looks at candidates looks at people (CJEU C-579/21)."""

    def entries(self):
        rows = JournalEntry.objects.filter(act="viewed", occasion="request")
        return list(rows.values_list("uuid", "reference", "detail"))

    def test_each_showing_is_journalled_for_everybody_shown(self, office, desk):
        request = office.entered()
        assert desk.page(request).status_code == 200
        expected = [(office.person.uuid, request.reference, {"page": "request"})]
        assert self.entries() == expected

    def test_a_page_that_is_fetched_beforehand_is_refused(self, office, desk):
        address = reverse("admin:subjects_request_change", args=(office.entered().pk,))
        answer = desk.client.get(address, headers={"sec-purpose": "prefetch"})
        assert (answer.status_code, self.entries()) == (403, [])

    def test_the_auditor_reads_the_request_without_any_candidate(self, office):
        page = Desk(make.a_user(Group.AUDITOR)).page(office.entered())
        assert page.status_code == 200
        assert self.entries() == []
        assert "the same e-mail address" not in page.content.decode()

    def test_a_search_is_a_form_and_its_words_stand_in_no_address(self, office, desk):
        other = make.a_person(office.kept_by, family_name="Kuvitelma", given_names="Saimi")
        request = office.entered()
        address = reverse("admin:subjects_request_seek", args=(request.pk,))
        page = desk.client.post(address, {"sought": "kuvitelma"})
        assert "Saimi Kuvitelma" in page.content.decode()
        assert {uuid for uuid, _reference, _detail in self.entries()} == {
            office.person.uuid,
            other.uuid,
        }
        assert desk.client.get(address).status_code == 302


def test_people_are_fixed_from_the_page(office, desk):
    request = office.identified()
    desk.take(request, Step.FIX_MATCH, people=[office.person.pk])
    assert request.matches.get().subject == office.person


def test_who_is_ticked_comes_back_with_a_refused_form(office, desk):
    """Found by a search, ticked, refused: the tick is not lost."""
    request = office.submitted()
    request = office.step(request, Step.CONFIRM, by=THE_SUBJECT)
    office.step(request, Step.SETTLE_IDENTITY, method=IdentityMethod.EMAIL_ON_FILE)
    other = make.a_person(office.kept_by, family_name="Kuvitelma", given_names="Saimi")
    page = desk.take(request, Step.FIX_MATCH, people=[other.pk])
    assert "is not on every card" in page.content.decode()
    assert [one.name for one in page.context["page"].meant() if one.ticked] == ["Saimi Kuvitelma"]
    assert not request.matches.exists()
