"""How much memory something takes, measured alike wherever a test asks."""

import gc
import tracemalloc
from collections.abc import Callable

PYTHONS_OWN = gc.get_threshold()  # before `conftest.py` lets garbage lie for longer


def peak_of(work: Callable[[], object]) -> int:
    """The most bytes of Python that were held at once while it ran."""
    usual = gc.get_threshold()
    gc.collect()
    gc.set_threshold(*PYTHONS_OWN)
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.set_threshold(*usual)
