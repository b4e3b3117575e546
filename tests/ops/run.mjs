// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// The page /ops: what it decides, then the page in Chromium at a real server with a real show.
import './parts/findings.test.mjs';
import './parts/history.test.mjs';
import './parts/latency.test.mjs';
import './parts/words.test.mjs';
import './page.test.mjs';
