"""Instruments and actions from a spreadsheet: read in bounds, shown row by row, written once somebody confirms."""
