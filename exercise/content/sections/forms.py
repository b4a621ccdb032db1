"""Forms of message: the standard ones by name, changed where the scenario says so, and the scenario's own."""

from __future__ import annotations

from dataclasses import replace

from exercise.content.problems import meant
from exercise.content.shape import Sheet
from exercise.content.values import whole
from exercise.core.scenario import STANDARD_FORMS, Form, FormField

_FIGURE = whole(0, 1000)


def read_forms(root: Sheet) -> tuple[Form, ...]:
    """The forms in the order they are written.

    ``methane: {like: methane, to: [unhq]}`` takes a standard form; without ``like`` title and fields are needed.
    """
    return tuple(_form(id, sheet) for id, sheet in root.things("forms", "form"))


def _form(id: str, sheet: Sheet) -> Form:
    like = sheet.value("like", str, "")
    known = STANDARD_FORMS.get(like)
    if like and known is None:
        sheet.reading.fault(sheet.spot("like"), f"{like} is not a standard form", meant(like, STANDARD_FORMS))
    if not like:
        sheet.needs("title", "fields")
    base = known or Form(id, "", ())
    rows = sheet.things("fields", f"field of form {id}", needs=("title",))
    fields = tuple(_field(name, row) for name, row in rows)
    form = replace(
        base,
        id=id,
        title=sheet.text("title", base.title),
        basis=sheet.text("basis", base.basis),
        fields=fields or base.fields,
        to=sheet.names("to", "team or SimCell role"),
    )
    sheet.done()
    titles = [field.title.casefold() for field in form.fields]
    for title in sorted({title for title in titles if titles.count(title) > 1}):
        fix = "give every heading a title of its own"
        sheet.reading.fault(sheet.spot("fields"), f"form {id} has two headings {title}", fix)
    return form


def _field(id: str, sheet: Sheet) -> FormField:
    field = FormField(
        id=id,
        title=sheet.text("title"),
        hint=sheet.text("hint"),
        must=sheet.flag("must", True),
        low=sheet.value("low", _FIGURE, None),
        high=sheet.value("high", _FIGURE, None),
    )
    if (field.low is None) is not (field.high is None) or (field.low or 0) > (field.high or 0):
        sheet.reading.fault(sheet.table.spot, f"field {id} needs low and high", "write for example low: 1 and high: 5")
    if ":" in field.title:
        sheet.reading.fault(sheet.spot("title"), f"field {id} has a colon in its title", "leave the colon out")
    sheet.done()
    return field
