# The sessions in README.md and docs/tutorial.md: sourced, not run.
# shellcheck shell=bash disable=SC2154
#
# In a block that begins with ```console, a line "$ COMMAND" is run, and what follows it is its
# output. <!-- wait: COMMAND --> between blocks waits until that command succeeds.

heading() { printf '\n%s== %s%s\n' "$bold" "$1" "$plain"; }

# play PAGE RECORDED   runs the page's commands in this shell and shows them; RECORDED is the page
# with their output of now
play() {
  local page=$1 recorded=$2 line is_console=false last=0 shown=$work/output
  : >"$recorded"
  set +e
  while IFS= read -r line <&3; do
    case $is_console:$line in
    'true:```') is_console=false ;;
    'true:$ '*) ;;
    true:*) continue ;;
    'false:```console') is_console=true ;;
    'false:## '*) heading "${line#'## '}" ;;
    'false:<!-- wait: '*) wait_until "$line" ;;
    esac
    printf '%s\n' "$line" >>"$recorded"
    case $is_console:$line in
    'true:$ '*)
      printf '%s%s%s\n' "$bold" "$line" "$plain"
      run_command "$last" "${line#'$ '}" >"$shown" 2>&1 </dev/null 3<&-
      last=$?
      as_written <"$shown" | tee -a "$recorded"
      ;;
    esac
  done 3<"$page"
  set -e
}

# run_command STATUS COMMAND   with $? as the command before left it
run_command() {
  (exit "$1")
  eval "$2"
}

# wait_until LINE   the command in the comment succeeds, at most half a minute
wait_until() {
  local command=${1#'<!-- wait: '} _
  command=${command%' -->'}
  for _ in $(seq 300); do
    eval "$command" >/dev/null 2>&1 </dev/null && return
    sleep 0.1
  done
  die "waited in vain until: $command"
}

# as_written   what a page shows in the place of this run's folder and port
as_written() { sed "s|$work/session|.|g; s|$work|/tmp/demo|g; s|\b$port\b|5432|g; s/ *\$//"; }

# results PAGE   the exit codes and counts in its blocks, which every server and release agree on
results() { sed -n '/^```console$/,/^```$/p' "$1" | grep -xE '[0-9]+'; }

# normalised PAGE   without what differs from run to run, machine to machine and release to release
normalised() {
  sed -E '/^```console$/,/^```$/{
    s/[0-9A-F]+\/[0-9A-F]{6,8}/LSN/g
    s/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/UUID/g
    s/[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]+(Z|[+-][0-9:]+)?/TIME/g
    s/PostgreSQL [0-9][0-9.]*/PostgreSQL VERSION/g
    s/blink-(schema|run) [0-9][0-9.]*/blink-\1 VERSION/g
    s/^(\[.\] [A-Z][a-z]+).*/\1/
    s/(max_slot_wal_keep_size = )'"'"'[0-9]+'"'"'/\1SIZE/
    s/[0-9.]+ (of [0-9]+ )?(checks|events|ms|s|min|h|bytes|B|kB|MB|GB)\b/N \2/g
    s/\bOID [0-9]+/OID N/g
    s/"xid":[0-9]+/"xid":N/g
    s/\bpid [0-9]+/pid N/g
    s/\.{2,}/../g
  }' "$1"
}
