"""Measuring, and the health check."""

from db.models import HealthCheck, Measurement, SensitiveHealth
from desktop.forms.events import when_and_who
from desktop.forms.spec import Field, Form, Section
from desktop.i18n import N_
from desktop.services import health

BODY = (
    Field(Measurement.weight, N_("&Weight"), unit=N_("kg"), measure="weight"),
    Field(Measurement.height, N_("&Height or length"), unit=N_("cm"), measure="height"),
    Field(Measurement.position, N_("&Position"), vocabulary="measured_position"),
    Field(
        Measurement.muac, N_("Upper &arm (MUAC)"), unit=N_("mm"), measure="muac",
        hint=N_("Children of 6 to 59 months."),
    ),
    Field(Measurement.head, N_("H&ead"), unit=N_("cm"), measure="head"),
    Field(Measurement.oedema, N_("&Oedema"), vocabulary="oedema"),
)  # fmt: skip

MEASUREMENT = Form(
    key="measurement",
    title=N_("Measurement"),
    record=Measurement,
    save=health.measure,
    sections=(
        Section(N_("Measured"), BODY),
        Section(N_("When and who"), when_and_who(Measurement, N_("Measured on"))),
    ),
    columns=("measurement.happened_on", "measurement.weight", "measurement.height", "measurement.muac"),
)

HEALTH_CHECK = Form(
    key="health_check",
    title=N_("Health check"),
    record=HealthCheck,
    save=health.check_health,
    sections=(
        Section(
            N_("Check"),
            (
                Field(HealthCheck.kind, N_("&Kind"), vocabulary="health_check_kind"),
                *when_and_who(HealthCheck),
            ),
        ),
        Section(
            N_("Vital signs"),
            (
                Field(HealthCheck.temperature, N_("&Temperature"), unit=N_("°C"), measure="temperature"),
                Field(HealthCheck.pulse, N_("&Pulse"), unit=N_("/min"), measure="pulse"),
                Field(HealthCheck.breaths, N_("&Breathing"), unit=N_("/min"), measure="breaths"),
                Field(
                    HealthCheck.systolic, N_("Blood pressure, &upper"), unit=N_("mmHg"), measure="systolic"
                ),
                Field(
                    HealthCheck.diastolic, N_("Blood pressure, &lower"), unit=N_("mmHg"), measure="diastolic"
                ),
                Field(HealthCheck.oxygen, N_("O&xygen"), unit=N_("%"), measure="oxygen"),
            ),
        ),
        Section(N_("Measured"), BODY),
        Section(
            N_("Seen"),
            (
                Field(HealthCheck.findings, N_("&Found"), vocabulary="health_finding", wide=True),
                Field(HealthCheck.outcome, N_("&Next"), vocabulary="health_flag"),
                Field(HealthCheck.note, N_("&Note"), wide=True),
            ),
        ),
        Section(
            N_("Sealed: read by physicians only"),
            (
                Field(
                    SensitiveHealth.text, N_("&Sensitive"), wide=True,
                    hint=N_("Infections such as HIV, pregnancy, signs of torture or sexual violence."),
                ),
            ),
        ),
    ),
    columns=("health_check.happened_on", "health_check.kind", "health_check.outcome"),
)  # fmt: skip
