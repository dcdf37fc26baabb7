"""Settings for all tests."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

# A machine that is busy is no fault of ours.
settings.register_profile("plain", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "plain"))


@pytest.fixture
def comes_to_an_end() -> Iterator[None]:
    """Fails a test that is lost in more than linear work: after half a minute of processor time, where what it does
    takes some hundredths of a second. Benchmarks measure; this only ends what would not end."""

    def lost(*_: object) -> None:
        raise TimeoutError("this takes half a minute and more")

    before = signal.signal(signal.SIGVTALRM, lost)
    signal.setitimer(signal.ITIMER_VIRTUAL, 30)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)
