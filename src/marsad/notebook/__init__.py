"""What `import marsad` offers to notebooks and scripts: reading one text, opening a register, and frames of it."""

from marsad.notebook.frames import claims_frame, incidents_frame, places_frame, tolls_frame
from marsad.notebook.reading import read
from marsad.register import open_register

__all__ = ["claims_frame", "incidents_frame", "open_register", "places_frame", "read", "tolls_frame"]
