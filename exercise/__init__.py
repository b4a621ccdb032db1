"""Whitecell: training exercises for agencies that must work together under pressure."""

__version__ = "0.1.0"
