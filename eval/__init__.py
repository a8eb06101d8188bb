"""Measures answers: question files → ask → metrics → table, JSON, JUnit, one HTML page. Starts in main.py."""
