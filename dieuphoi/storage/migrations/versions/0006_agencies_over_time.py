"""agencies over time."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('agency_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('document_number', sa.String(), nullable=True),
    sa.Column('document_date', sa.Date(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('effective_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['by'], ['person.id'], name=op.f('fk_agency_change_by')),
    sa.ForeignKeyConstraint(['withdrawn_by'], ['person.id'], name=op.f('fk_agency_change_withdrawn_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency_change'))
    )
    op.create_table('agency_change_part',
    sa.Column('change_id', sa.Integer(), nullable=False),
    sa.Column('succeeds', sa.Boolean(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_agency_change_part_agency_id')),
    sa.ForeignKeyConstraint(['change_id'], ['agency_change.id'], name=op.f('fk_agency_change_part_change_id')),
    sa.PrimaryKeyConstraint('change_id', 'succeeds', 'agency_id', name=op.f('pk_agency_change_part'))
    )
    with op.batch_alter_table('agency_change_part', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agency_change_part_agency_id'), ['agency_id'], unique=False)

    op.create_table('seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('change_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('taken_id', sa.Integer(), nullable=True),
    sa.Column('deputy', sa.Boolean(), server_default=sa.false(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_seat_agency_id')),
    sa.ForeignKeyConstraint(['change_id'], ['agency_change.id'], name=op.f('fk_seat_change_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_seat_person_id')),
    sa.ForeignKeyConstraint(['taken_id'], ['agency.id'], name=op.f('fk_seat_taken_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seat'))
    )
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seat_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_seat_state'), ['state'], unique=False)

    op.create_table('agency_choice',
    sa.Column('change_id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('channel', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_agency_choice_agency_id')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_agency_choice_assignment_id')),
    sa.ForeignKeyConstraint(['by'], ['person.id'], name=op.f('fk_agency_choice_by')),
    sa.ForeignKeyConstraint(['change_id'], ['agency_change.id'], name=op.f('fk_agency_choice_change_id')),
    sa.PrimaryKeyConstraint('change_id', 'assignment_id', name=op.f('pk_agency_choice'))
    )
    with op.batch_alter_table('agency_choice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agency_choice_agency_id'), ['agency_id'], unique=False)

    op.create_table('handover',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('change_id', sa.Integer(), nullable=False),
    sa.Column('before_id', sa.Integer(), nullable=False),
    sa.Column('after_id', sa.Integer(), nullable=False),
    sa.Column('counted', sa.Boolean(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('channel', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['after_id'], ['agency.id'], name=op.f('fk_handover_after_id')),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_handover_assignment_id')),
    sa.ForeignKeyConstraint(['before_id'], ['agency.id'], name=op.f('fk_handover_before_id')),
    sa.ForeignKeyConstraint(['by'], ['person.id'], name=op.f('fk_handover_by')),
    sa.ForeignKeyConstraint(['change_id'], ['agency_change.id'], name=op.f('fk_handover_change_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover'))
    )
    with op.batch_alter_table('handover', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handover_assignment_id_id'), ['assignment_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_handover_change_id'), ['change_id'], unique=False)

    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.add_column(sa.Column('born', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('leads_now', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('formerly', sa.String(), nullable=True))

    with op.batch_alter_table('lead', schema=None) as batch_op:
        batch_op.add_column(sa.Column('interim', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.add_column(sa.Column('coordinators_now', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_column('coordinators_now')

    with op.batch_alter_table('lead', schema=None) as batch_op:
        batch_op.drop_column('interim')

    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_column('formerly')
        batch_op.drop_column('leads_now')

    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.drop_column('born')

    with op.batch_alter_table('handover', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handover_change_id'))
        batch_op.drop_index(batch_op.f('ix_handover_assignment_id_id'))

    op.drop_table('handover')
    with op.batch_alter_table('agency_choice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agency_choice_agency_id'))

    op.drop_table('agency_choice')
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seat_state'))
        batch_op.drop_index(batch_op.f('ix_seat_person_id'))

    op.drop_table('seat')
    with op.batch_alter_table('agency_change_part', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agency_change_part_agency_id'))

    op.drop_table('agency_change_part')
    op.drop_table('agency_change')
