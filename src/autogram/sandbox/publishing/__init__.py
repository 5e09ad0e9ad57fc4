"""Containers, the media they are made from, and publishing."""
