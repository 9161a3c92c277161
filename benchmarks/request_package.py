"""What a copy of somebody's data costs: as much memory for 100,000 contacts as for 1,000.

    .venv/bin/python -m benchmarks.request_package --database postgresql

Each of two people has asked for a copy; the request is approved. It is carried out through the door
that the button leads to, in a process that does nothing else: the file is written, read back to its
end, and noted.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from benchmarks.scratch import cpu_seconds, scratch_database, seconds

FEW, MANY = 1_000, 100_000
PORTION = 10_000
WORDS = (
    "Kysyi huoltoaikaa ensi viikolle ja toivoi soittoa iltapäivällä.",
    "Palautti rikkinäisen lampun; uusi luvattu kahdessa viikossa.",
    "Toivoi laskun eräpäivän siirtoa, sovittiin kuukaudesta.",
    "Kertoi, että verkkokaupan haku ei löydä varaosia. Ohjattu varaosaluetteloon.",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--interactions", type=int, default=MANY)
    parser.add_argument("--carry-out", type=int, help=argparse.SUPPRESS)  # in a process of its own
    arguments = parser.parse_args()
    if arguments.carry_out:
        carry_out(arguments.carry_out)
        return
    with tempfile.TemporaryDirectory() as private:
        os.environ["PRIVATE_FILES"] = private
        with scratch_database(arguments.database):
            measure(arguments.interactions)


def measure(many: int) -> None:
    peaks = {}
    for count in (FEW, many):
        said = carried_out_by_itself(an_approved_request(count))
        print(f"{count:>9,} contacts: {said}")  # noqa: T201
        found = re.search(r"peak (\d+) MB", said)
        peaks[count] = int(found[1]) if found else 0
    print(f"memory: {peaks[many] / peaks[FEW]:.2f} x for {many / FEW:.0f} x the contacts")  # noqa: T201


def an_approved_request(count: int) -> int:
    """Of somebody with so many contacts; its number."""
    from django.utils import timezone  # noqa: PLC0415 # Django is set up only now

    from register.models import Interaction  # noqa: PLC0415
    from tests.subjects.requests import Office  # noqa: PLC0415

    office = Office()
    begun = timezone.now() - timedelta(days=3_000)
    for low in range(0, count, PORTION):
        Interaction.objects.bulk_create(
            Interaction(
                subject=office.person,
                at=begun + timedelta(minutes=number * 40),
                channel="phone",
                direction="incoming",
                kind="service",
                summary=f"{WORDS[number % len(WORDS)]} Asia {number}.",
            )
            for number in range(low, min(low + PORTION, count))
        )
    return office.approved().pk


def carried_out_by_itself(request: int) -> str:
    """What the process said that did it."""
    command = [sys.executable, "-m", "benchmarks.request_package", "--carry-out", str(request)]
    done = subprocess.run(  # noqa: S603 # ourselves
        command, env=os.environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip().splitlines()[-1]


def carry_out(number: int) -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from subjects import carrying  # noqa: PLC0415
    from subjects.models import Package, Request  # noqa: PLC0415

    request = Request.objects.select_related("controller", "register").get(pk=number)
    before, cpu = peak(), cpu_seconds()
    took = seconds(
        lambda: carrying.carry_out(
            request,
            by=request.approved_by,
            now=timezone.now(),
            expected_version=request.version,
            digest=request.approved_digest,
        )
    )
    size = Package.objects.get(request=request).size / 1024 / 1024
    cost = f"{took:.1f} s (CPU {cpu_seconds() - cpu:.1f} s)"
    print(f"{cost}, {size:.1f} MB written, memory {before:.0f} -> peak {peak():.0f} MB")  # noqa: T201


def peak() -> float:
    """Not getrusage: a process that was forked begins with the peak of the one that forked it."""
    told = Path("/proc/self/status").read_text()
    return int(told.partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main()
