"""Importing this package maps every table."""

from db.journal.change import Change
from db.models.arrivals import Arrival, ArrivalLine, Operation
from db.models.counselling import CounsellingNote, CounsellingSession, FamilyMeeting, ReligionNote
from db.models.families import Household, Member, Relationship
from db.models.health import HealthCheck, Measurement, SensitiveHealth
from db.models.house import Centre, MustKnow, Presence, RoomStay
from db.models.learning import Attendance, Course, CourseResult, Enrolment, SchoolPlacement
from db.models.local import Draft, Incarnation, ReadLog, Setting, VaultState
from db.models.people import Alias, Identifier, Identity, Name, Person, PersonLink, PersonRoot, ReservedCode
from db.models.plans import (
    Appointment,
    Approval,
    Confirmation,
    CriminalProceeding,
    Goal,
    LegalNote,
    LegalStep,
    PrintedPaper,
)
from db.models.staff import Assignment, CategoryKey, KeyShare, PersonKey, User
from db.models.stays import Consent, Intake, OwnWords, StageEntry, Stay

__all__ = [
    "Alias",
    "Appointment",
    "Approval",
    "Arrival",
    "ArrivalLine",
    "Assignment",
    "Attendance",
    "CategoryKey",
    "Centre",
    "Change",
    "Confirmation",
    "Consent",
    "CounsellingNote",
    "CounsellingSession",
    "Course",
    "CourseResult",
    "CriminalProceeding",
    "Draft",
    "Enrolment",
    "FamilyMeeting",
    "Goal",
    "HealthCheck",
    "Household",
    "Identifier",
    "Identity",
    "Incarnation",
    "Intake",
    "KeyShare",
    "LegalNote",
    "LegalStep",
    "Measurement",
    "Member",
    "MustKnow",
    "Name",
    "Operation",
    "OwnWords",
    "Person",
    "PersonKey",
    "PersonLink",
    "PersonRoot",
    "Presence",
    "PrintedPaper",
    "ReadLog",
    "Relationship",
    "ReligionNote",
    "ReservedCode",
    "RoomStay",
    "SchoolPlacement",
    "SensitiveHealth",
    "Setting",
    "StageEntry",
    "Stay",
    "User",
    "VaultState",
]
