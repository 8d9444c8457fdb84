"""Outlook and book -> workbook, calendar, letter."""
