"""Sessions with their sealed note, and family meetings."""

from db.models import CounsellingNote, CounsellingSession, FamilyMeeting, ReligionNote
from desktop.forms.events import when_and_who
from desktop.forms.spec import Field, Form, Section
from desktop.i18n import N_
from desktop.services import counselling

HELD = Section(
    N_("Session"),
    (
        *when_and_who(CounsellingSession),
        Field(CounsellingSession.mode, N_("&How"), vocabulary="session_mode"),
        Field(CounsellingSession.attendance, N_("&Attendance"), vocabulary="attendance"),
        Field(CounsellingSession.minutes, N_("&Minutes")),
        Field(CounsellingSession.next_at, N_("&Next session")),
    ),
)

PSYCHOLOGICAL = Form(
    key="psych_session",
    title=N_("Session with the psychologist"),
    record=CounsellingSession,
    save=counselling.record_psychological,
    intro=N_("Colleagues see that the session took place. The note is sealed to psychologists."),
    sections=(
        HELD,
        Section(N_("Note"), (Field(CounsellingNote.text, N_("N&ote"), needed=False, wide=True),)),
    ),
    columns=("counselling_session.happened_on", "counselling_session.mode", "counselling_session.attendance"),
)

RELIGIOUS = Form(
    key="religious_session",
    title=N_("Religious counselling"),
    record=CounsellingSession,
    save=counselling.record_religious,
    intro=N_("Voluntary. Topics and questions are sealed; nothing here is a measure of anything."),
    sections=(
        HELD,
        Section(
            N_("Note"),
            (Field(ReligionNote.text, N_("Her questions, &topics, next step"), needed=False, wide=True),),
        ),
    ),
    columns=("counselling_session.happened_on", "counselling_session.mode"),
)

FAMILY_MEETING = Form(
    key="family_meeting",
    title=N_("Family meeting"),
    record=FamilyMeeting,
    save=counselling.record_meeting,
    sections=(
        Section(
            N_("Visitor"),
            (
                Field(FamilyMeeting.visitor, N_("&Visitor")),
                Field(FamilyMeeting.relation, N_("&Relation"), vocabulary="relationship"),
                Field(FamilyMeeting.mode, N_("&How"), vocabulary="meeting_mode"),
                Field(FamilyMeeting.identity_checked, N_("&Identity seen"), vocabulary="yes_no_unknown"),
                Field(FamilyMeeting.supervised, N_("&Accompanied"), vocabulary="yes_no_unknown"),
            ),
        ),
        Section(
            N_("Meeting"),
            (
                *when_and_who(FamilyMeeting),
                Field(FamilyMeeting.child_wish, N_("The &child's wish"), wide=True),
                Field(FamilyMeeting.reactions, N_("How it &went"), vocabulary="visit_reaction", wide=True),
                Field(FamilyMeeting.agreed, N_("&Agreed"), wide=True),
            ),
        ),
    ),
    columns=("family_meeting.happened_on", "family_meeting.visitor", "family_meeting.mode"),
)
