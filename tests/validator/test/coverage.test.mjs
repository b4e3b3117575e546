// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { kRules } from '../rules/rules.mjs';
import { kShown } from './breaches.mjs';

// Last of all: the others have run by then.
test('every rule has been shown to fail', () => {
    assert.deepEqual([...kRules.keys()].filter((id) => !kShown.has(id)), []);
});
