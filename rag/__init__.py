"""Question → answer: understand, retrieve, read, judge, write, ground. Imports from ingest only."""
