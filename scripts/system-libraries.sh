#!/usr/bin/env bash
# What the window and its pictures need from Debian or Ubuntu. Without them `mou` still works,
# so a package that cannot be had is named in one line and never stops the set-up.
set -euo pipefail

packages=(
    # what Qt links
    libegl1 libgl1 libglib2.0-0 libfontconfig1 libfreetype6 libdbus-1-3 libxkbcommon0
    libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
    libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1
    libgssapi-krb5-2 libbrotli1
    # letters to draw: Liberation Serif has the widths of Times New Roman
    fonts-dejavu-core fonts-liberation2
    # a screen where there is none, and what PyInstaller takes programs apart with
    xvfb xauth binutils
)

exec "$(dirname "$0")/apt-install.sh" "${packages[@]}"
