"""Imported by the process that commands are forked from (`forked`): the program, and the tables of one reader."""

from __future__ import annotations

import importlib

from marsad.extract import build_reader
from marsad.link import load_link_settings

for part in ("cli.app", "pipeline", "register", "export"):
    importlib.import_module(f"marsad.{part}")
build_reader()
load_link_settings()
