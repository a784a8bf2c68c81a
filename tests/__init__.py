"""Tests of Sayso, laid out as the package is."""
