"""The screens: one file each, in one list."""

from marsad.web.screens import charts, entrance, export, history, incident, incidents, overview, people, report, review

SCREENS = tuple(
    screen.router
    for screen in (overview, incidents, incident, review, history, report, charts, export, entrance, people)
)

__all__ = ["SCREENS"]
