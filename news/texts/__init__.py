"""What is written: references, quotations and figures in Markdown, how they are read, printed and compared."""
