"""`manage.py verify_versions`: recompute the digest of every published version."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from privacy_notices.models import NoticeVersion
from privacy_notices.verifying import faults_of


class Command(BaseCommand):
    """A line for each version with its digest; exits with 1 where one is not as published."""

    help = "Verify that published versions are byte for byte what was published."

    def handle(self, **options: Any) -> None:
        is_whole = True
        for version in NoticeVersion.objects.order_by("slug", "number").iterator(chunk_size=1):
            self.stdout.write(f"{version.sha256}  {version}")
            for fault in faults_of(version):
                is_whole = False
                self.stderr.write(f"{version}: {fault}")
        if not is_whole:
            sys.exit(1)
