"""Courses and school."""

from db.models import Course, CourseResult, Enrolment, SchoolPlacement
from desktop.forms.events import when_and_who
from desktop.forms.spec import Field, Form, Kind, Section
from desktop.i18n import N_
from desktop.services import learning

# Of the centre and not of a person: it is filled in where courses are marked, and in no file.
COURSE = Form(
    key="course",
    title=N_("Course"),
    record=Course,
    save=learning.open_course,
    sections=(
        Section(
            N_("Course"),
            (
                Field(Course.kind, N_("&Kind"), vocabulary="course"),
                Field(Course.label, N_("&Name"), hint=N_("As the group is called: Sewing, group 2.")),
                Field(Course.trainer_id, N_("&Trainer"), of=Kind.STAFF),
                Field(Course.provider, N_("&Provider")),
                Field(Course.starts_on, N_("&Begins on")),
                Field(Course.ends_on, N_("&Ends on")),
                Field(Course.hours, N_("&Hours")),
            ),
        ),
    ),
    columns=("course.label", "course.kind"),
)

ENROLMENT = Form(
    key="enrolment",
    title=N_("Enrolment in a course"),
    record=Enrolment,
    save=learning.enrol,
    sections=(
        Section(
            N_("Course"),
            (
                Field(Enrolment.course_id, N_("&Course"), of=Kind.CHOICE, wide=True),
                Field(Enrolment.status, N_("&State"), vocabulary="enrolment_status", needed=False),
                Field(Enrolment.note, N_("&Note")),
            ),
        ),
        Section(N_("When and who"), when_and_who(Enrolment, N_("Enrolled on"))),
    ),
    columns=("enrolment.happened_on", "enrolment.course_id", "enrolment.status"),
)

COURSE_RESULT = Form(
    key="course_result",
    title=N_("Course result"),
    record=CourseResult,
    save=learning.record_result,
    sections=(
        Section(
            N_("Result"),
            (
                Field(CourseResult.course_id, N_("&Course"), of=Kind.CHOICE, wide=True),
                Field(CourseResult.passed, N_("&Passed"), vocabulary="yes_no_unknown"),
                Field(CourseResult.note, N_("&Note"), wide=True),
            ),
        ),
        Section(N_("When and who"), when_and_who(CourseResult)),
    ),
    columns=("course_result.happened_on", "course_result.course_id", "course_result.passed"),
)

SCHOOL = Form(
    key="school_placement",
    title=N_("School or kindergarten place"),
    record=SchoolPlacement,
    save=learning.place_in_school,
    sections=(
        Section(
            N_("Place"),
            (
                Field(SchoolPlacement.kind, N_("&Kind"), vocabulary="school_kind"),
                Field(SchoolPlacement.school, N_("&School")),
                Field(SchoolPlacement.grade, N_("&Grade")),
                Field(SchoolPlacement.language, N_("&Language of teaching"), vocabulary="language"),
                Field(SchoolPlacement.starts_on, N_("&Begins on")),
                Field(SchoolPlacement.support, N_("S&upport needed"), wide=True),
            ),
        ),
        Section(N_("When and who"), when_and_who(SchoolPlacement, N_("Place given on"))),
    ),
    columns=("school_placement.happened_on", "school_placement.school", "school_placement.grade"),
)
