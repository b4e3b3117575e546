// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// Units of resources/demo and of these tests: they need no build.
import './ad_pixels.test.mjs';
import './burned_clock.test.mjs';
import './collapse.test.mjs';
import './deploy.test.mjs';
import './endings.test.mjs';
import './frames.test.mjs';
import './http_connection.test.mjs';
import './options.test.mjs';
import './playlist.test.mjs';
import './ports.test.mjs';
import './supervised.test.mjs';
import './workspace.test.mjs';
import '../../validator/tests.mjs';
