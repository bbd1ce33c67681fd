"""the order of going out."""

from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_status_channel_chat_key_rank_id'))
        batch_op.create_index(batch_op.f('ix_outbox_status_channel_rank_id'), ['status', 'channel', 'rank', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_chat_key_status_rank_id'), ['chat_key', 'status', 'rank', 'id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_chat_key_status_rank_id'))
        batch_op.drop_index(batch_op.f('ix_outbox_status_channel_rank_id'))
        batch_op.create_index(batch_op.f('ix_outbox_status_channel_chat_key_rank_id'), ['status', 'channel', 'chat_key', 'rank', 'id'], unique=False)
