#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# keeper.sh COMMAND…: as systemd does with a service and its socket: the listening socket (descriptor 3, of
# systemd-socket-activate) stays, and the command is started on it again each time it has ended in order.
# LISTEN_PID is the process that may take the socket (sd_listen_fds(3)): the one that becomes the command.
while setpriv --pdeathsig TERM sh -c 'LISTEN_PID=$$ exec "$@"' sh "$@"; do :; done
