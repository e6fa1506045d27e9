"""What the file says of a person, in words: pure functions of a language and frozen rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db.queries.overview import Head, MustKnowLine, Track, Whereabouts
from db.queries.relatives import PARENTS, SIBLING, Relative
from db.queries.timelines import Happened
from desktop.i18n import N_, Language
from desktop.rules.ages import age_range, is_child
from desktop.rules.partial_dates import PartialDate, Precision
from desktop.ui.widgets.strips import MustKnow
from desktop.vocabularies import vocabulary

# A line of the strip by its kind; a kind that is not here says itself.
_LINES = {
    "ALLERGY": N_("Allergy: {text}"),
    "NOT_BY": N_("Not to be collected or visited by: {text}"),
}
_DANGER = frozenset({"ALLERGY", "NOT_BY"})
_NONE = {
    "ALLERGY": N_("No allergies known (asked {day})"),
    "MEDICINE": N_("No medicine to be kept up (asked {day})"),
    "NOT_BY": N_("Nobody is kept from visiting (asked {day})"),
    "LANGUAGE": N_("No interpreter needed (asked {day})"),
    "LIMITS": N_("No limits at work or sport (asked {day})"),
}
# What to ask, in the words of "Not asked yet: ...".
_QUESTIONS = {
    "MEDICINE": N_("medicine"),
    "NOT_BY": N_("who may not visit"),
    "LANGUAGE": N_("language"),
    "LIMITS": N_("limits"),
}
_CHILDREN = {"F": N_("daughter"), "M": N_("son")}
_SIBLINGS = {"F": N_("sister"), "M": N_("brother")}
_STEP_KINDS = {"ISSUED": "well", "NEEDED": "due", "REFUSED": "danger", "NOT_APPLICABLE": "neutral"}


@dataclass(frozen=True)
class Speaker:
    """Who says it: in which language, on which day, with which colleagues' names."""

    language: Language
    today: date
    staff_name: Callable[[UUID | None], str]

    def day(self, on: date) -> str:
        """today, Fri 20 Nov, or 20.11.2025."""
        if on == self.today:
            return self.language.text("today")
        if abs((on - self.today).days) < 180:
            return self.language.weekday_day(on)
        return self.language.day(on)


def joined(*parts: str) -> str:
    """Parts of a line, those that say something."""
    return " · ".join(part for part in parts if part)


def about(speaker: Speaker, head: Head) -> str:
    """The line under the name: who, code, room, day of the stay, case worker."""
    _ = speaker.language.text
    room = _("room {room}").format(room=head.room) if head.room else ""
    workers = ", ".join(name for one in head.case_managers if (name := speaker.staff_name(one)))
    worker = _("case worker {name}").format(name=workers) if workers else ""
    return joined(who(speaker, head.sex, head.born), head.code, room, day_of_stay(speaker, head), worker)


def day_of_stay(speaker: Speaker, head: Head) -> str:
    """Which day of the stay it is, or when it ended."""
    _ = speaker.language.text
    if head.admitted_on is None:
        return ""
    if head.left_on is not None:
        return _("left on {day}").format(day=speaker.language.day(head.left_on))
    return _("day {n}").format(n=(speaker.today - head.admitted_on).days + 1)


def who(speaker: Speaker, sex: str | None, born: PartialDate | None) -> str:
    """Woman, 29 y; girl, 3 y (spring 2023): the word by sex and age, nothing where neither is known."""
    word = noun(speaker, sex, born)
    age = age_range(born, speaker.today) if born is not None else None
    if born is None or age is None:
        return word
    said = speaker.language.age(age)
    if born.precision is not Precision.DAY:
        known = speaker.language.text("{age} ({born})")
        said = known.format(age=said, born=_born(speaker, born))
    return ", ".join(part for part in (word, said) if part)


def _born(speaker: Speaker, born: PartialDate) -> str:
    basis = speaker.language.label("date_basis", born.basis.value) if born.basis is not None else ""
    return joined(speaker.language.partial(born), basis)


def noun(speaker: Speaker, sex: str | None, born: PartialDate | None) -> str:
    """Woman, man, girl, boy; child where the sex is not known."""
    _ = speaker.language.text
    child = born is not None and is_child(born, speaker.today) is True
    words = {"F": _("girl"), "M": _("boy")} if child else {"F": _("woman"), "M": _("man")}
    return words.get(sex or "", _("child") if child else "")


def own_words_title(language: Language, sex: str | None) -> str:
    """The heading of what the person says herself."""
    _ = language.text
    titles = {"F": _("In her own words"), "M": _("In his own words")}
    return titles.get(sex or "", _("In the person's own words"))


def strip(speaker: Speaker, head: Head) -> list[MustKnow]:
    """The must-know lines; what nobody has asked about yet is said too."""
    if head.must_know is None:
        return []
    where = [MustKnow(whereabouts(speaker, head.where), key="WHERE")] if head.where is not None else []
    places = {code.code: at for at, code in enumerate(vocabulary("must_know_kind").codes)}
    lines = sorted(head.must_know, key=lambda line: places.get(line.kind, len(places)))
    return [*(_line(speaker, line) for line in lines), *where, *_unasked(speaker, head.asked)]


def _line(speaker: Speaker, line: MustKnowLine) -> MustKnow:
    language = speaker.language
    day = speaker.day(line.asked_on)
    if line.text is None:
        none = _NONE.get(line.kind, N_("None (asked {day})"))
        return MustKnow(language.text(none).format(day=day), key=line.kind)
    text = language.text(_LINES[line.kind]).format(text=line.text) if line.kind in _LINES else line.text
    kind = "danger" if line.kind in _DANGER else "plain"
    said = language.text("{kind}, asked {day}").format(
        kind=language.label("must_know_kind", line.kind), day=day
    )
    return MustKnow(text, kind, line.kind, said)


def _unasked(speaker: Speaker, asked: frozenset[str]) -> list[MustKnow]:
    _ = speaker.language.text
    open_questions = [_(text) for kind, text in _QUESTIONS.items() if kind not in asked]
    lines = [] if "ALLERGY" in asked else [MustKnow(_("No allergies asked yet"), "unasked", "ALLERGY")]
    if open_questions:
        said = _("Not asked yet: {kinds}").format(kinds=", ".join(open_questions))
        lines.append(MustKnow(said, "unasked", ""))
    return lines


def whereabouts(speaker: Speaker, where: Whereabouts) -> str:
    """In hospital, or out, and until when."""
    _ = speaker.language.text
    kind = speaker.language.label("presence", where.kind)
    place = _("{kind}: {place}").format(kind=kind, place=where.place) if where.place else kind
    if where.back_by is None:
        return place
    return _("{place}, back by {day}").format(place=place, day=speaker.day(where.back_by))


def relation(speaker: Speaker, one: Relative) -> str:
    """What a relative is to the person: son, mother, sister; empty if nobody said it."""
    language = speaker.language
    if one.turned and one.relation in PARENTS and one.sex in _CHILDREN:
        return language.text(_CHILDREN[one.sex])
    if one.relation == SIBLING:
        return language.text(_SIBLINGS.get(one.sex or "", N_("brother or sister")))
    if not one.relation:
        return ""
    label = language.label("relationship_of" if one.turned else "relationship", one.relation)
    return label[:1].lower() + label[1:]


def relative_line(speaker: Speaker, one: Relative) -> str:
    """Name, relation, age: the left side of a line of the family."""
    age = age_range(one.born, speaker.today) if one.born is not None else None
    shown = speaker.language.age(age) if age is not None else ""
    return ", ".join(part for part in (one.name, relation(speaker, one), shown) if part)


def step_kind(track: Track, today: date) -> str:
    """The colour of a step's badge."""
    open_step = track.step not in _STEP_KINDS or track.step == "NEEDED"
    if open_step and track.due_on is not None and track.due_on < today:
        return "danger"
    return _STEP_KINDS.get(track.step, "underway")


def happened(speaker: Speaker, one: Happened, stage_names: dict[str, str]) -> str:
    """One line of the row of time, without when and who."""
    language = speaker.language
    plain = _PLAIN.get(one.kind)
    if plain is not None:
        return language.text(plain)
    first, second = (*one.codes, "", "")[:2]
    match one.kind:
        case "stage_entry":
            return language.text("Stage: {stage}").format(stage=stage_names.get(first, first))
        case "counselling_session":
            return session(language, first, second)
        case "legal_step":
            return language.text("{paper}: {step}").format(
                paper=language.label("legal_track", first), step=language.label("legal_step", second)
            )
        case "enrolment" | "course_result":
            return language.text(_COURSES[one.kind]).format(course=one.label)
    vocabulary, text = _CODED[one.kind]
    return language.text(text).format(what=language.label(vocabulary, first))


_PLAIN = {
    "stay": N_("Admitted to the centre"),
    "intake": N_("Intake sheet filled in"),
    "own_words": N_("Own words written down"),
    "measurement": N_("Weighed and measured"),
}
_COURSES = {"enrolment": N_("Enrolled in {course}"), "course_result": N_("Result in {course}")}
_CODED = {
    "health_check": ("health_check_kind", N_("Health: {what}")),
    "family_meeting": ("meeting_mode", N_("Family meeting: {what}")),
    "school_placement": ("school_kind", N_("Place given: {what}")),
    "goal": ("service_domain", N_("Goal set: {what}")),
    "consent": ("consent_basis", N_("Consent: {what}")),
}
_SESSIONS = {
    "MHPSS": (N_("Session took place"), N_("Session: {attendance}")),
    "THEOLOGY": (N_("Religious counselling took place"), N_("Religious counselling: {attendance}")),
}


def session(language: Language, service: str, attendance: str) -> str:
    """That a session took place, or why not."""
    took_place, otherwise = _SESSIONS[service]
    if attendance == "PRESENT":
        return language.text(took_place)
    return language.text(otherwise).format(attendance=language.label("attendance", attendance))


def happened_when(speaker: Speaker, one: Happened) -> str:
    """When, who, and from which paper if it was typed later."""
    paper = one.from_paper
    typed = speaker.language.text("typed from {paper}").format(paper=paper) if paper else ""
    return joined(speaker.day(one.on), speaker.staff_name(one.by_id), typed)


def first_few(language: Language, lines: Sequence[str], most: int) -> str:
    """The first lines in one, and how many more there are."""
    shown = joined(*lines[:most])
    left = len(lines) - most
    if left <= 0:
        return shown
    return language.plural("{shown} and {n} more", "{shown} and {n} more", left).format(shown=shown, n=left)
