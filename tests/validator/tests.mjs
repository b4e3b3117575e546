// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// Units of the validator: they need no build and no server.
import './test/reader.test.mjs';
import './test/playlist_rules.test.mjs';
import './test/update_rules.test.mjs';
import './test/date_range_rules.test.mjs';
import './test/delta_rules.test.mjs';
import './test/media_rules.test.mjs';
import './test/rendition_rules.test.mjs';
import './test/multivariant_rules.test.mjs';
import './test/http_rules.test.mjs';
import './test/reload_rules.test.mjs';
import './test/rendition.test.mjs';
import './test/odd_requests.test.mjs';
import './test/must.test.mjs';
import './test/coverage.test.mjs';
