"""Posts that are made again and again, some days ahead."""
