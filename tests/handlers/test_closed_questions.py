"""The buttons of a question that is over: they say so and what to do, and write nothing; for every question there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from dieuphoi.handlers.messages import Event
from dieuphoi.storage.tables import metadata
from tests.handlers.office import data_of, happen
from tests.handlers.test_open_questions import OPENED, opened
from tests.stage import Stage
