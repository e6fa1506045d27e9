"""The first vault."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.LargeBinary(16)
MOMENT = sa.BigInteger()
NUMBER = sa.Integer()
DAY = sa.Date()
TEXT = sa.String()
BYTES = sa.LargeBinary()
YES_NO = sa.Boolean()
JSON = sa.JSON()
# Table and columns of every index.
# fmt: off
INDEXES = (
    ("change", "counter"), ("change", "group_id"), ("change", "incarnation_id number"),
    ("change", "person_id counter"), ("change", "record_id counter"), ("person", "code"),
    ("person_root", "root_id"), ("read_log", "person_id"), ("read_log", "user_id"),
    ("arrival", "centre_id"), ("arrival", "operation_id"), ("course", "centre_id"),
    ("key_share", "category_key_id"), ("key_share", "user_id"), ("reserved_code", "code"),
    ("alias", "person_id"), ("appointment", "person_id"), ("appointment", "starts_at"),
    ("appointment", "with_id"), ("approval", "person_id"), ("approval", "record_id"),
    ("arrival_line", "arrival_id"), ("arrival_line", "person_id"), ("assignment", "person_id"),
    ("assignment", "user_id"), ("attendance", "course_id"), ("attendance", "person_id"),
    ("confirmation", "person_id"), ("confirmation", "record_id"), ("consent", "person_id"),
    ("counselling_note", "person_id"), ("counselling_note", "session_id"),
    ("counselling_session", "person_id"), ("course_result", "course_id"), ("course_result", "person_id"),
    ("criminal_proceeding", "person_id"), ("enrolment", "course_id"), ("enrolment", "person_id"),
    ("family_meeting", "person_id"), ("goal", "person_id"), ("health_check", "person_id"),
    ("identifier", "person_id"), ("identity", "person_id"), ("intake", "person_id"),
    ("legal_note", "person_id"), ("legal_step", "person_id"), ("measurement", "person_id"),
    ("member", "household_id"), ("member", "person_id"), ("must_know", "person_id"), ("name", "person_id"),
    ("own_words", "person_id"), ("person_key", "category_key_id"), ("person_key", "key_id"),
    ("person_key", "person_id"), ("person_link", "one_id"), ("person_link", "other_id"),
    ("presence", "person_id"), ("printed_paper", "person_id"), ("relationship", "other_id"),
    ("relationship", "person_id"), ("religion_note", "person_id"), ("religion_note", "session_id"),
    ("room_stay", "centre_id"), ("room_stay", "person_id"), ("school_placement", "person_id"),
    ("sensitive_health", "person_id"), ("stage_entry", "person_id"), ("stay", "arrival_id"),
    ("stay", "centre_id"), ("stay", "left_on"), ("stay", "person_id"),
)
# fmt: on
FIND_TEXT = (
    "CREATE VIRTUAL TABLE find_text USING fts5(names, numbers, content='find_key', content_rowid='row', "
    "tokenize='unicode61 remove_diacritics 0', prefix='1 2 3 4')"
)


def local(name: str, *items: sa.schema.SchemaItem) -> None:
    """A table of this vault alone."""
    op.create_table(name, *items)


def record(name: str, *items: sa.schema.SchemaItem) -> None:
    """A journalled table: key, pointer into the journal, removal as a field."""
    op.create_table(
        name,
        *items,
        sa.Column("id", KEY, primary_key=True),
        sa.Column(
            "last_change",
            KEY,
            sa.ForeignKey("change.id", deferrable=True, initially="DEFERRED"),
            nullable=False,
        ),
        sa.Column("removed", YES_NO, server_default=sa.false(), nullable=False),
    )
    op.create_index(f"ix_{name}_last_change", name, ["last_change"])


def record_of_person(name: str, *items: sa.schema.SchemaItem) -> None:
    """A journalled table whose rows belong to a person's file."""
    record(name, sa.Column("person_id", KEY, sa.ForeignKey("person.id"), nullable=False), *items)


# Every table of the first release, the journal first, then what others point at.
# fmt: off
TABLES = (
    (local, "change", (
        sa.Column("id", KEY, primary_key=True), sa.Column("incarnation_id", KEY, nullable=False),
        sa.Column("number", NUMBER, nullable=False), sa.Column("group_id", KEY, nullable=False),
        sa.Column("verb", sa.String(64), nullable=False),
        sa.Column("record_type", sa.String(64), nullable=False),
        sa.Column("record_id", KEY, nullable=False), sa.Column("category", sa.String(32), nullable=False),
        sa.Column("person_id", KEY), sa.Column("parents", JSON, nullable=False),
        sa.Column("counter", NUMBER, nullable=False), sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", KEY), sa.Column("schema_version", NUMBER, nullable=False),
        sa.Column("fields", JSON), sa.Column("commitments", JSON, nullable=False),
        sa.Column("previous_hash", sa.LargeBinary(32)),
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
    )),
    (record, "person", (
        sa.Column("code", sa.String(32), nullable=False),
    )),
    (local, "draft", (
        sa.Column("id", KEY, primary_key=True), sa.Column("user_id", KEY, nullable=False),
        sa.Column("form", sa.String(64), nullable=False),
        sa.Column("about", sa.String(64), nullable=False), sa.Column("body", BYTES, nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False), sa.UniqueConstraint("user_id", "form", "about"),
    )),
    (local, "find_key", (
        sa.Column("row", NUMBER, primary_key=True), sa.Column("person_id", KEY, nullable=False),
        sa.Column("names", TEXT, nullable=False), sa.Column("numbers", TEXT, nullable=False),
        sa.UniqueConstraint("person_id"),
    )),
    (local, "incarnation", (
        sa.Column("id", KEY, primary_key=True), sa.Column("station", sa.String(4), nullable=False),
        sa.Column("machine", sa.String(64), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
    )),
    (local, "person_root", (
        sa.Column("person_id", KEY, primary_key=True), sa.Column("root_id", KEY, nullable=False),
    )),
    (local, "read_log", (
        sa.Column("id", KEY, primary_key=True), sa.Column("user_id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False), sa.Column("page", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )),
    (local, "setting", (
        sa.Column("user_id", KEY, primary_key=True), sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.String(500), nullable=False),
    )),
    (local, "vault_state", (
        sa.Column("id", NUMBER, primary_key=True), sa.Column("database_id", KEY, nullable=False),
        sa.Column("generation", NUMBER, nullable=False), sa.Column("centre_id", KEY),
    )),
    (record, "arrival", (
        sa.Column("operation_id", KEY, nullable=False), sa.Column("centre_id", KEY, nullable=False),
        sa.Column("arrives_on", DAY, nullable=False), sa.Column("label", sa.String(500)),
        sa.Column("manifest_count", NUMBER), sa.Column("closed_at", MOMENT),
    )),
    (record, "category_key", (
        sa.Column("of_category", sa.String(32), nullable=False), sa.Column("centre_id", KEY),
        sa.Column("public_key", sa.LargeBinary(32), nullable=False),
        sa.Column("retired", YES_NO, nullable=False),
    )),
    (record, "centre", (
        sa.Column("name", sa.String(500), nullable=False), sa.Column("name_kk", sa.String(500)),
        sa.Column("name_ru", sa.String(500)), sa.Column("letters", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("programme", sa.String(32), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False), sa.Column("capacity", NUMBER),
        sa.CheckConstraint("capacity >= 0", name="capacity_not_negative"),
    )),
    (record, "course", (
        sa.Column("centre_id", KEY, nullable=False), sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("label", sa.String(500), nullable=False), sa.Column("provider", sa.String(500)),
        sa.Column("hours", NUMBER), sa.Column("starts_on", DAY), sa.Column("ends_on", DAY),
        sa.Column("trainer_id", KEY), sa.CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
    )),
    (record, "household", (
        sa.Column("label", sa.String(500), nullable=False),
        sa.Column("keep_together", YES_NO, nullable=False),
    )),
    (record, "key_share", (
        sa.Column("category_key_id", KEY, nullable=False), sa.Column("user_id", KEY, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False), sa.Column("sealed", BYTES, nullable=False),
    )),
    (record, "operation", (
        sa.Column("programme", sa.String(32), nullable=False),
        sa.Column("name", sa.String(500), nullable=False),
    )),
    (record, "reserved_code", (
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("reserved_at", MOMENT, nullable=False), sa.Column("used_by_id", KEY),
    )),
    (record, "user", (
        sa.Column("login", sa.String(64), nullable=False),
        sa.Column("name", sa.String(300), nullable=False), sa.Column("roles", TEXT, nullable=False),
        sa.Column("centre_id", KEY), sa.Column("public_key", sa.LargeBinary(32), nullable=False),
        sa.Column("takes_arrivals", YES_NO, nullable=False), sa.Column("left_on", DAY),
    )),
    (record_of_person, "alias", (
        sa.Column("kind", sa.String(32), nullable=False), sa.Column("text", BYTES),
    )),
    (record_of_person, "appointment", (
        sa.Column("of_category", sa.String(32), nullable=False),
        sa.Column("service", sa.String(32), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False), sa.Column("with_id", KEY),
        sa.Column("place", sa.String(500)), sa.Column("note", sa.String(500)),
    )),
    (record_of_person, "approval", (
        sa.Column("of_category", sa.String(32), nullable=False),
        sa.Column("what", sa.String(32), nullable=False), sa.Column("record_id", KEY),
        sa.Column("state", sa.String(32), nullable=False), sa.Column("asked_by_id", KEY, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False), sa.Column("decided_by_id", KEY),
        sa.Column("decided_at", MOMENT), sa.Column("reason", sa.String(500)),
    )),
    (record_of_person, "arrival_line", (
        sa.Column("arrival_id", KEY, nullable=False), sa.Column("household_id", KEY),
        sa.Column("line", NUMBER), sa.Column("state", sa.String(32), nullable=False),
        sa.Column("seen_at", MOMENT), sa.Column("urgent", TEXT),
    )),
    (record_of_person, "assignment", (
        sa.Column("user_id", KEY, nullable=False), sa.Column("role", sa.String(32), nullable=False),
        sa.Column("from_on", DAY, nullable=False), sa.Column("until_on", DAY),
    )),
    (record_of_person, "attendance", (
        sa.Column("course_id", KEY, nullable=False),
        sa.Column("attendance", sa.String(32), nullable=False), sa.Column("hours", NUMBER),
        sa.Column("happened_on", DAY, nullable=False), sa.Column("done_by_id", KEY),
        sa.Column("typed_by_id", KEY), sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "confirmation", (
        sa.Column("of_category", sa.String(32), nullable=False),
        sa.Column("record_id", KEY, nullable=False), sa.Column("field", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
    )),
    (record_of_person, "consent", (
        sa.Column("basis", sa.String(32), nullable=False), sa.Column("scope", TEXT),
        sa.Column("recipients", TEXT), sa.Column("given_by", sa.String(500)),
        sa.Column("relation", sa.String(32)), sa.Column("assent", sa.String(32)),
        sa.Column("language", sa.String(32)), sa.Column("interpreter", sa.String(500)),
        sa.Column("witness", sa.String(500)), sa.Column("refused", YES_NO, nullable=False),
        sa.Column("expires_on", DAY), sa.Column("withdrawn_on", DAY),
        sa.Column("happened_on", DAY, nullable=False), sa.Column("done_by_id", KEY),
        sa.Column("typed_by_id", KEY), sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "counselling_note", (
        sa.Column("session_id", KEY, nullable=False), sa.Column("author_id", KEY, nullable=False),
        sa.Column("text", BYTES), sa.Column("corrects_id", KEY), sa.Column("signed_at", MOMENT),
    )),
    (record_of_person, "counselling_session", (
        sa.Column("service", sa.String(32), nullable=False),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.Column("attendance", sa.String(32), nullable=False), sa.Column("minutes", NUMBER),
        sa.Column("next_at", MOMENT), sa.Column("happened_on", DAY, nullable=False),
        sa.Column("done_by_id", KEY), sa.Column("typed_by_id", KEY),
        sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "course_result", (
        sa.Column("course_id", KEY, nullable=False), sa.Column("passed", sa.String(32)),
        sa.Column("note", sa.String(20000)), sa.Column("happened_on", DAY, nullable=False),
        sa.Column("done_by_id", KEY), sa.Column("typed_by_id", KEY),
        sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "criminal_proceeding", (
        sa.Column("text", BYTES), sa.Column("happened_on", DAY, nullable=False),
        sa.Column("done_by_id", KEY), sa.Column("typed_by_id", KEY),
        sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "enrolment", (
        sa.Column("course_id", KEY, nullable=False), sa.Column("status", sa.String(32), nullable=False),
        sa.Column("ended_on", DAY), sa.Column("note", sa.String(500)),
        sa.Column("happened_on", DAY, nullable=False), sa.Column("done_by_id", KEY),
        sa.Column("typed_by_id", KEY), sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "family_meeting", (
        sa.Column("visitor", sa.String(500), nullable=False), sa.Column("relation", sa.String(32)),
        sa.Column("mode", sa.String(32), nullable=False), sa.Column("identity_checked", sa.String(32)),
        sa.Column("supervised", sa.String(32)), sa.Column("child_wish", sa.String(20000)),
        sa.Column("reactions", TEXT), sa.Column("agreed", sa.String(20000)),
        sa.Column("happened_on", DAY, nullable=False), sa.Column("done_by_id", KEY),
        sa.Column("typed_by_id", KEY), sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "goal", (
        sa.Column("domain", sa.String(32), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("status", sa.String(32), nullable=False), sa.Column("status_note", sa.String(500)),
        sa.Column("responsible", sa.String(32)), sa.Column("set_on", DAY, nullable=False),
        sa.Column("due_on", DAY),
    )),
    (record_of_person, "health_check", (
        sa.Column("kind", sa.String(32), nullable=False), sa.Column("temperature", NUMBER),
        sa.Column("pulse", NUMBER), sa.Column("breaths", NUMBER), sa.Column("systolic", NUMBER),
        sa.Column("diastolic", NUMBER), sa.Column("oxygen", NUMBER), sa.Column("findings", TEXT),
        sa.Column("outcome", sa.String(32)), sa.Column("note", sa.String(20000)),
        sa.Column("happened_on", DAY, nullable=False), sa.Column("done_by_id", KEY),
        sa.Column("typed_by_id", KEY), sa.Column("from_paper", sa.String(500)),
        sa.CheckConstraint("oxygen BETWEEN 30 AND 100", name="oxygen_range"),
        sa.CheckConstraint("pulse BETWEEN 20 AND 300", name="pulse_range"),
        sa.CheckConstraint("breaths BETWEEN 5 AND 150", name="breaths_range"),
    )),
    (record_of_person, "identifier", (
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("number", sa.String(500), nullable=False), sa.Column("country", sa.String(32)),
        sa.Column("issued_on", DAY), sa.Column("expires_on", DAY),
        sa.Column("as_printed", sa.String(500)),
    )),
    (record_of_person, "identity", (
        sa.Column("sex", sa.String(32)), sa.Column("born", TEXT),
        sa.Column("birth_place", sa.String(500)), sa.Column("birth_country", sa.String(32)),
        sa.Column("citizenship", sa.String(32)), sa.Column("languages", TEXT),
        sa.Column("manifest_category", sa.String(32)), sa.Column("died_on", DAY),
    )),
    (record_of_person, "intake", (
        sa.Column("immediate_needs", TEXT), sa.Column("needs_note", sa.String(20000)),
        sa.Column("belongings", sa.String(20000)), sa.Column("interpreter", YES_NO, nullable=False),
        sa.Column("statement", sa.String(20000)), sa.Column("child_wishes", sa.String(20000)),
        sa.Column("happened_on", DAY, nullable=False), sa.Column("done_by_id", KEY),
        sa.Column("typed_by_id", KEY), sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "legal_note", (
        sa.Column("text", BYTES), sa.Column("happened_on", DAY, nullable=False),
        sa.Column("done_by_id", KEY), sa.Column("typed_by_id", KEY),
        sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "legal_step", (
        sa.Column("track", sa.String(32), nullable=False),
        sa.Column("step", sa.String(32), nullable=False), sa.Column("agency", sa.String(500)),
        sa.Column("due_on", DAY), sa.Column("original_with", sa.String(500)),
        sa.Column("happened_on", DAY, nullable=False), sa.Column("done_by_id", KEY),
        sa.Column("typed_by_id", KEY), sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "measurement", (
        sa.Column("weight", NUMBER), sa.Column("height", NUMBER), sa.Column("position", sa.String(32)),
        sa.Column("muac", NUMBER), sa.Column("head", NUMBER), sa.Column("oedema", sa.String(32)),
        sa.Column("happened_on", DAY, nullable=False), sa.Column("done_by_id", KEY),
        sa.Column("typed_by_id", KEY), sa.Column("from_paper", sa.String(500)),
        sa.CheckConstraint("height BETWEEN 300 AND 2300", name="height_range"),
        sa.CheckConstraint("weight BETWEEN 50 AND 25000", name="weight_range"),
        sa.CheckConstraint("muac BETWEEN 50 AND 500", name="muac_range"),
    )),
    (record_of_person, "member", (
        sa.Column("household_id", KEY, nullable=False), sa.Column("is_head", YES_NO, nullable=False),
        sa.Column("care_status", sa.String(32)),
    )),
    (record_of_person, "must_know", (
        sa.Column("kind", sa.String(32), nullable=False), sa.Column("text", sa.String(120)),
        sa.Column("none_known", YES_NO, nullable=False), sa.Column("asked_on", DAY, nullable=False),
        sa.Column("until_on", DAY),
    )),
    (record_of_person, "name", (
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("script", sa.String(32), nullable=False), sa.Column("surname", sa.String(300)),
        sa.Column("given", sa.String(300)), sa.Column("patronymic", sa.String(300)),
        sa.Column("from_on", DAY), sa.Column("until_on", DAY), sa.Column("source", sa.String(500)),
    )),
    (record_of_person, "own_words", (
        sa.Column("words", sa.String(20000), nullable=False), sa.Column("disagrees", sa.String(20000)),
        sa.Column("happened_on", DAY, nullable=False), sa.Column("done_by_id", KEY),
        sa.Column("typed_by_id", KEY), sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "person_key", (
        sa.Column("key_id", KEY, nullable=False), sa.Column("category_key_id", KEY, nullable=False),
        sa.Column("of_category", sa.String(32), nullable=False),
        sa.Column("sealed", BYTES, nullable=False),
    )),
    (record, "person_link", (
        sa.Column("one_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("other_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("state", sa.String(32), nullable=False), sa.Column("chosen_id", KEY),
        sa.Column("reason", sa.String(500)),
    )),
    (record_of_person, "presence", (
        sa.Column("kind", sa.String(32), nullable=False), sa.Column("place", sa.String(500)),
        sa.Column("since_at", MOMENT, nullable=False), sa.Column("back_by", DAY),
    )),
    (record_of_person, "printed_paper", (
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("copy_number", sa.String(32), nullable=False),
        sa.Column("recipient", sa.String(32), nullable=False),
        sa.Column("languages", sa.String(500), nullable=False),
        sa.Column("printed_at", MOMENT, nullable=False), sa.Column("printed_by_id", KEY, nullable=False),
        sa.Column("note", sa.String(20000)),
    )),
    (record_of_person, "relationship", (
        sa.Column("other_id", KEY, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False), sa.Column("basis", sa.String(32)),
        sa.Column("verified", YES_NO, nullable=False), sa.Column("note", sa.String(500)),
    )),
    (record_of_person, "religion_note", (
        sa.Column("session_id", KEY, nullable=False), sa.Column("author_id", KEY, nullable=False),
        sa.Column("text", BYTES), sa.Column("corrects_id", KEY), sa.Column("signed_at", MOMENT),
    )),
    (record_of_person, "room_stay", (
        sa.Column("centre_id", KEY, nullable=False), sa.Column("room", sa.String(32), nullable=False),
        sa.Column("bed", sa.String(32)), sa.Column("from_on", DAY, nullable=False),
        sa.Column("until_on", DAY), sa.CheckConstraint("until_on >= from_on", name="dates_in_order"),
    )),
    (record_of_person, "school_placement", (
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("school", sa.String(500), nullable=False), sa.Column("grade", NUMBER),
        sa.Column("track", NUMBER), sa.Column("language", sa.String(32)), sa.Column("starts_on", DAY),
        sa.Column("support", sa.String(20000)), sa.Column("happened_on", DAY, nullable=False),
        sa.Column("done_by_id", KEY), sa.Column("typed_by_id", KEY),
        sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "sensitive_health", (
        sa.Column("health_check_id", KEY), sa.Column("text", BYTES),
        sa.Column("happened_on", DAY, nullable=False), sa.Column("done_by_id", KEY),
        sa.Column("typed_by_id", KEY), sa.Column("from_paper", sa.String(500)),
    )),
    (record_of_person, "stage_entry", (
        sa.Column("stage", sa.String(32), nullable=False), sa.Column("entered_on", DAY, nullable=False),
        sa.Column("reason", sa.String(500)),
    )),
    (record_of_person, "stay", (
        sa.Column("centre_id", KEY, nullable=False), sa.Column("arrival_id", KEY),
        sa.Column("admitted_on", DAY, nullable=False), sa.Column("left_on", DAY),
        sa.Column("left_to", sa.String(32)), sa.Column("left_how", sa.String(32)),
        sa.Column("left_reason", sa.String(500)),
        sa.CheckConstraint("left_on >= admitted_on", name="dates_in_order"),
    )),
)
# fmt: on


def upgrade() -> None:
    for make, name, columns in TABLES:
        make(name, *columns)
    for table, names in INDEXES:
        columns = names.split()
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    op.execute(FIND_TEXT)
