"""the content of evidence."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('fetching',
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['file_id'], ['file.id'], name=op.f('fk_fetching_file_id')),
    sa.PrimaryKeyConstraint('file_id', name=op.f('pk_fetching'))
    )
    with op.batch_alter_table('fetching', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fetching_state'), ['state'], unique=False)
    # What is attached to a report and known by its vendor's id alone is fetched from now on.
    op.execute(
        "INSERT INTO fetching (file_id, state, attempts) SELECT id, 'waiting', 0 FROM file"
        ' WHERE content IS NULL AND vendor_id IS NOT NULL'
        ' AND id IN (SELECT file_id FROM report WHERE file_id IS NOT NULL)'
    )


def downgrade() -> None:
    with op.batch_alter_table('fetching', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fetching_state'))

    op.drop_table('fetching')
