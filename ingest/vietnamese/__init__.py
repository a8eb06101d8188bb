"""What is Vietnamese about texts: letters, numbers, periods, abbreviations, levels of government. Tables are data."""
