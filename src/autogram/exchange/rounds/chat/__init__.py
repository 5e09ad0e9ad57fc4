"""Exports of KakaoTalk rooms: what was written, by whom, when, and which of it asks for comments. Knows no database."""
