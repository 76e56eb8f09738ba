"""Charts: numbers in, SVG out. Nothing here knows what is measured, in which unit or by whom.

Drawn with viewBox, classes and presentation attributes only (the content security policy allows no `style=`), in
`currentColor`, so that a chart survives the dark, paper, greyscale and forced colours. A chart is never alone: the page
shows its numbers in a table as well.
"""
