"""Reads the tables under `marsad/data` into typed, checked values."""
