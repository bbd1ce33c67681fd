"""blockers, and the coordinator's answers to requests for a later deadline."""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('blocker',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('waits_kind', sa.String(), nullable=True),
    sa.Column('waits_words', sa.Text(), nullable=True),
    sa.Column('waits_agency_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_blocker_assignment_id')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_blocker_report_id')),
    sa.ForeignKeyConstraint(['waits_agency_id'], ['agency.id'], name=op.f('fk_blocker_waits_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_blocker'))
    )
    with op.batch_alter_table('blocker', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_blocker_assignment_id'), ['assignment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_blocker_report_id'), ['report_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_blocker_waits_agency_id'), ['waits_agency_id'], unique=False)

    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.add_column(sa.Column('about', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_report_about'), 'report', ['about'], ['id'])

    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answer', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('granted_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('report_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_extension_report_id'), 'report', ['report_id'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_extension_report_id'), type_='foreignkey')
        batch_op.drop_column('report_id')
        batch_op.drop_column('granted_until')
        batch_op.drop_column('answer')

    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_report_about'), type_='foreignkey')
        batch_op.drop_column('about')

    with op.batch_alter_table('blocker', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_blocker_waits_agency_id'))
        batch_op.drop_index(batch_op.f('ix_blocker_report_id'))
        batch_op.drop_index(batch_op.f('ix_blocker_assignment_id'))

    op.drop_table('blocker')
