"""The declaration of personal data is complete: no table, column or relation is left undecided.

What is told here by hand is compared with what Django and the database really have, so that a new
model, column, relation or table breaks the build until somebody has decided about it.
"""

import re
from datetime import date
from typing import Any

import pytest
from auditlog.registry import auditlog
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from register.audit import NEVER_LOGGED, NOT_FOLLOWED
from register.enums import DataCategory, Origin
from register.identity_codes import record
from register.journal import COMMAND
from register.models import (
    ContactPoint,
    DataSubject,
    Organisation,
    User,
)
from register.personal_data import (
    Erasing,
    NotPersonal,
    OtherPeople,
    categories_held,
    declaration_of,
    declared_models,
    rows_of,
)
from tests import factories as make

# Our models that hold nobody, and why they do not.
FACT = "a fact about how the controller processes data"
CHOICE = "which facts belong together"
NOTICE = "the notice and what became of it"
RULE = "how long data are kept"
MACHINE = "the machine's own notes: keys, counts and times"
BY_UUID = "names people by a random uuid or a number of ours; outlives them on purpose"
HOLDS_NOBODY = {
    **dict.fromkeys(
        [
            *("AutomatedProcessing", "CollectionSituation", "ConsentText", "Controller"),
            *("DataItem", "DataItemCategory", "Definition", "ExternalDocument"),
            *("ForeignBusinessId", "LegalBasis", "ProcessingForOthers", "Purpose", "Recipient"),
            *("Register", "RegisterController", "Right", "SecurityMeasure", "Source"),
            *("SourceChannel", "Statement", "StatuteReference", "SubjectGroup"),
            *(
                "LetterTemplate",
                "SupervisoryAuthority",
                "System",
                "TradeName",
                "Transfer",
                "TransferCountry",
            ),
        ],
        FACT,
    ),
    **dict.fromkeys(
        [
            *("AutomatedProcessing_purposes", "DataItem_purposes", "DataItem_subject_groups"),
            *("LegalBasis_purposes", "LegalBasis_subject_groups", "Recipient_purposes"),
            *("RetentionRule_purposes", "RetentionRule_subject_groups", "Source_subject_groups"),
        ],
        CHOICE,
    ),
    **dict.fromkeys(
        [
            *("Block", "ChosenRow", "Notice", "NoticeLabel", "NoticeVersion", "ProcessingRecord"),
            *("Rendering", "Review", "ReviewReminder", "Section", "SectionKind", "Submission"),
            "Withdrawal",
        ],
        NOTICE,
    ),
    **dict.fromkeys(["FinancialYear", "RetentionRule", "RuleCategory", "Term"], RULE),
    **dict.fromkeys(
        ["JournalBlock", "ScheduledRun", "SelfTest", "StaffReminder", "TimelineEvent"], MACHINE
    ),
    **dict.fromkeys(
        [
            *("Approval", "JournalEntry", "LedgerChoice", "LedgerEntry"),
            *("Forecast", "Plan", "PlanItem", "Run"),
        ],
        BY_UUID,
    ),
    **dict.fromkeys(
        ["User_controllers", "User_groups", "User_user_permissions"],
        "which rights an account has; goes with the account",
    ),
    "ImportFault": "which rows of a file are wrong, without their values",
    "ImportMapping": "what the columns of files mean",
}

# Tables that are not our models': what they hold of people, and how it goes.
TABLES_OF_OTHERS = {
    "auditlog_logentry": "staff by number and network address; people's values are masked by a "
    "constant. Kept as evidence until the retention of trails is there (design §7).",
    "auth_group": "nobody",
    "auth_group_permissions": "nobody",
    "auth_permission": "nobody",
    "django_admin_log": "nobody: nothing is written here (`house.OneTrail`)",
    "django_content_type": "nobody",
    "django_migrations": "nobody",
    "django_session": "who of staff is signed in; removed daily once expired (`jobs.forget_old`)",
    "django_tasks_database_dbtaskresult": "numbers of rows; removed after 14 or 60 days",
}
# SQLite keeps such an index as tables of its own, PostgreSQL as an index.
SEARCH_INDEX = re.compile(
    r"register_(searchtext|organisation|order|invoice)_trigrams(_config|_data|_idx)?"
)

# Who did it: columns that name a member of staff. They show on screens as the account's number or
# name; an account that did something is deactivated, not deleted (PROTECT).
NAMES_STAFF = {
    "Approval.approved_by",
    "Attachment.added_by",
    "CarriedRight.carried_by",
    "Consent.recorded_by",
    "Decision.decided_by",
    "Decision.reviewed_by",
    "DeliveryCode.made_by",
    "Hold.lifted_by",
    "Hold.placed_by",
    "IdentityCheck.settled_by",
    "IdentityCode.sent_by",
    "Import.by",
    "Interaction.handled_by",
    "Letter.sent_by",
    "MarketingBan.recorded_by",
    "Match.fixed_by",
    "Merge.merged_by",
    "Merge.undone_by",
    "Message.written_by",
    "NotTheSame.found_by",
    "NoticeVersion.published_by",
    "NoticeVersion.submitted_by",
    "Plan.made_by",
    "ProposedChange.decided_by",
    "ProposedChange.proposed_by",
    "RecipientNotice.settled_by",
    "Redaction.decided_by",
    "Request.approved_by",
    "Request.assigned_to",
    "Request.decided_by",
    "Request.entered_by",
    "Request.extended_by",
    "Review.reviewed_by",
    "Submission.submitted_by",
    "Task.done_by",
    "Task.owner",
    "User_controllers.user",
    "User_groups.user",
    "User_user_permissions.user",
    "Withdrawal.withdrawn_by",
}

# Relations to people that do not hold them back from being erased, and why.
GO_WITH_THE_PERSON = {
    "GrantedErasure.invoice": "tells of the voucher alone, and is nothing without it",
    "ImportOutcome.subject": "a preview, thrown away with its import",
    "ImportOutcome.row": "a preview, thrown away with its import",
}


def our_models() -> list[type[models.Model]]:
    return [
        model
        for label in settings.OUR_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]


def columns_of(model: type[models.Model]) -> dict[str, Any]:
    return {field.name: field for field in model._meta.concrete_fields}


def name_of(model: type[models.Model]) -> str:
    return model.__name__


DECLARED = sorted(declared_models(), key=name_of)
WITH_PEOPLE = sorted((model for model in our_models() if declaration_of(model)), key=name_of)


# Nothing is undecided


def test_every_model_holds_people_or_says_why_not() -> None:
    names = [name_of(model) for model in our_models()]
    assert len(names) == len(set(names))
    assert {name_of(model) for model in WITH_PEOPLE} & HOLDS_NOBODY.keys() == set()
    assert set(names) == {name_of(model) for model in WITH_PEOPLE} | HOLDS_NOBODY.keys()


@pytest.mark.parametrize("model", WITH_PEOPLE, ids=name_of)
def test_every_column_is_declared(model: type[models.Model]) -> None:
    declared = declaration_of(model)
    assert declared is not None
    assert set(declared.columns) == set(columns_of(model))


def test_every_relation_to_people_is_declared() -> None:
    """A foreign key to people makes its own table one about people."""
    related = {
        f"{name_of(model)}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.related_model in declared_models()
    }
    declared = {
        f"{name_of(model)}.{name}"
        for model, said in declared_models().items()
        for name in said.columns
    }
    assert related - declared == set()
    assert "ContactPoint.subject" in related


@pytest.mark.django_db
def test_every_table_is_decided() -> None:
    tables = set(connection.introspection.table_names())
    ours = {model._meta.db_table for model in our_models()}
    others = {table for table in tables - ours if not SEARCH_INDEX.fullmatch(table)}
    assert ours <= tables
    assert others == TABLES_OF_OTHERS.keys()


def test_every_column_that_names_staff_is_known() -> None:
    found = {
        f"{name_of(model)}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.related_model is User
    }
    assert found == NAMES_STAFF


# What is declared can be carried out


@pytest.mark.parametrize("model", DECLARED, ids=name_of)
def test_the_way_to_the_person_is_one(model: type[models.Model]) -> None:
    declared = declared_models()[model]
    reached = model
    for step in filter(None, declared.subject.split("__")):
        reached = reached._meta.get_field(step).related_model  # type: ignore[assignment]
    assert reached is DataSubject


@pytest.mark.parametrize("model", WITH_PEOPLE, ids=name_of)
def test_what_a_column_says_is_of_the_vocabularies(model: type[models.Model]) -> None:
    declared = declaration_of(model)
    assert declared is not None
    for name, said in declared.columns.items():
        if isinstance(said, NotPersonal):
            assert len(said.why) > 10, name
            continue
        assert all(isinstance(category, DataCategory) for category in said.categories), name
        assert len(set(said.categories)) == len(said.categories), name
        assert isinstance(said.origin, Origin), name
        assert isinstance(said.erasure, Erasing), name
        assert said.erasure != Erasing.DELETE, f"{name}: a column does not go, its row does"
    if isinstance(declared, OtherPeople):
        assert declared.who
        assert declared.until


@pytest.mark.parametrize("model", DECLARED, ids=name_of)
def test_every_datum_has_a_category(model: type[models.Model]) -> None:
    """Its own, or its row's, which something in the row tells."""
    declared = declared_models()[model]
    without = {name for name, datum in declared.data() if not datum.categories}
    assert bool(without) == bool(declared.kind) == bool(declared.kinds)
    if not declared.kind:
        return
    field, *path = [declared.kind] if "__" not in declared.kind else declared.kind.split("__")
    column: Any = model._meta.get_field(field)
    for step in path:
        column = column.related_model._meta.get_field(step)
    assert set(declared.kinds) == set(dict(column.choices))
    assert all(declared.kinds.values())


@pytest.mark.parametrize("model", DECLARED, ids=name_of)
def test_what_is_blanked_can_be_blank(model: type[models.Model]) -> None:
    """Rows that may stay without the person: cards that are anonymised, and vouchers."""
    declared = declared_models()[model]
    if model is not DataSubject and not declared.stands_alone and declared.row == Erasing.DELETE:
        return  # the row goes
    fields = columns_of(model)
    stuck = {
        name
        for name, datum in declared.data()
        if datum.erasure == Erasing.BLANK
        and not (fields[name].null or fields[name].blank or fields[name].has_default())
    }
    assert stuck == set()
    of_no_day = {
        name
        for name, datum in declared.data()
        if datum.erasure == Erasing.ANONYMISE and not isinstance(fields[name], models.DateField)
    }
    assert of_no_day == set()


def test_a_row_that_outlives_its_person_can_lose_the_link() -> None:
    for model, declared in declared_models().items():
        if declared.row == Erasing.KEEP and model is not Organisation:
            assert columns_of(model)[declared.subject].null, name_of(model)


def test_no_relation_takes_people_along() -> None:
    """Whatever is deleted elsewhere, nobody's data go or lose their owner by a cascade."""
    loose = {
        f"{name_of(model)}.{field.name}"
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.related_model in declared_models()
        and field.remote_field.on_delete is not models.PROTECT
    }
    assert loose == GO_WITH_THE_PERSON.keys()


# The audit log keeps to the declaration


@pytest.mark.parametrize("model", WITH_PEOPLE, ids=name_of)
def test_the_audit_log_masks_what_is_declared(model: type[models.Model]) -> None:
    label = model._meta.label
    if label in NOT_FOLLOWED:
        assert not auditlog.contains(model)
        return
    declared = declaration_of(model)
    assert declared is not None
    followed = auditlog.get_model_fields(model)
    assert followed["mask_callable"] == "register.audit.mask"
    assert set(followed["mask_fields"]) == {name for name, _datum in declared.data()}
    assert set(followed["exclude_fields"]) == set(NEVER_LOGGED.get(label, []))


def test_what_is_encrypted_or_hashed_is_not_even_masked() -> None:
    assert set(NEVER_LOGGED["register.DataSubject"]) == {"identity_code", "identity_code_hash"}
    assert "password" in NEVER_LOGGED["register.User"]


# What the declaration is good for


@pytest.mark.django_db
def test_everything_on_a_person_is_found_by_the_declaration() -> None:
    person, other = make.a_person(), make.a_person(family_name="Naapuri")
    for one in (person, other):
        one.organisation = Organisation.objects.first() or make.an_organisation()
        one.save()
        make.a_contact_point(one)
        make.a_home_address(one)
        make.an_interaction(one)
    make.an_invoice(person)
    make.a_contact_point(person.organisation, "info@satumaa.example")  # the organisation's own
    found = {
        name_of(model): [row.pk for row in rows]
        for model, rows in rows_of(DataSubject.objects.filter(pk=person.pk))
    }
    assert set(found) == {name_of(model) for model in DECLARED}
    assert found.pop("DataSubject") == [person.pk]
    assert found.pop("Organisation") == [person.organisation_id]
    filled = {name: len(keys) for name, keys in found.items() if keys}
    assert filled == {
        "ContactPoint": 1,
        "Interaction": 1,
        "Invoice": 1,
        "SearchText": 1,
        "SubjectAddress": 1,
    }
    both = dict(rows_of(DataSubject.objects.all()))
    assert (both[Organisation].count(), both[ContactPoint].count()) == (1, 2)


@pytest.mark.django_db
def test_one_query_a_model_however_many_the_people(django_assert_num_queries: Any) -> None:
    for number in range(5):
        make.a_contact_point(make.a_person(), f"nro{number}@satumaa.example")
    with django_assert_num_queries(len(DECLARED)):
        assert sum(len(rows) for _model, rows in rows_of(DataSubject.objects.all())) >= 10


@pytest.mark.django_db
def test_the_categories_held_are_those_that_are_filled_in() -> None:
    person = make.a_person()
    everybody = DataSubject.objects.filter(pk=person.pk)
    always = {DataCategory.NAME, DataCategory.RELATIONSHIP}  # search words follow from others
    assert categories_held(everybody) == always
    make.a_contact_point(person, "045 000 1234", "phone")
    make.a_key_date(person, date(2026, 1, 1), kind="last_login")
    register = person.kept_by.register
    make.an_attribute(person, make.a_data_item(register, DataCategory.CREDIT_INFO))
    make.an_identity_code_item(register)
    record(person, "010190-900P", by=COMMAND)
    a_stranger = make.a_person(job_title="säveltäjä")
    assert categories_held(everybody) == always | {
        DataCategory.PHONE,
        DataCategory.TECHNICAL_LOG,
        DataCategory.CREDIT_INFO,
        DataCategory.IDENTITY_CODE,
    }
    assert DataCategory.ROLE in categories_held(DataSubject.objects.filter(pk=a_stranger.pk))
    assert categories_held(DataSubject.objects.none()) == set()
