"""Who commented and who did not: readings, evidence, appeals, the ledger, warnings and weekly summaries."""
