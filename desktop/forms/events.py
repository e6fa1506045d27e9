"""The line every event carries: when, who, and from which paper if another hand typed it."""

from sqlalchemy.orm import InstrumentedAttribute

from db.models.mixins import Event
from desktop.forms.spec import Field, Kind
from desktop.i18n import N_


def when_and_who(cls: type[Event], when: str = N_("Date")) -> tuple[Field, ...]:
    """When it happened, who did it, from which paper."""
    return (
        Field(_of(cls, "happened_on"), when, hint=N_("Today, unless you write another day."), needed=False),
        Field(
            _of(cls, "done_by_id"), N_("Done by"), of=Kind.STAFF,
            hint=N_("You, unless you type for a colleague."),
        ),
        Field(_of(cls, "from_paper"), N_("Typed from"), hint=N_("Which paper, if any: folder 3.")),
    )  # fmt: skip


def _of(cls: type[Event], name: str) -> InstrumentedAttribute[object]:
    attribute = getattr(cls, name)
    if not isinstance(attribute, InstrumentedAttribute):
        raise TypeError(f"{cls.__name__}.{name} is not mapped")
    return attribute
