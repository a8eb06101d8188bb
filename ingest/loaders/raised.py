"""What a raised number is: the mark of a footnote, or an exponent."""

import re

MARK = re.compile(r"\(?\[?(\d{1,3}|\*{1,3})\]?\)?")
"""A raised number or run of asterisks that stands for a footnote."""
POWER = re.compile(r"(?:^|[\d\s(/])(?:k|d|c|m|h)?m$", re.IGNORECASE)
"""What ends in a unit of length: after it a raised 2 or 3 is an exponent (m², km², m³)."""
