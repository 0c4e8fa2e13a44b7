"""Training of the translator, stage by stage: clean, vocabulary, guide, train, export."""
