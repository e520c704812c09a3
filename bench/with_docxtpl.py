"""What `mou export` is measured against: fills a template with docxtpl, no more."""

from __future__ import annotations

import json
import sys

import docxtpl

template, answers, out = sys.argv[1:]
with open(answers, encoding="utf-8") as file:  # noqa: PTH123  (pathlib costs time)
    context = json.load(file)
filled = docxtpl.DocxTemplate(template)
filled.render(context, autoescape=True)
filled.save(out)
