// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { collapseOf } from '../../../resources/demo/lib/crowd/collapse.mjs';

const kCrowd = { requests: 1000, distinct: 10, bytes: 0, errors: 0 };

for (const [originRequests, ratio] of [[10, 1], [1000, 0], [505, 0.5]]) {
    test(`1000 requests for 10 answers, ${originRequests} of them at the origin: the ratio is ${ratio}`, () => {
        const before = { edgeRequests: 7, originRequests: 3 };
        const after = { edgeRequests: 1007, originRequests: originRequests + 3 };
        const collapse = collapseOf(kCrowd, before, after);
        assert.equal(collapse.ratio, ratio);
        assert.equal(collapse.edgeRequests, 1000);
    });
}
