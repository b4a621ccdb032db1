"""YAML into a tree that remembers its lines and never blows up."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercise.content.problems import ContentError
from exercise.content.yamltree import MAX_DEPTH, Scalar, read_table


def refusal(text: str) -> str:
    """The one problem a YAML text is refused with."""
    with pytest.raises(ContentError) as refused:
        read_table(text, "a.yaml")
    (problem,) = refused.value.problems
    return str(problem)


def test_words_stay_words_and_lines_are_kept() -> None:
    """No type is guessed: yes, 0:40 and 1.0 stay as written, and every key knows its line."""
    table = read_table("a: yes\n\ntrue: {x: 0:40}\nv: 1.0\n", "a.yaml")
    assert [(key, entry.spot.line) for key, entry in table.entries.items()] == [("a", 1), ("true", 3), ("v", 4)]
    assert table.entries["a"].node == Scalar(table.entries["a"].spot, "yes")
    assert table.entries["v"].node == Scalar(table.entries["v"].spot, "1.0")


def test_an_alias_bomb_is_refused_at_its_first_reference() -> None:
    """Nine lines that would grow to a billion values are refused before anything is built."""
    steps = zip("abcdefgh", "bcdefghi", strict=True)
    bomb = "a: &a [x]\n" + "".join(f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in steps)
    assert refusal(bomb).startswith("a.yaml:1: a value begins with &, which YAML reads as an anchor; ")
    assert refusal("a: x\nb: *important*\n").startswith("a.yaml:2: a value begins with *, which YAML reads as a ref")


def test_depth_is_bounded() -> None:
    """A file nested a hundred thousand times is refused without recursion."""
    assert refusal("a: " + "[" * 100_000).startswith(f"a.yaml:1: lists inside lists go deeper than {MAX_DEPTH}; ")
    deepest = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert read_table(deepest, "a.yaml").entries.keys() == {"a"}


def test_the_number_of_values_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of very many tiny values is refused."""
    monkeypatch.setattr("exercise.content.yamltree.MAX_NODES", 100)
    assert refusal("a:\n" + "- x\n" * 97 + "- last\n") == (
        "a.yaml:99: the file holds more than 100 values; move text into msel/ and cards/"
    )


def test_a_key_stands_once() -> None:
    """A second key of the same name would silently win."""
    assert refusal("a: 1\nb: 2\na: 3\n") == "a.yaml:3: a stands twice, first on line 1; keep one of the two"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a:\n\tb: 1\n", "a.yaml:2: a tab stands where only spaces may"),
        ("a: @x\n", "a.yaml:1: a value begins with a character YAML keeps for itself"),
        ("a: one: two\n", "a.yaml:1: a colon inside the text makes YAML expect a new key"),
        ("a: 1\nb\nc: 2\n", "a.yaml:3: a line is neither a key with a colon nor indented text"),
        ('a: "x\n', "a.yaml:2: a quote is opened and never closed"),
        ('a: "\\q"\n', "a.yaml:1: a backslash in double quotes begins a code YAML does not know"),
        ("a: [1, 2\n", "a.yaml:2: a list is opened with [ and not closed"),
        ("a: {b: 1\n", "a.yaml:2: a mapping is opened with { and not closed"),
        ("a:\n  - 1\n b: 2\n", "a.yaml:3: this line is indented differently from those it belongs to"),
        ("a: ]\n", "a.yaml:1: this line cannot be read as YAML"),
        ("a: !!python/object x\n", "a.yaml:1: a value begins with !, which YAML reads as a type"),
        ("a: !x [1]\n", "a.yaml:1: a value begins with !, which YAML reads as a type"),
        ('a: "\\0"\n', "a.yaml:1: a value holds a character that cannot be stored"),
        ('a: "\\ud800"\n', "a.yaml:1: a value holds a character that cannot be stored"),
        ("? [a]\n: b\n", "a.yaml:1: a list stands where a key was expected"),
        ("- a\n", "a.yaml:1: this is not a list of keys and values"),
        ("", "a.yaml:1: this is not a list of keys and values"),
        ("a: 1\n---\nb: 2\n", "a.yaml:2: a second document begins here"),
        ("%YAML 9.9\n---\na: 1\n", "a.yaml:1: this line cannot be read as YAML"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(text: str, said: str) -> None:
    """Nobody meets the parser's own words; each refusal names file and line and says how to mend it."""
    told = refusal(text)
    assert told.startswith(f"{said}; ")


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@\t\n ,?\\0é\x85\u2028", max_size=60))
def test_no_text_whatever_raises_anything_else(text: str) -> None:
    """Any text gives a table or a refusal."""
    with suppress(ContentError):
        assert read_table(text, "a.yaml").entries is not None
