# Shared by the scripts: sourced, not run.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then bold=$'\e[1m' dim=$'\e[2m' plain=$'\e[0m'; else bold='' dim='' plain=''; fi

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# usage   the comment at the head of the script
usage() { sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "scripts/${0##*/}"; }
usage_error() { usage >&2; exit 64; }

# as_root COMMAND...   as root, or through sudo
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "this needs root: run as root, or install sudo"; fi
}

# as_postgres COMMAND...   PostgreSQL refuses to run as root, and its user may not enter this folder
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@"); else "$@"; fi
}

# pg_bin   the folder of the server's programs: BLINK_PG_BIN, or the newest that is installed
pg_bin() {
  local newest folder
  newest=$(find /usr/lib/postgresql -maxdepth 1 -mindepth 1 -printf '%f\n' 2>/dev/null | sort -n | tail -1)
  for folder in "${BLINK_PG_BIN:-}" "/usr/lib/postgresql/$newest/bin" "$(pg_config --bindir 2>/dev/null)"; do
    [ ! -x "$folder/initdb" ] || { printf '%s' "$folder"; return; }
  done
  die "no PostgreSQL server found; scripts/setup installs one"
}

# quietly WHAT COMMAND...   its output only where it fails, and a sign of life every half minute
quietly() {
  local what=$1 log status=0 pulse began=$SECONDS
  shift
  log=$(mktemp)
  # It holds no pipe of a reader's open, and ends by itself where this script is interrupted.
  (
    while sleep 30 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
      say "  $what: $((SECONDS - began)) s so far"
    done
  ) >/dev/null &
  pulse=$!
  "$@" >"$log" 2>&1 </dev/null || status=$?
  { kill "$pulse" && wait "$pulse"; } 2>/dev/null || true
  [ "$status" = 0 ] || { cat "$log" >&2; say "error: $what failed: $*"; }
  rm -f "$log"
  return "$status"
}
