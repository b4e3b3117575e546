// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// The end-to-end tests, one after the other in one process: they would take each other's processor, and what ends this
// process ends everything it has started.
import './parts/parts.mjs';
import './demo.test.mjs';
import './ending.test.mjs';
import './recovery.test.mjs';
import './ffmpeg.test.mjs';
import '../players/players.test.mjs';
