"""What holds for all tests: they leave the user's cache alone, and so do the commands that they run."""

from __future__ import annotations

import os

os.environ["RSPVERIFY_CACHE"] = "off"
