// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// The faults, one after the other in one process, as tests/e2e/run.mjs has it.
import './disk.test.mjs';
import './kills.test.mjs';
import './memory.test.mjs';
import './replacement.test.mjs';
import './slow.test.mjs';
