"""standing in for a focal point for some days, and in whose place a report was made."""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stands_in_for', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('first_day', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('last_day', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_membership_stands_in_for'), 'person', ['stands_in_for'], ['id'])
        batch_op.create_index(batch_op.f('ix_membership_stands_in_for'), ['stands_in_for'], unique=False)

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first_day', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('last_day', sa.Date(), nullable=True))

    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.add_column(sa.Column('in_place_of', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_report_in_place_of'), 'person', ['in_place_of'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_report_in_place_of'), type_='foreignkey')
        batch_op.drop_column('in_place_of')

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_column('last_day')
        batch_op.drop_column('first_day')

    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_membership_stands_in_for'))
        batch_op.drop_constraint(batch_op.f('fk_membership_stands_in_for'), type_='foreignkey')
        batch_op.drop_column('begun_at')
        batch_op.drop_column('last_day')
        batch_op.drop_column('first_day')
        batch_op.drop_column('stands_in_for')
