# The server of scripts/demo: sourced, not run.
# shellcheck shell=bash disable=SC2154

# start_fresh_server SQL   a new server with a database "shop" that holds what the file creates
#
# Sets `data` and `port`. In "$work/programs" are psql and pg_ctl, which work for whoever calls them:
# pg_ctl refuses root, and would keep its caller's output open for as long as the server runs.
start_fresh_server() {
  local programs _
  programs=$(pg_bin)
  mkdir -p "$work/server" "$work/programs"
  [ "$(id -u)" != 0 ] || chown postgres "$work/server"
  data=$work/server/data
  as_postgres "$programs/initdb" -N -A trust -U postgres --locale=C.UTF-8 -E UTF8 -D "$data" >/dev/null
  ln -sf "$programs/psql" "$work/programs/psql"
  {
    printf '#!/usr/bin/env bash\n'
    [ "$(id -u)" != 0 ] || printf 'cd / && exec setpriv --reuid=postgres --regid=postgres --clear-groups '
    printf '"%s/pg_ctl" -l "%s/log" "$@"\n' "$programs" "$work/server"
  } >"$work/programs/pg_ctl"
  chmod +x "$work/programs/pg_ctl"
  for _ in 1 2 3 4 5; do
    port=$(free_port)
    if "$work/programs/pg_ctl" start -s -D "$data" \
      -o "-p $port -k $work/server -h 127.0.0.1 -c fsync=off" </dev/null >/dev/null 2>&1; then
      "$programs/createdb" -h 127.0.0.1 -p "$port" -U postgres shop
      "$programs/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U postgres -d shop -f "$1"
      return
    fi
    # Somebody else may have taken the port meanwhile.
    grep -q 'Address already in use' "$work/server/log" || break
  done
  cat "$work/server/log" >&2
  die "the server did not start"
}

# stop_server   where one runs
stop_server() {
  [ ! -e "$work/server/data/postmaster.pid" ] ||
    "$work/programs/pg_ctl" stop -s -m immediate -D "$work/server/data" >/dev/null 2>&1 || true
}

# free_port   below those of outgoing connections
free_port() {
  local port
  for port in $(shuf -i 12000-31999 -n 50); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
  die "no free port"
}
