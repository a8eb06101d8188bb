"""Several places at once: rows, sets, comparisons, sums, and where they disagree."""
