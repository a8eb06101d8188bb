"""Places told: single facts, documents side by side, relations of documents, highlights, summaries, suggestions."""
