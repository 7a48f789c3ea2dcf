#!/bin/sh
# script.sh FOLDER COMMAND...: answers a prompt through script(1), which makes a terminal.
folder=$1
shift
mkfifo "$folder/typed"
script -q -f -e -c "$*" "$folder/screen" <"$folder/typed" >/dev/null 2>&1 &
script=$!
exec 3>"$folder/typed"
while kill -0 $script 2>/dev/null; do
  challenge=$(grep -aoE 'yes [A-Z0-9]{4}-[A-Z0-9]{4}' "$folder/screen" 2>/dev/null | tail -n 1)
  if [ -n "$challenge" ]; then
    printf '%s\n' "$challenge" >&3
    break
  fi
  sleep 0.1
done
wait $script
