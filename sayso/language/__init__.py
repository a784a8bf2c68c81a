"""Text to Annotation: the language model and the decoding of its scores."""
