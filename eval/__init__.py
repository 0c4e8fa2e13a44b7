"""Scores and benchmarks: ``python -m eval.NAME``."""
