"""What a new database is given is there again after it was emptied, not only after migrating."""

import pytest
from django.contrib.auth.models import Group as GroupRow
from django.core.management import call_command

from register.groups import Group
from register.models import StatuteReference, SupervisoryAuthority


@pytest.mark.django_db(transaction=True)
def test_authority_acts_and_groups_come_back() -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert SupervisoryAuthority.objects.filter(key="tsv").exists()
    assert StatuteReference.objects.filter(key="dpa-2018").exists()
    officers = GroupRow.objects.get(name=Group.COMPLIANCE_OFFICER.value)
    assert officers.permissions.filter(codename="publish_notice").exists()
