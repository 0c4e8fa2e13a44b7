"""Trained models, one folder each, with a card."""
