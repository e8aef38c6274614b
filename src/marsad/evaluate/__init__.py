"""Scores against gold, and floors that cannot slide."""
