"""Memory does not grow with what is due: ten times the people take no more."""

import pytest

from register.enums import Relationship
from register.models import ContactPoint, DataSubject
from retention.models import Run
from tests import factories as make
from tests import processes
from tests.retention.run.planning import ENDED, a_carried_rule, an_approved_plan, whole

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FEW, MANY = 2_500, 25_000

MEASURED = """
import resource
from django.utils import timezone
from register.journal import JOB
from retention.models import Plan
from retention.run import run
run(Plan.objects.get(pk={plan}), actor=JOB, now=timezone.now())
print("megabytes:", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def most_megabytes(slug, count):
    """Of a process that erases so many people and nothing else."""
    register = make.a_register(slug)
    kept_by = make.a_membership(register, make.a_controller(slug))
    DataSubject.objects.bulk_create(
        DataSubject(
            kept_by=kept_by,
            kind="person_customer",
            customer_number=f"M-{number}",
            relationship=Relationship.FORMER,
            relationship_ended_on=ENDED,
        )
        for number in range(count)
    )
    people = DataSubject.objects.filter(kept_by=kept_by).only("pk", "uuid")
    ContactPoint.objects.bulk_create(
        ContactPoint(subject=one, kind="phone", value=f"04{one.pk}", normalised=f"+3584{one.pk}")
        for one in people
    )
    rule = a_carried_rule(register)
    plan = an_approved_plan(register, *(whole(one, rule) for one in people))
    script = MEASURED.format(plan=plan.pk)
    said = processes.output_of(processes.start("shell", "-v", "0", "-c", script))
    assert Run.objects.get(plan=plan).done == count
    assert not people.all().exists()
    return int(said.rpartition("megabytes:")[2])


def test_ten_times_the_people_take_no_more():
    make.a_person(customer_number="jää")
    few, many = most_megabytes("vahan", FEW), most_megabytes("paljon", MANY)
    assert many < few * 1.2
    assert DataSubject.objects.filter(customer_number="jää").exists()
