"""Tests of sayso.extraction.amounts."""
