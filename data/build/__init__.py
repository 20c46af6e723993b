"""Builders of the tables that ship with onrecord, one module a table."""
