"""How fast the reader is, measured against a named naive baseline; BIAS.md says what the figures do not say."""
