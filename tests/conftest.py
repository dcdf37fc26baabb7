"""Settings for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# A machine that is busy is no fault of ours.
settings.register_profile("plain", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "plain"))
