#!/usr/bin/env bash
# Installs the named Debian packages that are missing, where root or sudo may.
# Otherwise it names them in one line. Exits 0 only when all of them are there.
# It refuses nothing but asks nothing either: no question, no password.
set -uo pipefail

is_installed() {  # Ubuntu 24.04 has some of them under the name with t64 at its end
    local name
    for name in "$1" "$1t64"; do
        # shellcheck disable=SC2016  # the dollar is dpkg-query's
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] && return 0
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "Not a Debian or Ubuntu system: install what these Debian packages hold yourself: $*"
    exit 1
fi

missing=()
for package in "$@"; do
    is_installed "$package" || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ] && ! { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; then
    echo "Missing system packages; please run: sudo apt-get install ${missing[*]}"
    exit 1
fi

echo "Installing system packages: ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if as_root apt-get update -q </dev/null >"$log" 2>&1 &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        "${missing[@]}" </dev/null >>"$log" 2>&1; then
    exit 0
fi
tail -n 5 "$log"
echo "apt-get could not install: ${missing[*]}"
exit 1
