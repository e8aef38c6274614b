"""The workbench: the register in a browser, right to left first. It holds no rule: review, register and export do."""

from marsad.web.app import create_app
from marsad.web.config import Config

__all__ = ["Config", "create_app"]
