"""Every form by its key."""

from desktop.forms import counselling, health_check, house, identity, intake, learning, plan, stay
from desktop.forms.spec import Form

FORMS: dict[str, Form] = {
    form.key: form
    for form in (
        identity.IDENTITY,
        identity.NAME,
        identity.IDENTIFIER,
        identity.ALIAS,
        intake.INTAKE,
        intake.OWN_WORDS,
        intake.CONSENT,
        intake.MUST_KNOW,
        house.ROOM,
        house.PRESENCE,
        stay.STAGE,
        stay.LEAVING,
        health_check.MEASUREMENT,
        health_check.HEALTH_CHECK,
        counselling.PSYCHOLOGICAL,
        counselling.RELIGIOUS,
        counselling.FAMILY_MEETING,
        learning.ENROLMENT,
        learning.COURSE_RESULT,
        learning.SCHOOL,
        plan.GOAL,
        plan.APPOINTMENT,
        plan.LEGAL_STEP,
        plan.LEGAL_NOTE,
        plan.PROCEEDING,
    )
}
