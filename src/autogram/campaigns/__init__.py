"""Campaigns: posts planned day by day around some themes, within a budget."""
