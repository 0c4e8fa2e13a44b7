"""The page in the browser. Nothing here, nor what it imports, brings Gradio in before a call."""

from align.ui.serve import launch

__all__ = ["launch"]
