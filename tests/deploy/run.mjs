// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// The tests of resources/deploy, one after the other in one process, as tests/e2e/run.mjs has it.
import './nginx.test.mjs';
import './systemd.test.mjs';
import './tokens.test.mjs';
import './varnish.test.mjs';
