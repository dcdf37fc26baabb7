"""Settings for all tests."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# A machine that is busy is no fault of ours. The cases are the same at every run, so that what fails was broken by a
# change; with FUZZ, which `make fuzz` sets, others are looked for.
settings.register_profile("plain", deadline=None, derandomize="FUZZ" not in os.environ,
                          suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "plain"))
# What tests serve is on this machine, and no proxy's business.
os.environ["no_proxy"] = ",".join(filter(None, (os.environ.get("no_proxy") or os.environ.get("NO_PROXY"),
                                                "127.0.0.1", "localhost")))


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Templates are compiled once for all tests."""
    import compiled

    from timeline.exporters.templates import Theme

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Theme, "__init__", compiled.once())
        yield


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
