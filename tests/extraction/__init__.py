"""Tests of sayso.extraction."""
