"""leads given in chat."""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('lead_change',
    sa.Column('report_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('leads_now', sa.JSON(), nullable=True),
    sa.Column('after_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['after_id'], ['agency.id'], name=op.f('fk_lead_change_after_id')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_lead_change_report_id')),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_lead_change'))
    )


def downgrade() -> None:
    op.drop_table('lead_change')
