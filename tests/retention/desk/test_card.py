"""A person's card tells when each part is erased and why; holds are placed, reviewed, lifted."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from register import merging
from register.admin.people import url_of_person
from register.enums import DataCategory, Relationship, SubjectKind
from register.groups import Group
from register.models import Act, JournalEntry, SubjectGroup
from retention.enums import Trigger
from retention.models import GrantedErasure, Hold, RetentionRule
from tests.admin_pages import count_queries, signed_in, url
from tests.factories import (
    a_controller,
    a_membership,
    a_person,
    a_register,
    a_rule,
    a_user,
    an_interaction,
    an_invoice,
    an_order,
)
from tests.retention.desk.conftest import a_period
from tests.retention.desk.test_plans import told

pytestmark = pytest.mark.django_db

LATER = timezone.localdate() + timedelta(days=90)


def panel(client, person):
    answer = client.get(url_of_person(person))
    return next(part for part in answer.context["events"] if part.key == "retention")


def said(client, person):
    """Label -> what is said, and why."""
    return {
        str(line.label): (str(line.words), str(line.note)) for line in panel(client, person).lines
    }


# When what goes


def test_the_days_of_the_worked_examples(client, world, officer):
    """Left 29.2.2024, held for five years; a voucher of the year to 30.4.2027."""
    world.gone.relationship_ended_on = date(2024, 2, 29)
    world.gone.save()
    an_invoice(
        world.gone,
        kept_by=world.kept_by,
        issued_on=date(2026, 11, 30),
        financial_year_end=date(2027, 4, 30),
    )
    told_of = said(client, world.gone)
    assert told_of["The whole card"] == (
        "Erased on 1 Mar 2029",
        "Invoices stay until their own time is up, without a link to the person.",
    )
    assert told_of["Invoices"] == (
        "Erased on 1 Jan 2034",
        "laskutustiedot · end of the financial year 30 Apr 2027",
    )


def test_data_of_one_rule_stand_in_one_line_with_the_event(client, world, officer):
    assert said(client, world.gone) == {
        "The whole card": ("Due since 20 Oct 2023", ""),
        "Customer relationship, name, customer number, e-mail address": (
            "Due since 20 Oct 2023",
            "asiakastiedot · end of the customer relationship 19 Oct 2018",
        ),
    }


def test_nothing_goes_while_a_merge_can_be_undone(client, world, officer):
    merging.merge(world.gone, world.other, by=a_user(), now=timezone.now())
    after = timezone.localdate() + timedelta(days=settings.MERGE_UNDO_DAYS + 1)
    words, _note = said(client, world.gone)["The whole card"]
    assert words == f"Erased on {date_format(after, 'SHORT_DATE_FORMAT')}"


def test_what_goes_on_has_no_day_yet(client, world, officer):
    [(words, note)] = said(client, world.stays).values()
    assert words == "Kept: the period has not begun"
    assert note == "asiakastiedot · end of the customer relationship"


def test_a_missing_day_is_told_with_the_page_that_mends_it(client, world, officer):
    [line] = panel(client, world.unknown).lines
    assert line.words == "Nobody can tell: a day is missing"
    assert client.get(line.links[0].url).status_code == 200


def test_data_without_a_rule_are_told(client, world, officer):
    group = SubjectGroup.objects.create(
        register=world.register, key="mahdolliset", name_fi="x", kind=SubjectKind.PROSPECT
    )
    world.rule.subject_groups.add(group)
    [line] = panel(client, world.stays).lines
    assert line.words == "Nobody can tell: no rule covers these"
    assert client.get(line.links[0].url).status_code == 200


def test_rows_with_days_of_their_own_go_one_by_one(client, world, officer):
    a_period(
        a_rule(world.register, "tilaukset", name_fi="tilaustiedot"),
        Trigger.PURCHASE,
        3,
        DataCategory.ORDER,
    )
    for number, year in enumerate((2024, 2026)):
        an_order(world.stays, f"T-{number}", ordered_on=date(year, 5, 2))
    assert said(client, world.stays)["Orders"] == (
        "One by one from 3 May 2027 to 3 May 2029",
        "tilaustiedot · purchase",
    )


def test_the_card_asks_as_often_for_much_as_for_little(client, world, officer):
    for number in range(2):
        an_order(world.gone, f"T-{number}")
        an_interaction(world.gone)
    client.get(url_of_person(world.gone))
    few = count_queries(client, url_of_person(world.gone))
    for number in range(2, 12):
        an_order(world.gone, f"T-{number}")
        an_interaction(world.gone)
    assert count_queries(client, url_of_person(world.gone)) == few


# Holds


def place_url(person):
    return reverse("admin:retention_hold_place", args=(person.pk,))


def hold_url(hold, name):
    return reverse(f"admin:retention_hold_{name}", args=(hold.pk,))


def place(client, person, **values):
    values = {"reason": "legal_claim", "category": "", "review_on": LATER, **values}
    return client.post(place_url(person), values, follow=True)


def test_a_handler_places_a_hold_and_the_card_tells(client, world):
    handler = signed_in(client, Group.REQUEST_HANDLER)
    handler.controllers.add(world.controller)
    answer = place(client, world.gone, explanation="Kanne nostettu.")
    assert told(answer) == ["The hold is in force: nothing it covers is erased."]
    hold = Hold.objects.get()
    assert (hold.placed_by, hold.placed_on, hold.review_on) == (
        handler,
        timezone.localdate(),
        LATER,
    )
    words, note = said(client, world.gone)["Hold"]
    assert words == "A legal claim is made or expected · everything held"
    assert note.endswith("Kanne nostettu.")


def test_a_second_click_places_nothing_and_another_day_is_refused(client, world, officer):
    place(client, world.gone)
    place(client, world.gone)
    answer = place(client, world.gone, review_on=LATER + timedelta(days=1))
    assert answer.context["form"].errors["reason"]
    assert Hold.objects.count() == 1


def test_a_hold_without_a_review_to_come_is_refused(client, world, officer):
    answer = place(client, world.gone, review_on=timezone.localdate())
    assert answer.context["form"].errors["review_on"]
    assert not Hold.objects.exists()


def test_a_review_sets_another_day_unless_somebody_was_quicker(client, world, officer):
    place(client, world.gone)
    hold = Hold.objects.get()
    later, latest = LATER + timedelta(days=30), LATER + timedelta(days=60)
    client.post(hold_url(hold, "review"), {"review_on": later, "seen": LATER})
    hold.refresh_from_db()
    assert hold.review_on == later
    answer = client.post(hold_url(hold, "review"), {"review_on": latest, "seen": LATER})
    assert answer.context["form"].errors["review_on"]
    hold.refresh_from_db()
    assert hold.review_on == later


def test_a_lifted_hold_stays_lifted(client, world, officer):
    place(client, world.gone)
    hold = Hold.objects.get()
    assert told(client.post(hold_url(hold, "lift"), follow=True)) == ["The hold is lifted."]
    hold.refresh_from_db()
    assert (hold.lifted_by, hold.lifted_on) == (officer, timezone.localdate())
    answer = client.post(hold_url(hold, "lift"))
    assert answer.context["form"].non_field_errors() == ["The hold has been lifted already."]
    assert next(line for line in panel(client, world.gone).lines if line.label == "Hold").over


def test_customer_service_sees_holds_and_places_none(client, world, officer):
    place(client, world.gone)
    staff = signed_in(client, Group.STAFF)
    staff.controllers.add(world.controller)
    shown = panel(client, world.gone)
    assert [line.links for line in shown.lines if line.label == "Hold"] == [[]]
    assert shown.links == []
    assert client.post(place_url(world.gone)).status_code == 403
    for name in ("review", "lift"):
        assert client.post(hold_url(Hold.objects.get(), name)).status_code == 403


def test_nobody_holds_the_data_of_whom_may_not_be_seen(client, world):
    strange = a_person(a_membership(a_register("muut"), a_controller("muu", name="Vieras Oy")))
    handler = signed_in(client, Group.REQUEST_HANDLER)
    handler.controllers.add(world.controller)
    hold = Hold.objects.create(
        subject=strange,
        reason="debt",
        placed_on=timezone.localdate(),
        review_on=LATER,
        placed_by=handler,
    )
    assert client.get(place_url(strange)).status_code == 404
    assert client.get(hold_url(hold, "lift")).status_code == 404
    assert client.get(url(Hold, "changelist")).context["table"].lines == []


def test_the_list_has_those_to_be_reviewed_first(client, world, officer):
    place(client, world.gone)
    place(client, world.other, review_on=LATER - timedelta(days=30))
    Hold.objects.filter(subject=world.other).update(
        placed_on=date(2026, 1, 1), review_on=date(2026, 2, 1)
    )
    lines = client.get(url(Hold, "changelist")).context["table"].lines
    assert [bool(line.mark) for line in lines] == [True, False]
    assert [line.url.split("#")[0] for line in lines] == [
        url_of_person(world.other),
        url_of_person(world.gone),
    ]


def test_every_page_about_a_person_is_journalled(client, world, officer):
    client.get(place_url(world.gone))
    viewed = JournalEntry.objects.get(act=Act.VIEWED, uuid=world.gone.uuid)
    assert viewed.detail == {"page": "place_hold"}


def test_a_prospect_is_no_customer(client, world, officer):
    """A prospect who never answered must not inherit the customers' clock."""
    prospect = world.person("A-9", relationship=Relationship.PROSPECT)
    [line] = panel(client, prospect).lines
    assert line.words == "Nobody can tell: a day is missing"


# An erasure that was granted, and of which a duty or a hold kept something


def test_the_card_tells_of_an_erasure_that_was_granted(client, world, officer):
    kept = a_rule(
        world.register,
        "nimet",
        name_fi="nimet lain mukaan",
        statutory=True,
        source_fi="laki 1 §",
    )
    a_period(kept, Trigger.CUSTOMER_RELATIONSHIP_END, 10, DataCategory.NAME)
    voucher = an_invoice(world.gone, kept_by=world.kept_by, financial_year_end=date(2026, 12, 31))
    granted = GrantedErasure.objects.create(
        subject=world.gone,
        reference="P-2345-6789",
        decided_on=date(2026, 11, 22),
        quiet_until=timezone.now(),
    )
    GrantedErasure.objects.create(
        invoice=voucher,
        reference="P-2345-6789",
        decided_on=date(2026, 11, 22),
        quiet_until=timezone.now(),
    )
    told_of = said(client, world.gone)
    assert told_of["Erasure on request"] == (
        "Granted on 22 Nov 2026",
        "P-2345-6789 · What the law requires is kept until its day, and then erased.",
    )
    assert told_of["Name"] == (
        "Erased on 20 Oct 2028",
        "nimet lain mukaan · end of the customer relationship 19 Oct 2018",
    )
    assert told_of["The whole card"][0] == "Erased on 20 Oct 2028"
    assert told_of["Customer relationship, customer number, e-mail address"] == (
        "Erased when nothing else of the card is kept",
        "",
    )
    granted.ended_on = date(2026, 12, 1)
    granted.save()
    told_of = said(client, world.gone)
    assert told_of["Erasure on request"][1] == (
        "P-2345-6789 · Something new was written on the card: since 1 Dec 2026 all rules count "
        "again."
    )
    assert "asiakastiedot" in told_of["Customer relationship, customer number, e-mail address"][1]
    assert "Erasure on request" not in said(client, world.other)


def test_what_was_refused_is_told_so_and_keeps_the_card(client, world, officer):
    RetentionRule.objects.filter(register=world.register).delete()
    GrantedErasure.objects.create(
        subject=world.gone,
        reference="P-2345-6789",
        decided_on=date(2026, 11, 22),
        refused=["email"],
        quiet_until=timezone.now(),
    )
    told_of = said(client, world.gone)
    assert told_of["E-mail address"] == ("Kept: the erasure was refused", "")
    assert "The whole card" not in told_of
    world.gone.contact_points.all().delete()
    assert said(client, world.gone)["The whole card"][0].startswith("Due since")
    an_invoice(world.gone, kept_by=world.kept_by)
    told_of = said(client, world.gone)
    assert told_of["Invoices"] == ("Kept: the erasure was refused", "")
    assert "The whole card" not in told_of


# What stops it


def test_a_card_that_a_hold_or_a_restriction_keeps_is_not_told_to_be_due(client, world, officer):
    hold = Hold.objects.create(
        subject=world.gone,
        category=DataCategory.EMAIL,
        reason="dispute",
        placed_on=timezone.localdate(),
        review_on=LATER,
        placed_by=a_user(),
    )
    whole = said(client, world.gone)["The whole card"]
    assert whole == ("Kept as long as a hold is in force", "otherwise due since 20 Oct 2023")
    Hold.objects.filter(pk=hold.pk).update(lifted_on=timezone.localdate(), lifted_by=hold.placed_by)
    world.gone.restricted_at = timezone.now()
    world.gone.save()
    words, _note = said(client, world.gone)["The whole card"]
    assert words == "Kept as long as the processing is restricted"
    world.gone.restricted_at = None
    world.gone.save()
    assert said(client, world.gone)["The whole card"] == ("Due since 20 Oct 2023", "")
