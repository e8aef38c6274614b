"""The API: incidents, reports, claims, tolls and judgements for programs, under /api/v1."""

from marsad.web.api.routes import API, router

__all__ = ["API", "router"]
