#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# `./tally setup`: installs the packages and npm modules that are missing. Where nothing is missing it asks dpkg once and
# calls neither apt nor npm. Debian 12 and 13, Ubuntu 24.04.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."

[ -r /etc/os-release ] && . /etc/os-release

policy=/usr/sbin/policy-rc.d
policy_mark='by tally setup, while it runs'

main() {
    command -v dpkg-query >/dev/null || fail 'setup knows Debian and Ubuntu; README.md names what other systems need'
    local missing
    mapfile -t missing < <(missing_packages)
    if [ ${#missing[@]} -gt 0 ]; then
        install_packages "${missing[@]}"
    fi
    install_modules resources/player
    install_modules resources/demo
    install_modules tests/players
}

# One name a line.
wanted_packages() {
    printf '%s\n' build-essential cmake ninja-build ccache pkg-config git ca-certificates curl util-linux \
        clang-format clang-tidy
    # Server
    printf '%s\n' libpq-dev libssl-dev libspdlog-dev libfmt-dev libtomlplusplus-dev libcli11-dev prometheus-cpp-dev \
        libexpected-dev zlib1g-dev postgresql
    # Debian 12's default Boost is 1.74, which has no Boost.URL.
    case "${ID:-}${VERSION_ID:-}" in
        debian12) printf '%s\n' libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev ;;
        *) printf '%s\n' libboost-dev libboost-json-dev libboost-url-dev ;;
    esac
    # Engine and studio
    printf '%s\n' qt6-base-dev qt6-websockets-dev qt6-qpa-plugins libgstreamer1.0-dev \
        libgstreamer-plugins-base1.0-dev gstreamer1.0-plugins-{base,good,bad,ugly} gstreamer1.0-libav gstreamer1.0-x \
        gstreamer1.0-tools fonts-inter fonts-jetbrains-mono
    # Player, demo and tests
    printf '%s\n' ffmpeg xvfb xauth xdg-utils
    # The edge (resources/deploy) and the benches: wrk and h2load check our own load generator
    printf '%s\n' nginx varnish openssl systemd wrk nghttp2-client
    # The faults of tests/faults
    printf '%s\n' strace
    # ./tally fuzz
    printf '%s\n' clang libclang-rt-dev llvm
    # Ubuntu has Chromium as a snap only, which apt would pull in by a package that needs snapd.
    [ "${ID:-}" = ubuntu ] || echo chromium
    node_is_there || echo nodejs
    command -v npm >/dev/null || echo npm
}

node_is_there() {
    command -v node >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'
}

missing_packages() {
    local wanted installed
    wanted=$(wanted_packages | sort -u)
    # shellcheck disable=SC2086 # one word a package
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null |
        sed -n 's/^installed //p' | sort -u) || true
    comm -23 <(echo "$wanted") <(echo "$installed")
}

install_packages() {
    local apt='apt-get install -y --no-install-recommends' as_root=() service
    echo "installing $# packages: $*"
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "that needs root, and there is no sudo here. As root type: $apt $*"
        as_root=(sudo)
    fi
    # C.UTF-8 is in every glibc; a locale that is set but not generated makes Postgres's package complain.
    as_root+=(env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8)
    keep_services_off
    # shellcheck disable=SC2086 # the command's words
    "${as_root[@]}" apt-get -q update && "${as_root[@]}" $apt -q "$@" ||
        { allow_services; fail "the packages were not installed. As root type: $apt $*"; }
    allow_services
    for service in $(services_of "$@"); do
        "${as_root[@]}" update-rc.d "$service" disable
    done
}

# The edge runs processes of its own; what the packages of nginx and Varnish start would take the ports 80 and 6081 now and
# after every boot. Before apt starts a service it asks policy-rc.d, with systemd and without (invoke-rc.d(8)); 101 is
# no. A mask of systemd's would hold the person up who wants the service later. Where the machine has a policy it stays.
keep_services_off() {
    [ -e $policy ] && return
    # Says no only while this script lives, should it be killed before it takes it away.
    printf '%s\n' '#!/bin/sh' "# $policy_mark" "[ -d /proc/$$ ] || exit 0" \
        'case $1 in nginx* | varnish*) exit 101 ;; esac' | "${as_root[@]}" tee $policy >/dev/null
    "${as_root[@]}" chmod 755 $policy
}

allow_services() {
    grep -qs "$policy_mark" $policy && "${as_root[@]}" rm -f $policy || true
}

# Of packages that are new here: a service that was there before is the machine's own affair.
services_of() {
    printf '%s\n' "$@" | sed -n -e 's/^nginx$/nginx/p' -e 's/^varnish$/varnish varnishncsa/p'
}

# The lock file that was installed is kept beside the modules: npm is called when it has changed.
install_modules() {
    local stamp=$1/node_modules/.tally-lock
    cmp -s "$1/package-lock.json" "$stamp" && return
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error)
    cp "$1/package-lock.json" "$stamp"
}

fail() {
    printf 'setup: %s\n' "$1" >&2
    exit 1
}

main
