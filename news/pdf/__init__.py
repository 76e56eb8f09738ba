"""Documents as PDF: taken in, and written anew so that nothing is left but pages to read."""
