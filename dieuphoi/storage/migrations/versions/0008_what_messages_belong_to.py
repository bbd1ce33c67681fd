"""what messages belong to."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('album',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('heard', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_album'))
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.add_column(sa.Column('lines', sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table('dialogue', schema=None) as batch_op:
        batch_op.add_column(sa.Column('asked', sa.JSON(none_as_null=True), nullable=True))

    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.add_column(sa.Column('message', sa.String(), nullable=True))
        batch_op.create_index(batch_op.f('ix_report_message'), ['message'], unique=False)

    with op.batch_alter_table('file', schema=None) as batch_op:
        batch_op.add_column(sa.Column('album', sa.String(), nullable=True))
        batch_op.create_index(batch_op.f('ix_file_album'), ['album'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_file_album'))
        batch_op.drop_column('album')

    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_message'))
        batch_op.drop_column('message')

    with op.batch_alter_table('dialogue', schema=None) as batch_op:
        batch_op.drop_column('asked')

    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_column('lines')

    op.drop_table('album')
