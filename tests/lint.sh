#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# `./tally lint [--all]`: format, licence lines, shell syntax, types of the scripts and the player, and clang-tidy over
# the C++ files that differ from the main branch, or over all of them. Says everything that is wrong before it fails.
set -uo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

bad=0

main() {
    case ${1:-} in
        '' | --all) ;;
        *) echo 'lint takes no option but --all' >&2; exit 1 ;;
    esac
    check 'licence lines' licence_lines
    check 'shell syntax' shell_syntax
    check 'format' format
    check 'types of the scripts' types resources/demo
    check 'types of the player' types resources/player
    check 'types of the ops page' types resources/ops
    check 'static analysis' static_analysis "${1:-}"
    return $bad
}

check() {
    local what=$1
    shift
    if "$@"; then echo "ok      $what"; else echo "FAILED  $what"; bad=1; fi
}

licence_lines() {
    local without
    without=$(git ls-files -- '*.h' '*.cpp' '*.ts' '*.mjs' '*.sh' '*.sql' '*.css' '*.svg' '*CMakeLists.txt' tally .ci/run |
        while read -r file; do
            head -n 3 -- "$file" | grep -q 'SPDX-License-Identifier: \(GPL-3.0-or-later\|Apache-2.0\)' || echo "$file"
        done)
    [ -z "$without" ] || { echo "without an SPDX line: $without" >&2; return 1; }
}

shell_syntax() {
    local script failed=0
    while read -r script; do
        bash -n "$script" || failed=1
    done < <(echo tally; echo .ci/run; git ls-files -- '*.sh')
    return $failed
}

format() { git ls-files -z -- '*.h' '*.cpp' | xargs -0 clang-format --dry-run -Werror; }

types() { resources/player/node_modules/.bin/tsc --noEmit -p "$1"; }

# Needs the list of compile commands: ./tally build makes it.
static_analysis() {
    local files
    mapfile -t files < <(if [ "$1" = --all ]; then git ls-files -- '*.cpp'; else changed_sources; fi | sort -u)
    [ ${#files[@]} -gt 0 ] || return 0
    [ -f build/release/compile_commands.json ] || { echo './tally build comes first' >&2; return 1; }
    printf '%s\0' "${files[@]}" | xargs -0 -n 4 -P "$(nproc)" clang-tidy --quiet -p build/release
}

# Sources that differ from the main branch, and those that include a header that does.
changed_sources() {
    local base header
    base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse HEAD)
    git diff --name-only --diff-filter=d "$base" -- '*.cpp'
    for header in $(git diff --name-only --diff-filter=d "$base" -- '*.h'); do
        git grep -lF "#include \"$header\"" -- '*.cpp'
    done
}

main "$@"
