"""Requests on other pages: on the person's card, on the start page, in the menu."""

from django.urls import reverse
from django.utils import timezone

from register.admin.people import url_of_person
from register.groups import Group
from register.journal import THE_SUBJECT
from register.models import OutgoingMail
from subjects.enums import IdentityMethod, LetterKind, RequestedKind, Step
from tests import factories as make
from tests.admin_pages import count_queries
from tests.subjects.desk.conftest import Desk
from tests.subjects.desk.test_desk import entered, taken
from tests.subjects.requests import LETTER


class TestCard:
    def panel(self, desk, person):
        events = desk.client.get(url_of_person(person)).context["events"]
        return next((part for part in events if part.key == "requests"), None)

    def test_it_lists_the_requests_that_were_fixed_to_be_about_the_person(self, office, desk):
        about = office.matched()
        office.entered()  # the same name and address, and yet nobody has said so
        panel = self.panel(desk, office.person)
        assert [line.label for line in panel.lines] == [about.reference]
        [link] = panel.lines[0].links
        assert link.url == reverse("admin:subjects_request_change", args=(about.pk,))

    def test_an_open_one_tells_target_and_limit(self, office, desk):
        office.matched()
        [line] = self.panel(desk, office.person).lines
        assert "target 10 Apr 2026, time limit 10 Apr 2026" in str(line.note)

    def test_a_closed_one_is_drawn_quietly(self, office, desk):
        office.closed()
        [line] = self.panel(desk, office.person).lines
        assert line.over

    def test_customer_service_sees_no_requests_there(self, office):
        office.matched()
        desk = Desk(make.a_user(Group.STAFF, office.kept_by.controller))
        assert self.panel(desk, office.person) is None


class TestStartPage:
    def part(self, desk):
        parts = desk.client.get(reverse("admin:index")).context["parts"]
        return next((one for one in parts if one.template == "admin/subjects/start.html"), None)

    def figures(self, desk):
        return {str(one.label): one.count for one in self.part(desk).context["figures"]}

    def test_it_counts_what_waits_and_what_went_wrong(self, office, desk):
        entered(office, 50)  # late
        soon = entered(office, 26)
        taken(office, soon, Step.ASSIGN, to=office.handler)
        for days in (60, 12):  # asked after the limit, that changes nothing: it is late
            waits = entered(office, days)
            waits = taken(office, waits, Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
            letter = waits.letters.get(kind=LetterKind.IDENTITY_QUESTION)
            taken(office, waits, Step.SEND_LETTER, letter=letter.pk, **LETTER)
        office.submitted()  # unconfirmed: nobody's to work on
        now = timezone.now()
        OutgoingMail.objects.create(
            key=f"letter:{letter.pk}",
            kind="letter",
            queued_at=now,
            next_attempt_at=now,
            given_up_at=now,
        )
        found = self.figures(desk)
        assert found == {
            "Late": 2,
            "Due within a week": 1,
            "Without a handler": 3,
            "Waiting for the person": 1,
            "Letters owed": 4,  # receipts; nothing is owed to the unconfirmed
            "New messages": 0,
            "Waiting for approval": 0,
            "Recipients to be told": 0,
            "Mail that failed": 1,
        }

    def test_each_figure_leads_to_the_very_requests_it_counts(self, office, desk):
        entered(office, 50)
        entered(office, 26)
        office.decided(RequestedKind.ERASURE)
        office.withdrawn()  # a letter is owed although it has ended
        written = entered(office, 2)
        taken(office, written, Step.WRITE, by=THE_SUBJECT, body="Hei.")
        figures = self.part(desk).context["figures"]
        found = {str(one.label): one.count for one in figures}
        assert found["Letters owed"] == 5
        assert found["New messages"] == found["Waiting for approval"] == 1
        for one in figures:
            table = desk.client.get(one.url).context["table"]
            assert len(table.lines) == one.count, one.label

    def test_whose_clock_stands_still_come_after_the_others(self, office, desk):
        waits, fresh = entered(office, 20), entered(office, 1)
        request = taken(office, waits, Step.ASK_IDENTITY, method=IdentityMethod.QUESTION)
        letter = request.letters.get(kind=LetterKind.IDENTITY_QUESTION)
        taken(office, request, Step.SEND_LETTER, letter=letter.pk, **LETTER)
        named = [row.reference for row in self.part(desk).context["waiting"]]
        assert named == [fresh.reference, waits.reference]

    def test_those_whose_time_ends_first_are_named_by_reference_alone(self, office, desk):
        late, fresh = entered(office, 50), entered(office, 1)
        context = self.part(desk).context
        assert [row.reference for row in context["waiting"]] == [late.reference, fresh.reference]
        page = desk.client.get(reverse("admin:index")).content.decode()
        assert "Tarulainen" not in page

    def test_another_companys_requests_are_not_counted(self, office):
        entered(office, 50)
        desk = Desk(make.a_user(Group.REQUEST_HANDLER, make.a_controller("b", name="B Oy")))
        assert set(self.figures(desk).values()) == {0}

    def test_customer_service_is_shown_where_to_enter_one(self, office):
        desk = Desk(make.a_user(Group.STAFF, office.kept_by.controller))
        context = self.part(desk).context
        assert [str(link.label) for link in context["links"]] == ["Enter a request"]
        assert "figures" not in context

    def test_an_administrator_sees_nothing_of_it(self, office):
        assert self.part(Desk(make.a_user(Group.ADMINISTRATOR))) is None

    def test_many_requests_cost_the_statements_of_one(self, office, desk):
        entered(office, 3)
        one = count_queries(desk.client, reverse("admin:index"))
        for days in range(10):
            entered(office, days)
        assert count_queries(desk.client, reverse("admin:index")) == one


def test_the_menu_has_the_desk_and_the_way_to_enter_a_request(office, desk):
    def places(user):
        page = Desk(user).client.get(reverse("admin:index"))
        groups = page.context["sidebar_navigation"]
        return {str(item["title"]) for group in groups for item in group["items"]}

    both = {"Requests", "Enter a request"}
    service = make.a_user(Group.STAFF, office.kept_by.controller)
    assert places(office.handler) >= both
    assert places(service) & both == {"Enter a request"}
    assert places(make.a_user(Group.AUDITOR)) & both == {"Requests"}
    assert places(make.a_user(Group.ADMINISTRATOR)) & both == set()
