"""Runs the versions on a connection that is handed over.

Foreign keys are off on it: batch mode rebuilds tables, and with enforcement on it has deleted the
children of a rebuilt table without an error. Whoever hands the connection over checks the keys before
the commit and puts the triggers back, which a rebuilt table loses in silence.
"""

import sqlalchemy as sa
from alembic import context

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
}

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=sa.MetaData(naming_convention=NAMING),
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
