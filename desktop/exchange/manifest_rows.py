"""What an arrival list says: one row per person, and what is wrong with which line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.exchange.tables import UnreadableTable
from desktop.rules.partial_dates import PartialDate, unknown

ERROR, WARNING = "error", "warning"


class NotAManifest(UnreadableTable):
    """The file is a table, but not an arrival list with our headings."""


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """One person of the list. Codes are those of the vocabularies; an empty text means not said.

    `line` is the line of the file, `number` the text of its No. column. `mother` is the text of the
    mother's column and `mother_line` the line it leads to, which may have been refused. `relation` is
    HEAD, SPOUSE, CHILD, GRANDCHILD, NIECE_NEPHEW, SIBLING, MOTHER, FATHER, OTHER_KIN or NON_KIN.
    `as_printed` keeps a number that fails its check because the document says so.
    """

    line: int
    number: str = ""
    household: str = ""
    surname: str = ""
    given: str = ""
    patronymic: str = ""
    printed: str = ""
    sex: str = ""
    born: PartialDate = field(default_factory=unknown)
    category: str = ""
    relation: str = ""
    mother: str = ""
    mother_line: int | None = None
    citizenship: str = ""
    document_kind: str = ""
    document_number: str = ""
    identity_kind: str = ""
    identity_number: str = ""
    as_printed: bool = False
    languages: tuple[str, ...] = ()
    urgent: tuple[str, ...] = ()
    notes: str = ""

    @property
    def home(self) -> tuple[str, int]:
        """The same value for all members of a household; who has none is alone."""
        return (self.household, 0) if self.household else ("", self.line)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one line. `text` is an untranslated sentence with {names} from `params`.

    `column` is the heading as the file has it, empty where the whole line is meant.
    """

    line: int
    column: str
    text: str
    params: Mapping[str, object] = field(default_factory=dict)
    level: str = ERROR


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A line that was not taken, with its cells as they were.

    `because_of` is the line of the first error in its household, often itself.
    """

    line: int
    because_of: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ManifestReading:
    """A whole list, read and checked; nothing of it is saved.

    `rows` are the people who can be put on file. A household with an error in one of its lines is
    kept back whole, so that nobody arrives without her mother; its lines are in `refused`.
    """

    headings: tuple[str, ...]
    rows: tuple[ManifestRow, ...]
    refused: tuple[RefusedLine, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep lines back."""
        return tuple(problem for problem in self.problems if problem.level == ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems to look at, which keep nothing back."""
        return tuple(problem for problem in self.problems if problem.level == WARNING)

    @property
    def households(self) -> int:
        """How many households the accepted rows make."""
        return len({row.home for row in self.rows})
