"""The grid in which an editor enters a timetable, the days of its trains, and the page that publishes it."""
