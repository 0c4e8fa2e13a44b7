"""Shows whether an interpreter said what the speaker said."""
