"""The media library: pictures and videos, made fit for Instagram, stored, and served where Instagram can fetch them."""
