"""ai content"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "c7d1e5a90b34"
down_revision = "b43395c5f2ce"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET lock_timeout = '10s'")
    op.add_column("ai_use", sa.Column("reserved_micros", sa.BigInteger(), nullable=True))
    op.create_table(
        "ai_budget",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("monthly_micros", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_ai_budget_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_ai_budget")),
    )
    op.create_table(
        "brand_profile",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("voice", sa.String(), nullable=True),
        sa.Column("dos", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("donts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hashtags", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("banned_hashtags", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_brand_profile_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_brand_profile")),
    )


def downgrade() -> None:
    op.drop_table("brand_profile")
    op.drop_table("ai_budget")
    op.drop_column("ai_use", "reserved_micros")
