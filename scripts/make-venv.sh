#!/usr/bin/env bash
# Makes .venv in the current folder, with a Python of 3.11 or newer and a pip that knows groups.
# PYTHON names another interpreter. A sound .venv is kept; one that was moved here is made again.
set -euo pipefail

here=$(dirname "$0")

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
makes_venvs() { is_new_enough "$1" && "$1" -c 'import ensurepip, venv' 2>/dev/null; }

first_that() {
    local candidate
    for candidate in "${candidates[@]}"; do
        if "$1" "$candidate"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

is_sound() {  # the programs in .venv/bin hold its full path, so a moved one is not
    [ -x .venv/bin/python ] && is_new_enough .venv/bin/python && grep -qsxF "$(pwd -P)" .venv/.made &&
        .venv/bin/python -m pip --version >/dev/null 2>&1
}

if ! is_sound; then
    if [ -n "${PYTHON:-}" ]; then
        candidates=("$PYTHON")
    else
        candidates=(python3.11 python3.12 python3.13 python3 /usr/bin/python3)
    fi
    if ! first_that is_new_enough >/dev/null; then
        echo "No Python of 3.11 or newer was found (looked for: ${candidates[*]});" \
            "name one with: make setup PYTHON=/path/to/python3" >&2
        exit 1
    fi
    if ! python=$(first_that makes_venvs); then
        "$here/apt-install.sh" python3-venv || exit 1   # Debian splits it off
        if ! python=$(first_that makes_venvs); then
            echo "None of these has Python's venv module: ${candidates[*]}; name another with PYTHON=" >&2
            exit 1
        fi
    fi
    rm -rf .venv
    "$python" -m venv .venv
    pwd -P >.venv/.made
fi
.venv/bin/python -m pip install -q --disable-pip-version-check 'pip>=25.1'
