"""Builds and opens the page: ``python app.py``, then http://127.0.0.1:7860."""

from align.ui import launch

if __name__ == "__main__":
    launch()
