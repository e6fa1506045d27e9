"""The learning page: courses with their days and registers, results, school."""

from desktop.ui.context import Context
from desktop.ui.learning.course_days import CourseDays
from desktop.ui.learning.registers import MarkAttendance
from desktop.ui.tab_pages import Part, TabPage, section, tab


def pages(_context: Context) -> tuple[TabPage, ...]:
    """What this room adds to a file."""
    return (
        tab(
            "learning",
            section("enrolment"),
            Part(CourseDays),
            Part(MarkAttendance),
            section("course_result"),
            section("school_placement"),
        ),
    )
