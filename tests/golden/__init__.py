"""Approved readings."""
