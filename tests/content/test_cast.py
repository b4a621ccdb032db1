"""The cast: invented once, from the seed."""

from __future__ import annotations

import pytest

from exercise.content.cast import CastError, Part, fill

ELDER = Part("name_male", "fr_FR")


def test_the_seed_decides_every_name() -> None:
    """The same seed gives the same names, another seed others."""
    parts = {"elder": ELDER, "plate": Part("license_plate")}
    assert fill(parts, 1) == fill(parts, 1)
    assert fill(parts, 1) != fill(parts, 2)


def test_adding_a_name_changes_no_other() -> None:
    """Each name has its own random stream."""
    assert fill({"chief": ELDER, "elder": ELDER}, 1)["elder"] == fill({"elder": ELDER}, 1)["elder"]
    cast = fill({"chief": ELDER, "elder": ELDER}, 1)
    assert cast["chief"] != cast["elder"]


@pytest.mark.parametrize(
    ("part", "said", "fix"),
    [
        (Part("name_mail"), "name_mail is nothing Faker can invent", "did you mean name_male?"),
        (Part("seed_instance"), "seed_instance is nothing Faker can invent", "did you mean"),
        (Part("__class__"), "__class__ is nothing Faker can invent", ""),
        (Part("name", "fr_FX"), "fr_FX is not a locale of Faker", "did you mean fr_"),
        (Part("name", "../etc"), "../etc is not a locale of Faker", ""),
        (Part("date_of_birth"), "date_of_birth depends on today's date", "write the date into the text"),
        (Part("random_choices"), "random_choices gives no short text", "choose another"),
        (Part("binary"), "binary gives no short text", "choose another"),
        (Part("enum"), "enum needs more than its name", "choose another"),
    ],
)
def test_what_cannot_be_invented_is_refused_in_words(part: Part, said: str, fix: str) -> None:
    """Only a method that invents a short text, the same on every day, may stand in a cast."""
    with pytest.raises(CastError) as refused:
        fill({"elder": part, "chief": ELDER}, 1)
    assert refused.value.faults.keys() == {"elder"}
    assert refused.value.faults["elder"].text == said
    assert refused.value.faults["elder"].fix.startswith(fix)
