"""Goals, appointments, legal steps."""

from db.models import Appointment, CriminalProceeding, Goal, LegalNote, LegalStep
from desktop.forms.events import when_and_who
from desktop.forms.spec import Field, Form, Kind, Section
from desktop.i18n import N_
from desktop.services import plans

GOAL = Form(
    key="goal",
    title=N_("Goal"),
    record=Goal,
    save=plans.save_goal,
    sections=(
        Section(
            N_("Goal"),
            (
                Field(Goal.text, N_("&Goal, as she would say it"), wide=True),
                Field(Goal.domain, N_("&Area"), vocabulary="service_domain"),
                Field(Goal.responsible, N_("&Responsible"), vocabulary="role"),
                Field(Goal.due_on, N_("&By")),
                Field(Goal.status, N_("&State"), vocabulary="goal_status", needed=False),
                Field(Goal.status_note, N_("&Where it stands"), wide=True),
            ),
        ),
    ),
    columns=("goal.text", "goal.status", "goal.responsible", "goal.due_on"),
)

APPOINTMENT = Form(
    key="appointment",
    title=N_("Appointment"),
    record=Appointment,
    save=plans.make_appointment,
    sections=(
        Section(
            N_("Appointment"),
            (
                Field(Appointment.service, N_("&Service"), vocabulary="service_domain"),
                Field(Appointment.starts_at, N_("&When")),
                Field(Appointment.with_id, N_("With &whom"), of=Kind.STAFF),
                Field(Appointment.place, N_("&Place")),
                Field(Appointment.note, N_("&Note")),
            ),
        ),
    ),
    columns=("appointment.starts_at", "appointment.service", "appointment.place"),
)

LEGAL_STEP = Form(
    key="legal_step",
    title=N_("Step to a paper or a right"),
    record=LegalStep,
    save=plans.record_legal_step,
    sections=(
        Section(
            N_("Step"),
            (
                Field(LegalStep.track, N_("&Paper or right"), vocabulary="legal_track"),
                Field(LegalStep.step, N_("&Step"), vocabulary="legal_step"),
                Field(LegalStep.agency, N_("&Authority")),
                Field(LegalStep.due_on, N_("&Answer expected by")),
                Field(LegalStep.original_with, N_("Who has the &original")),
            ),
        ),
        Section(N_("When and who"), when_and_who(LegalStep)),
    ),
    columns=("legal_step.track", "legal_step.step", "legal_step.happened_on", "legal_step.agency"),
)

LEGAL_NOTE = Form(
    key="legal_note",
    title=N_("Lawyer's note"),
    record=LegalNote,
    save=plans.record_legal_note,
    intro=N_("Sealed to lawyers."),
    sections=(
        Section(N_("Note"), (Field(LegalNote.text, N_("N&ote"), needed=True, wide=True),)),
        Section(N_("When and who"), when_and_who(LegalNote)),
    ),
    columns=("legal_note.happened_on",),
)

PROCEEDING = Form(
    key="criminal_proceeding",
    title=N_("Proceeding"),
    record=CriminalProceeding,
    save=plans.record_proceeding,
    intro=N_("Sealed to lawyers."),
    sections=(
        Section(
            N_("Proceeding"),
            (Field(CriminalProceeding.text, N_("Role and &course"), needed=True, wide=True),),
        ),
        Section(N_("When and who"), when_and_who(CriminalProceeding)),
    ),
    columns=("criminal_proceeding.happened_on",),
)
