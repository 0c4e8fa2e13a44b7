"""Existing sentence-aligned corpora: how far each pair is a translation, and filtering by it."""
