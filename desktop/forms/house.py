"""The room, and where she is now."""

from db.models import Presence, RoomStay
from desktop.forms.spec import Field, Form, Section
from desktop.i18n import N_
from desktop.services import house

ROOM = Form(
    key="room_stay",
    title=N_("Room"),
    record=RoomStay,
    save=house.save_room,
    sections=(
        Section(
            N_("Room"),
            (
                Field(RoomStay.room, N_("&Room")),
                Field(RoomStay.bed, N_("&Bed")),
                Field(
                    RoomStay.from_on, N_("&From"), hint=N_("Today, unless you write another day."),
                    needed=False,
                ),
                Field(RoomStay.until_on, N_("&Until")),
            ),
        ),
    ),
    columns=("room_stay.room", "room_stay.bed", "room_stay.from_on", "room_stay.until_on"),
)  # fmt: skip

PRESENCE = Form(
    key="presence",
    title=N_("Where now"),
    record=Presence,
    save=house.save_presence,
    sections=(
        Section(
            N_("Where now"),
            (
                Field(Presence.kind, N_("&Where"), vocabulary="presence"),
                Field(Presence.place, N_("&Place"), hint=N_("Which hospital, which town.")),
                Field(Presence.back_by, N_("Back &by")),
            ),
        ),
    ),
    columns=("presence.kind", "presence.place", "presence.back_by"),
)
