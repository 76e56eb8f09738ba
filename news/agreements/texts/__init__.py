"""Texts of instruments: split into provisions, kept by date and language, shown, compared, and given out as Akoma Ntoso."""
