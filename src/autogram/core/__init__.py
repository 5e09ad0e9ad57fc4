"""The foundation every domain stands on; knows nothing about Instagram."""
