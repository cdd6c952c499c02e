#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: run-in-xvfb.sh shot.sh FOLDER PROGRAM [ARGUMENT…]
# Saves pictures of the program's window to FOLDER: light, dark, and small.
set -eu

folder=$1
shift
mkdir -p "$folder"
app=
trap '[ -z "$app" ] || kill "$app" 2>/dev/null' EXIT

# tries COMMAND…: until it succeeds, but not for ever.
tries () {
  for _ in $(seq 150); do
    "$@" && return
    kill -0 "$app" 2>/dev/null || { echo "The program ended before its window was drawn." >&2; return 1; }
    sleep 0.2
  done
  echo "Waited in vain: $*" >&2
  return 1
}

mapped () {
  window=$(xdotool search --onlyvisible --pid "$app" 2>/dev/null | tail -n 1)
  [ -n "$window" ]
}

# Drawn is what holds more than a few colours and has come to rest but for a clock that ticks in it.
drawn () {
  [ ! -e "$folder/.now.png" ] || mv "$folder/.now.png" "$folder/.before.png"
  import -window "$window" "$folder/.now.png"
  [ "$(identify -format %k "$folder/.now.png")" -gt 40 ] && [ -e "$folder/.before.png" ] &&
    compare -metric AE "$folder/.before.png" "$folder/.now.png" null: 2>&1 | awk '{ exit !($1 + 0 < 2000) }'
}

# take NAME WIDTH HEIGHT SCHEME COMMAND…
take () {
  name=$1 width=$2 height=$3 scheme=$4
  shift 4
  ADW_DEBUG_COLOR_SCHEME=$scheme "$@" &
  app=$!
  tries mapped
  xdotool windowmove "$window" 0 0 windowsize "$window" "$width" "$height"
  tries drawn
  mv "$folder/.now.png" "$folder/$name.png"
  rm -f "$folder/.before.png"
  echo "$folder/$name.png"
  kill "$app"
  wait "$app" 2>/dev/null || true
  app=
}

take light 1600 1000 prefer-light "$@"
take dark 1600 1000 prefer-dark "$@"
take small 900 640 prefer-light "$@"
