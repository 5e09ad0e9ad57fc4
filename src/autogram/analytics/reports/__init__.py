"""Reports of a period, as a table or as pages to show somebody."""
