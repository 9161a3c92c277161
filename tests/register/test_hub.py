"""The hub page and the start page: what is there, what is missing, where to go on."""

import pytest
from django.contrib.auth.models import Group as GroupModel
from django.urls import reverse
from django.utils import translation

from register.enums import RightKind
from register.gaps import BASICS, rights_missing, states
from register.groups import Group
from register.hub import AREAS
from register.models import (
    AutomatedProcessing,
    ContactPerson,
    DataItem,
    LegalBasis,
    Purpose,
    Recipient,
    Register,
    RegisterController,
    Right,
    Source,
    Statement,
    Transfer,
    User,
)
from register.usual_rights import add_missing_rights
from retention.models import RetentionRule
from tests.admin_pages import add_url, count_queries, filled, list_url, signed_in, url
from tests.factories import a_contact, a_controller, a_purpose, a_register, a_rule

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def officer(client):
    signed_in(client, Group.COMPLIANCE_OFFICER)
    return client


def hub(register: Register) -> str:
    return reverse("admin:register_register_hub", args=(register.pk,))


def lacks(register: Register, area: str) -> list[str]:
    return states([register])[register.pk].areas[area].lacks


# What is missing


def test_a_new_register_lacks_something_in_every_required_area():
    state = states([a_register()])
    [areas] = [one.areas for one in state.values()]
    empty = {key for key, area in areas.items() if area.missing}
    assert empty == {BASICS, *(area.key for area in AREAS)}
    assert next(iter(state.values())).next_area == BASICS


def test_a_purpose_is_covered_by_its_own_basis_or_one_for_all():
    register = a_register()
    first, _second = a_purpose(register), a_purpose(register, "toinen", name_fi="toinen")
    words = "2 purposes have no legal basis."
    assert words in lacks(register, "purposes")
    basis = LegalBasis.objects.create(register=register, key="b", basis="b")
    basis.purposes.add(first)
    assert "1 purpose has no legal basis." in lacks(register, "purposes")
    basis.purposes.clear()
    assert not any("no legal basis" in words for words in lacks(register, "purposes"))
    basis.ended_on, basis.end_reason_fi = "2026-01-01", "ei enää"
    basis.save()
    assert words in lacks(register, "purposes")


def test_another_registers_basis_covers_nothing():
    register, other = a_register("a"), a_register("b")
    a_purpose(register)
    LegalBasis.objects.create(register=other, key="b", basis="b")
    assert "1 purpose has no legal basis." in lacks(register, "purposes")


def test_a_group_of_items_needs_no_category_of_its_own():
    register = a_register()
    group = DataItem.objects.create(register=register, key="r", name_fi="ryhmä")
    inner = DataItem.objects.create(register=register, key="n", name_fi="nimi", parent=group)
    assert lacks(register, "data") == ["1 data item has no category."]
    inner.categories.create(category="identity_code")
    assert lacks(register, "data") == [
        "1 personal identity code has no ground (Data Protection Act s. 29)."
    ]
    inner.identity_code_ground = "law"
    inner.save()
    assert lacks(register, "data") == []


@pytest.mark.parametrize(
    ("area", "make", "words"),
    [
        (
            "purposes",
            lambda r: LegalBasis.objects.create(register=r, key="f", basis="f"),
            "1 legitimate interest is not put into words.",
        ),
        (
            "purposes",
            lambda r: LegalBasis.objects.create(register=r, key="c", basis="c"),
            "1 legal basis does not name its statute.",
        ),
        (
            "purposes",
            lambda r: AutomatedProcessing.objects.create(
                register=r, key="p", kind="profiling", state="none"
            ),
            "Automated decisions and profiling: 1 of the two is not stated.",
        ),
        (
            "sources",
            lambda r: Source.objects.create(
                register=r, key="s", kind="public_register", name_fi="kaupparekisteri"
            ),
            "1 source does not tell whether it is public.",
        ),
        (
            "recipients",
            lambda r: Recipient.objects.create(
                register=r, key="p", kind="processor", name_fi="pilvi"
            ),
            "1 processor has no processing agreement (Art. 28(3)).",
        ),
        (
            "transfers",
            lambda r: Transfer.objects.create(register=r, key="t", state="possible"),
            "1 transfer has neither an adequacy decision nor a safeguard.",
        ),
        (
            "retention",
            lambda r: a_rule(r).terms.create(key="t", length=5),
            "1 term has no event to count from.",
        ),
        (
            "retention",
            lambda r: a_rule(r, form="criterion"),
            "1 rule is only a criterion: nothing can be carried out from it.",
        ),
        (
            "controllers",
            lambda r: RegisterController.objects.create(register=r, controller=a_controller()),
            "1 controller has no address, e-mail or phone.",
        ),
    ],
)
def test_what_a_row_lacks_is_told_in_words(area, make, words):
    register = a_register()
    assert words not in lacks(register, area)
    make(register)
    assert words in lacks(register, area)


def test_saying_that_there_are_no_recipients_is_enough():
    register = a_register()
    assert lacks(register, "recipients")
    Statement.objects.create(register=register, key="s", kind="no_recipients", text_fi="Ei.")
    assert lacks(register, "recipients") == []


def test_items_outside_every_rule_are_counted():
    register = a_register()
    for category in ("name", "email"):
        item = DataItem.objects.create(register=register, key=category, name_fi=category)
        item.categories.create(category=category)
    rule = a_rule(register)
    assert "covered by no rule" not in "".join(lacks(register, "retention"))
    rule.categories.create(category="name")
    assert "1 data item is covered by no rule." in lacks(register, "retention")


def test_a_contact_of_the_company_fills_the_shelf():
    register, company = a_register(), a_controller()
    assert lacks(register, "contacts")
    ContactPerson.objects.create(controller=company, key="dpo", name_fi="Vastaava")
    assert lacks(register, "contacts")
    RegisterController.objects.create(register=register, controller=company)
    assert lacks(register, "contacts") == []


def test_rights_follow_from_the_bases():
    register = a_register()
    always = {
        RightKind.ACCESS,
        RightKind.RECTIFICATION,
        RightKind.ERASURE,
        RightKind.RESTRICTION,
        RightKind.COMPLAINT,
    }
    assert rights_missing([register.pk]) == {register.pk: always}
    a_purpose(register, direct_marketing=True)
    for basis in "af":
        LegalBasis.objects.create(register=register, key=basis, basis=basis)
    more = {
        RightKind.OBJECTION,
        RightKind.PORTABILITY,
        RightKind.CONSENT_WITHDRAWAL,
        RightKind.MARKETING_BAN,
    }
    assert rights_missing([register.pk]) == {register.pk: always | more}
    register.automated = False
    register.save()
    assert RightKind.PORTABILITY not in rights_missing([register.pk])[register.pk]


def test_the_missing_rights_are_added_once():
    register = a_register()
    Right.objects.create(register=register, key="access", right="other", text_fi="muu", position=3)
    added = add_missing_rights(register)
    assert [(right.key, right.position) for right in added] == [
        ("access-2", 4), ("rectification", 5), ("erasure", 6), ("restriction", 7), ("complaint", 8),
    ]  # fmt: skip
    assert added[-1].authority is not None
    assert add_missing_rights(register) == []


def test_missing_translations_are_counted_apart():
    register = a_register(name_fi="Asiakasrekisteri")
    a_purpose(register, name_sv="fakturering", text_en="for invoicing")
    state = states([register])[register.pk]
    assert state.areas["purposes"].untranslated == {"fi": 1, "sv": 1, "en": 1}
    assert state.areas[BASICS].untranslated == {"sv": 1, "en": 1}
    source = Source.objects.create(
        register=register, key="s", kind="cookies",
        name_fi="evästeet", name_sv="kakor", name_en="cookies",
    )  # fmt: skip
    source.channels.create(key="c", name_fi="selain")
    assert states([register])[register.pk].areas["sources"].untranslated == {"sv": 1, "en": 1}


def test_a_proper_name_stands_for_every_language():
    register = a_register()
    a_contact(register, name_fi="Aino Keksitty")
    assert states([register])[register.pk].areas["contacts"].untranslated == {}


def test_what_is_missing_comes_before_what_is_untranslated():
    register = a_register(name_fi="Asiakasrekisteri")
    state = states([register])[register.pk]
    assert state.areas[BASICS].untranslated
    assert state.next_area == "controllers"


# The page


def test_every_area_shows_with_its_list_and_a_way_to_add(officer):
    register = a_register(name_fi="Asiakasrekisteri")
    response = officer.get(hub(register))
    assert [card.area.key for card in response.context["cards"]] == [
        BASICS,
        *(area.key for area in AREAS),
    ]
    page = response.content.decode()
    for model in (Purpose, LegalBasis, DataItem, RetentionRule):
        assert list_url(model, register) in page
        assert add_url(model, register) in page
    assert url(Register, "change", register.pk) in page


def test_the_page_says_what_to_do_next(officer):
    register = a_register(name_fi="Asiakasrekisteri")
    response = officer.get(hub(register))
    assert response.context["next"].area.key == "controllers"


def test_those_who_look_are_offered_nothing_to_add(client):
    register = a_register()
    signed_in(client, Group.AUDITOR)
    page = client.get(hub(register)).content.decode()
    assert list_url(Purpose, register) in page
    assert "/add/" not in page
    assert 'method="post" action="/hallinta/register' not in page


def test_the_page_is_for_those_who_may_see_registers(client):
    register = a_register()
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert client.get(hub(register)).status_code == 403


def test_an_unknown_register_is_not_found(officer):
    assert officer.get(reverse("admin:register_register_hub", args=(999,))).status_code == 404


def test_the_list_of_registers_leads_to_the_hubs(officer):
    register = a_register()
    assert hub(register) in officer.get(url(Register, "changelist")).content.decode()


def test_saving_the_basic_data_leads_back(officer):
    register = a_register()
    sent = filled(officer.get(url(Register, "change", register.pk)))
    response = officer.post(url(Register, "change", register.pk), {**sent, "name_fi": "Uusi"})
    assert response.url == hub(register)


def test_a_new_register_gets_a_short_name_and_its_hub(officer):
    response = officer.post(url(Register, "add"), {"name_fi": "Mökkivieraat", "automated": "on"})
    register = Register.objects.get()
    assert (register.slug, response.url) == ("mokkivieraat", hub(register))


def test_pressing_the_button_adds_the_rights(officer):
    register = a_register()
    address = reverse("admin:register_right_missing", args=(register.pk,))
    assert address in officer.get(hub(register)).content.decode()
    assert officer.get(address).status_code == 405
    assert officer.post(address).url == list_url(Right, register)
    assert Right.objects.count() == 5
    assert address not in officer.get(hub(register)).content.decode()


def test_the_button_is_not_for_everybody(client):
    register = a_register()
    signed_in(client, Group.STAFF)
    address = reverse("admin:register_right_missing", args=(register.pk,))
    assert client.post(address).status_code == 403
    assert not Right.objects.exists()


# The start page


def test_an_empty_installation_says_what_to_do_first(officer):
    page = officer.get(reverse("admin:index")).content.decode()
    assert "Begin with a register" in page
    assert url(Register, "add") in page


def test_who_may_not_make_registers_is_told_who_does(client):
    signed_in(client, Group.AUDITOR)
    page = client.get(reverse("admin:index")).content.decode()
    assert "A compliance officer makes the first one" in page
    assert url(Register, "add") not in page


def test_the_start_page_shows_every_register_with_its_gaps(officer):
    registers = [a_register("a", name_fi="Ensimmäinen"), a_register("b", name_fi="Toinen")]
    response = officer.get(reverse("admin:index"))
    assert [card.register for card in response.context["cards"]] == registers
    assert all(hub(register) in response.content.decode() for register in registers)


def test_who_is_in_no_group_is_told_what_to_do(client):
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = client.get(reverse("admin:index")).content.decode()
    assert "ask the administrator" in page


def test_the_menu_shows_what_one_may_look_at(client):
    chief = signed_in(client, Group.ADMINISTRATOR)
    page = client.get(reverse("admin:index")).content.decode()
    assert url(User, "changelist") in page
    assert url(Purpose, "changelist") not in page
    chief.groups.set([GroupModel.objects.get(name=Group.STAFF.value)])
    page = client.get(reverse("admin:index")).content.decode()
    assert url(User, "changelist") not in page
    assert url(Purpose, "changelist") in page


# How much it asks


def test_queries_do_not_grow_with_the_rows(officer):
    register = a_register()
    a_purpose(register)
    officer.get(hub(register))
    few = count_queries(officer, hub(register))
    for number in range(50):
        key = f"k{number}"
        purpose = a_purpose(register, key, name_fi=key)
        basis = LegalBasis.objects.create(register=register, key=key, basis="f")
        basis.purposes.add(purpose)
        item = DataItem.objects.create(register=register, key=key, name_fi=key)
        item.categories.create(category="name")
        a_rule(register, key).terms.create(key="t", length=1, trigger="created")
    assert count_queries(officer, hub(register)) == few


def test_queries_do_not_grow_with_the_registers(officer):
    a_purpose(a_register())
    index = reverse("admin:index")
    officer.get(index)
    few = count_queries(officer, index)
    for number in range(20):
        a_purpose(a_register(f"r{number}"))
    assert count_queries(officer, index) == few
