"""Memory does not grow with what is due: ten times the people take no more, to plan and to run."""

import pytest

from register.enums import Relationship
from register.models import ContactPoint, DataSubject, User
from retention.models import Run
from tests import factories as make
from tests import processes
from tests.retention.run.planning import ENDED, a_carried_rule

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
FEW, MANY = 1_000, 10_000
MORE = 10_000  # kilobytes: the digest reads 5,000 items at a time, which few do not fill

# A batch is as large with few people as with many. Without DEBUG: Django keeps statements.
MEASURED = """
from pathlib import Path
from django.utils import timezone
from register.journal import JOB
from register.models import Register, User
from retention import run as running
from retention.approvals import approve
from retention.plan import make_plan

def peak():
    # Not getrusage: a process that was forked begins with the peak of the one that forked it.
    told = Path("/proc/self/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0])

running.AT_ONCE = 1_000
register = Register.objects.get(slug="{slug}")
now, before = timezone.now(), peak()
maker, officer = User.objects.order_by("username")
plan = make_plan(timezone.localdate(now), register=register, by=maker, now=now)
planned = peak()
approve(plan, by=officer, way="second_person", now=now, digest=plan.digest)
running.run(plan, actor=JOB, now=now)
print("kilobytes:", before, planned, peak())
"""


def growth(slug, count):
    """Kilobytes that planning and running added to a process that does nothing else; its whole."""
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
    people = DataSubject.objects.filter(kept_by=kept_by).only("pk")
    ContactPoint.objects.bulk_create(
        ContactPoint(subject=one, kind="phone", value=f"04{one.pk}", normalised=f"+3584{one.pk}")
        for one in people
    )
    a_carried_rule(register)
    script = MEASURED.format(slug=slug)
    said = processes.output_of(processes.start("shell", "-v", "0", "-c", script, DEBUG="off"))
    assert Run.objects.get(plan__register=register).done == count
    assert not people.all().exists()
    before, planned, peak = map(int, said.rpartition("kilobytes:")[2].split())
    return planned - before, peak - planned, peak


def test_ten_times_the_people_take_no_more():
    User.objects.create_user("laatija")
    User.objects.create_superuser("vastaava")
    make.a_person(customer_number="jää")
    to_plan, to_run, whole = growth("vahan", FEW)
    to_plan_many, to_run_many, whole_many = growth("paljon", MANY)
    told = (to_plan, to_plan_many), (to_run, to_run_many), (whole, whole_many)
    assert to_plan_many + to_run_many < to_plan + to_run + MORE, told
    assert whole_many < whole * 1.1, told
    assert DataSubject.objects.filter(customer_number="jää").exists()
