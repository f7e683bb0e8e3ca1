#!/bin/sh
# Keeps the two epochs of the PiHA package on disk, where a cut of power cannot take them back.
#   piha_keep.sh read                    prints "HIGHEST DEMOTED"; "0 -1" when nothing was kept yet
#   piha_keep.sh HIGHEST DEMOTED         exit code 0 once they are on disk
set -u
file=${PIHA_KEPT:-/config/.piha_epochs}

is_epoch() { case $1 in -1) ;; '' | *[!0-9]*) return 1 ;; esac; }

if [ "${1-}" = read ]; then
  [ -e "$file" ] || {
    echo "0 -1"
    exit 0
  }
  read -r highest demoted <"$file" || exit 1
  is_epoch "$highest" && is_epoch "$demoted" && echo "$highest $demoted"
  exit
fi
is_epoch "${1-}" && is_epoch "${2-}" || exit 2
echo "$1 $2" >"$file.new" && { sync "$file.new" 2>/dev/null || sync; } && mv "$file.new" "$file"
