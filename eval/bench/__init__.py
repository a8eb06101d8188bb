"""Benchmarks on data that nobody here wrote, beside other people's retrievers: `hoidap bench`."""
