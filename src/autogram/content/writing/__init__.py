"""Captions, hashtags, pictures, alternative texts and advice, written by the configured model."""

from autogram.content.writing.advice import advise
from autogram.content.writing.captions import rewrite, write_captions
from autogram.content.writing.describing import describe
from autogram.content.writing.hashtags import suggest_hashtags
from autogram.content.writing.pictures import draw_picture

__all__ = ["advise", "describe", "draw_picture", "rewrite", "suggest_hashtags", "write_captions"]
