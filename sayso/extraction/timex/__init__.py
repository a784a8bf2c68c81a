"""Temporal expressions: their words, grammar, tense and values."""
