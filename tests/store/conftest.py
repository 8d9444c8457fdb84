"""A book file for every test of the store."""

from pathlib import Path

import pytest

from tests.store.books import shop_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return shop_file(tmp_path)
