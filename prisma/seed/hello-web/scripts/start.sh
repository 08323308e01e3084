#!/bin/sh
# Starts the web program and leaves it running.
set -eu
app="${PENSTOCK_TARGET_ROOT:-}/srv/hello-web"
nohup node "$app/server.mjs" > "$app/server.log" 2>&1 &
echo $! > "$app/server.pid"
