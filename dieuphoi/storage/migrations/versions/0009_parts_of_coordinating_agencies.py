"""parts of coordinating agencies."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('part_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reminded_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_part_request_agency_id')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_part_request_assignment_id')),
    sa.ForeignKeyConstraint(['by'], ['person.id'], name=op.f('fk_part_request_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_part_request'))
    )
    with op.batch_alter_table('part_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_part_request_assignment_id'), ['assignment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_part_request_agency_id_state'), ['agency_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_part_request_state_until'), ['state', 'until'], unique=False)

    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.add_column(sa.Column('part_request_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_report_part_request_id'), ['part_request_id'], unique=False)
        batch_op.create_foreign_key(
            batch_op.f('fk_report_part_request_id'), 'part_request', ['part_request_id'], ['id']
        )


def downgrade() -> None:
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_report_part_request_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_report_part_request_id'))
        batch_op.drop_column('part_request_id')

    with op.batch_alter_table('part_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_part_request_state_until'))
        batch_op.drop_index(batch_op.f('ix_part_request_agency_id_state'))
        batch_op.drop_index(batch_op.f('ix_part_request_assignment_id'))

    op.drop_table('part_request')
