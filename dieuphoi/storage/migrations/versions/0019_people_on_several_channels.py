"""people on several channels."""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('address', schema=None) as batch_op:
        batch_op.add_column(sa.Column('preferred_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('away_until', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('address', schema=None) as batch_op:
        batch_op.drop_column('away_until')
        batch_op.drop_column('preferred_at')
