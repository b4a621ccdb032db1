"""Whatever happens to a file, reading it ends in a scenario or in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exercise.content import check

if TYPE_CHECKING:
    from tests.content.conftest import Folder


@pytest.mark.parametrize("file", ["scenario.yaml", "msel/I01-gate.md", "msel/I10.md", "map.geojson"])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_never_raises_anything_but_words(folder: Folder, file: str, data: st.DataObject) -> None:
    """Any piece of a file replaced by anything leaves something to say in words, never a traceback."""
    path = folder.path / file
    whole = path.read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 30))
    junk = data.draw(st.one_of(st.binary(max_size=8), st.sampled_from([b"{", b"]", b": ", b"\n", b"- ", b"~", b""])))
    path.write_bytes(whole[:start] + junk + whole[start + length :])
    try:
        assert check(folder.path)
    finally:
        path.write_bytes(whole)
