"""Extraction: from what the language model sees to statements, actors and times."""
