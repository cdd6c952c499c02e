#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: run-in-xvfb.sh COMMAND [ARGUMENT…]
# Runs COMMAND on a screen, a session bus and a home of its own, so that no run sees what another one, or the
# person at this computer, has open. CAIRN_SCREEN sets the size of the screen.
set -u

state=$(mktemp -d "${TMPDIR:-/tmp}/cairn-screen.XXXXXX") || exit 1
server=
clean_up () {
  [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
  rm -rf "$state"
}
trap clean_up EXIT
trap 'exit 143' HUP INT TERM

# The server itself picks a free number and says it when it is ready.
mkfifo "$state/number"
Xvfb -displayfd 3 -screen 0 "${CAIRN_SCREEN:-1600x1000}x24" -dpi 96 -nolisten tcp -noreset \
  3>"$state/number" >/dev/null 2>"$state/xvfb.log" &
server=$!
number=
read -r number <"$state/number"
if [ -z "$number" ]; then
  echo "Xvfb did not start:" >&2
  cat "$state/xvfb.log" >&2
  exit 1
fi

mkdir -m 700 "$state/runtime"
mkdir "$state/home"
export DISPLAY=":$number" HOME="$state/home" XDG_RUNTIME_DIR="$state/runtime"
export XDG_CONFIG_HOME="$state/home/config" XDG_CACHE_HOME="$state/home/cache"
export XDG_DATA_HOME="$state/home/data" XDG_STATE_HOME="$state/home/state"
# Nothing here is drawn with OpenGL, and its drivers keep memory that the leak check cannot name.
export GDK_DEBUG=gl-disable
export GDK_BACKEND=x11 GSK_RENDERER=cairo GSETTINGS_BACKEND=memory LC_ALL=C.UTF-8 NO_AT_BRIDGE=1
export GTK_A11Y="${GTK_A11Y:-test}" GTK_IM_MODULE=gtk-im-context-simple GTK_USE_PORTAL=0

# What would make two runs look different: the font of this computer, a cursor that blinks, a motion half done.
mkdir -p "$XDG_CONFIG_HOME/gtk-4.0"
cat >"$XDG_CONFIG_HOME/gtk-4.0/settings.ini" <<'END'
[Settings]
gtk-font-name=Inter 11
gtk-cursor-blink=false
gtk-enable-animations=false
END
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XAUTHORITY GTK_THEME

dbus-run-session -- "$@"
