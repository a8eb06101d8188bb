"""Whether to answer at all: confidence, and what a place does not say."""
