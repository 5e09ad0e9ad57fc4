"""Reads the files of Instagram's "Download your information": `reading.read_export`, `comparison.compare`."""
