"""Audience: who follows, who follows back, who left and who is new, from any source and over time."""
