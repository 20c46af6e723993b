"""Figures: onrecord against sets of readings made by people."""
