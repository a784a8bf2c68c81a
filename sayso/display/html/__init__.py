"""The page for a browser: one self-contained file that fetches nothing and runs nothing of the report's."""

from sayso.display.html.render import html_page, html_pages

__all__ = ["html_page", "html_pages"]
