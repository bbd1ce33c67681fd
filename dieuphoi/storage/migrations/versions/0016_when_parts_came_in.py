"""when parts came in, and with which deadline."""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first_due', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('added_at', sa.DateTime(timezone=True), nullable=True))
    # Of what is there already, the best that is known: the deadline of the newest document, the plan's beginning.
    op.execute(
        'UPDATE assignment SET first_due = original_due,'
        ' added_at = (SELECT created_at FROM plan WHERE plan.id = assignment.plan_id)'
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.alter_column('added_at', existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_column('added_at')
        batch_op.drop_column('first_due')
