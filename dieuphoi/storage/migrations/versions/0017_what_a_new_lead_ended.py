"""what a new lead ended, so that it can be put back."""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('lead_change', schema=None) as batch_op:
        batch_op.add_column(sa.Column('helpers', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('withdrawn', sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('lead_change', schema=None) as batch_op:
        batch_op.drop_column('withdrawn')
        batch_op.drop_column('helpers')
