"""What `mou check` is measured against: reads one `.mou` file and validates it, no more."""

from __future__ import annotations

import json
import sys

import jsonschema

with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123  (pathlib costs time)
    raw = json.load(file)
schema = raw["editions"][raw["edition"]["sha256"]]["schema"]
sys.exit(1 if list(jsonschema.Draft202012Validator(schema).iter_errors(raw)) else 0)
