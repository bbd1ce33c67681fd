"""consent, deletion of personal data, focal points removed with a reason."""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('address', schema=None) as batch_op:
        batch_op.add_column(sa.Column('consent', sa.String(), nullable=True))
        batch_op.add_column(sa.Column('consent_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('consent_asked', sa.String(), nullable=True))

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('erased_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('ended_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('ended_why', sa.Text(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_membership_ended_by'), 'person', ['ended_by'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_membership_ended_by'), type_='foreignkey')
        batch_op.drop_column('ended_why')
        batch_op.drop_column('ended_by')

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('erased_at')

    with op.batch_alter_table('address', schema=None) as batch_op:
        batch_op.drop_column('consent_asked')
        batch_op.drop_column('consent_at')
        batch_op.drop_column('consent')
