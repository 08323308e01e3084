#!/bin/sh
# Ends the web program of the previous revision, if it still runs, and waits until it is gone.
set -eu
app="${PENSTOCK_TARGET_ROOT:-}/srv/hello-web"
[ -f "$app/server.pid" ] || exit 0
pid=$(cat "$app/server.pid")
rm -f "$app/server.pid"
kill "$pid" 2> /dev/null || exit 0
for _ in 1 2 3 4 5 6 7 8 9 10; do
  kill -0 "$pid" 2> /dev/null || exit 0
  sleep 0.5
done
kill -9 "$pid" 2> /dev/null || true
