"""The first conversation, her own words, consent, and the lines everybody must know."""

from db.models import Consent, Intake, MustKnow, OwnWords
from desktop.forms.events import when_and_who
from desktop.forms.spec import Field, Form, Section
from desktop.i18n import N_
from desktop.services import plans

INTAKE = Form(
    key="intake",
    title=N_("Intake sheet"),
    record=Intake,
    save=plans.record_intake,
    sections=(
        Section(N_("Conversation"), when_and_who(Intake)),
        Section(
            N_("Needs"),
            (
                Field(
                    Intake.immediate_needs, N_("&Immediate needs"), vocabulary="immediate_needs", wide=True
                ),
                Field(Intake.needs_note, N_("&More about them"), wide=True),
                Field(Intake.interpreter, N_("An &interpreter helped")),
            ),
        ),
        Section(
            N_("Brought along"),
            (Field(Intake.belongings, N_("&Belongings and papers"), wide=True),),
        ),
        Section(
            N_("Said"),
            (
                Field(Intake.statement, N_("&Her statement"), wide=True),
                Field(Intake.child_wishes, N_("The &child's wishes"), wide=True),
            ),
        ),
    ),
    columns=("intake.happened_on", "intake.immediate_needs"),
)

OWN_WORDS = Form(
    key="own_words",
    title=N_("In her own words"),
    record=OwnWords,
    save=plans.record_words,
    sections=(
        Section(
            N_("Said"),
            (
                Field(OwnWords.words, N_("&What she wants, as she says it"), wide=True),
                Field(OwnWords.disagrees, N_("What she &disagrees with"), wide=True),
            ),
        ),
        Section(N_("Conversation"), when_and_who(OwnWords)),
    ),
    columns=("own_words.happened_on", "own_words.words"),
)

CONSENT = Form(
    key="consent",
    title=N_("Consent"),
    record=Consent,
    save=plans.record_consent,
    sections=(
        Section(
            N_("What for"),
            (
                Field(Consent.basis, N_("&Basis"), vocabulary="consent_basis"),
                Field(Consent.refused, N_("She said &no")),
                Field(Consent.scope, N_("&What she agrees to"), vocabulary="consent_scope", wide=True),
                Field(Consent.recipients, N_("&Who may receive it"), vocabulary="recipient", wide=True),
            ),
        ),
        Section(
            N_("Given"),
            (
                *when_and_who(Consent, N_("Given on")),
                Field(Consent.given_by, N_("&Given by")),
                Field(Consent.relation, N_("&Relation to the person"), vocabulary="consent_giver"),
                Field(Consent.assent, N_("The &child's own answer"), vocabulary="assent"),
                Field(Consent.language, N_("&Language"), vocabulary="language"),
                Field(Consent.interpreter, N_("&Interpreter")),
                Field(Consent.witness, N_("Wi&tness")),
            ),
        ),
        Section(
            N_("Until"),
            (
                Field(Consent.expires_on, N_("&Valid until")),
                Field(Consent.withdrawn_on, N_("With&drawn on")),
            ),
        ),
    ),
    columns=("consent.happened_on", "consent.basis", "consent.scope", "consent.expires_on"),
)

MUST_KNOW = Form(
    key="must_know",
    title=N_("Must-know line"),
    record=MustKnow,
    save=plans.save_must_know,
    intro=N_("Everybody who sees the person reads this line. Write what to do, never the reason."),
    sections=(
        Section(
            N_("Line"),
            (
                Field(MustKnow.kind, N_("&Kind"), vocabulary="must_know_kind"),
                Field(MustKnow.none_known, N_("Asked, there is n&one")),
                Field(MustKnow.text, N_("&Line"), wide=True),
                Field(MustKnow.asked_on, N_("&Asked on"), needed=False),
                Field(MustKnow.until_on, N_("Valid &until")),
            ),
        ),
    ),
    columns=("must_know.kind", "must_know.text", "must_know.asked_on"),
)
