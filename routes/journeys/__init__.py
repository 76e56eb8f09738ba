"""Journeys: `days` holds a day's connections, `scan` reads them, `search` finds journeys, `why_not` says why there are none."""
