#!/usr/bin/env bash
# Writes requirements.lock from what .venv holds. Names and versions only: no index, no address.
set -euo pipefail

version=$(.venv/bin/python -c 'import platform; print(platform.python_version())')
{
    echo "# Every package of the workshop, pinned. A Linux list, made with Python $version by \`make lock\`;"
    echo "# another system or Python may need more or others (pyproject.toml says what is allowed)."
    echo "# What ships with the program is only what \"dependencies\" in pyproject.toml asks for."
    .venv/bin/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9_.-]+==[^ ]+$'
} >requirements.lock.new
mv requirements.lock.new requirements.lock
