"""Pictures: taken in and cleaned, made in the sizes pages ask for, drawn onto cards, given out to whom they are for."""
