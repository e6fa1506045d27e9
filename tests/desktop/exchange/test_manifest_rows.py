"""Rows and problems of a list."""

from desktop.exchange.manifest_rows import ManifestReading, ManifestRow, Problem


def test_who_has_no_household_is_alone() -> None:
    rows = tuple(ManifestRow(line, household=home) for line, home in ((2, "F1"), (3, "F1"), (4, ""), (5, "")))
    assert ManifestReading((), rows, (), ()).households == 3


def test_errors_keep_lines_back_and_warnings_do_not() -> None:
    problems = (Problem(2, "Sex", "wrong"), Problem(3, "Sex", "odd", level="warning"))
    reading = ManifestReading((), (), (), problems)
    assert [problem.line for problem in reading.errors] == [2]
    assert [problem.line for problem in reading.warnings] == [3]
