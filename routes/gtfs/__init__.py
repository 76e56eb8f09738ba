"""GTFS: the published trains as a feed, feeds of others as drafts, and notices as GTFS-Realtime.

`names` and `packing` hold what both ways share; `selection`, `export` and `fares_out` write; `opening`, `reading`, `parsing`,
`interpolation`, `frequencies` and `writing` read.
"""
