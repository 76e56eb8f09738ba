"""The page cache at the door: answers known pages in front of Django, and is never older than the content.

`addresses` says which requests ask for a page to keep and under which key; `codings` and `pages` hold its bytes as they are
sent; `flights` lets one make what many ask; `watch` knows the content stamp and whether the database is there, through
`signals`; `copies` says what is given out while it is away; `door` puts them together. It knows no app: config.wsgi does.
"""
