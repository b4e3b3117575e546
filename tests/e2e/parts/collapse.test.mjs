// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { collapseOf } from '../../../resources/demo/lib/crowd/collapse.mjs';

const kCrowd = { requests: 1000, urls: ['/a', '/b', '/c', '/d', '/e', '/f', '/g', '/h', '/i'], bytes: 0, errors: 0 };
const kPage = ['/a', '/j'];

for (const [originRequests, ratio] of [[10, 1], [1000, 0], [505, 0.5]]) {
    test(`1000 requests for 10 answers, ${originRequests} of them at the origin: the ratio is ${ratio}`, () => {
        const before = { edgeRequests: 7, originRequests: 3 };
        const after = { edgeRequests: 1007, originRequests: originRequests + 3 };
        const collapse = collapseOf(kCrowd, before, after, kPage);
        assert.equal(collapse.ratio, ratio);
        assert.deepEqual([collapse.edgeRequests, collapse.answers], [1000, 10]);
    });
}
