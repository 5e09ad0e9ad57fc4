"""Figures of posts and accounts as Instagram gives them, what follows from them, and reports."""
