#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Removes a temporary folder when the demo that uses it has ended, by kill -9 too: then the kernel closes the pipe that
# is this script's standard input. First line of input: the folder; the rest is ignored until its end.
# Processes belong to the demo when the folder stands in their command line or environment. They end by themselves
# (SIGTERM with their parent's end); what is still there after 10 s is killed.
trap '' HUP INT TERM
IFS= read -r folder || exit 0
while IFS= read -r _; do :; done

# The pattern goes in by standard input: on grep's command line it would find grep itself.
belonging() {
    printf '%s\n' "$folder" | grep -lsaF -f - /proc/[0-9]*/cmdline /proc/[0-9]*/environ | cut -d/ -f3 | sort -u
}

rounds=0
while left=$(belonging) && [ -n "$left" ]; do
    rounds=$((rounds + 1))
    [ "$rounds" -ge 100 ] && kill -KILL $left 2>/dev/null
    sleep 0.1
done
rm -rf -- "$folder"
