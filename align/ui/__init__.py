"""The page in the browser. Nothing here, nor what it imports, brings Gradio in before a call."""

from align.ui.serve import find_logins, launch

__all__ = ["find_logins", "launch"]
