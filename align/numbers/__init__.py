"""Numbers by their value, in digits and in words: found in a text, and held against each other."""
