"""The stages of a stay, and its end."""

from db.models import StageEntry, Stay
from desktop.forms.spec import Field, Form, Section
from desktop.i18n import N_
from desktop.services import people

STAGE = Form(
    key="stage_entry",
    title=N_("Stage"),
    record=StageEntry,
    save=people.save_stage,
    sections=(
        Section(
            N_("Stage"),
            (
                Field(StageEntry.stage, N_("&Stage"), vocabulary="stage"),
                Field(
                    StageEntry.entered_on, N_("&From"), hint=N_("Today, unless you write another day."),
                    needed=False,
                ),
                Field(
                    StageEntry.reason, N_("&Reason"),
                    hint=N_("Needed where a stage is left out or gone back to."), wide=True,
                ),
            ),
        ),
    ),
    columns=("stage_entry.stage", "stage_entry.entered_on", "stage_entry.reason"),
)  # fmt: skip

LEAVING = Form(
    key="leaving",
    title=N_("Left the centre"),
    record=Stay,
    save=people.save_leaving,
    sections=(
        Section(
            N_("Left the centre"),
            (
                Field(
                    Stay.left_on, N_("&Day"), hint=N_("Today, unless you write another day."), needed=False
                ),
                Field(Stay.left_to, N_("&Where to"), vocabulary="placement"),
                Field(Stay.left_how, N_("&How the stay ended"), vocabulary="stay_end", needed=True),
                Field(Stay.left_reason, N_("&Reason"), wide=True),
            ),
        ),
    ),
    columns=("stay.left_on", "stay.left_how", "stay.left_to"),
    removable=False,
)  # fmt: skip
