"""Engines: many files to readings in Parquet, by the cores of one machine or by a cluster."""

from sayso.engines.files import FilesRead, read_files

__all__ = ["FilesRead", "read_files"]
