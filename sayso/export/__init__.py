"""Readings in the forms that other tools take: CSV, GeoJSON, W3C Web Annotations."""

from sayso.export.annotations import as_annotations
from sayso.export.geojson import as_geojson
from sayso.export.table import as_csv

__all__ = ["as_annotations", "as_csv", "as_geojson"]
