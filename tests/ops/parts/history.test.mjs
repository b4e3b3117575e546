// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventIn, grown } from '../../../resources/ops/src/history.mjs';
import { event, historyOf } from '../lib/reports.mjs';

test('a rate is of the last seconds', () => {
    const history = historyOf({ server: { bodyBytes: 0 } }, { server: { bodyBytes: 9000 } }, { server: { bodyBytes: 9500 } });
    assert.equal(history.rate(({ server }) => server.bodyBytes), 50);
    assert.equal(history.rate((report) => eventIn(report, 'none')?.bytesOut ?? 0), 0);
});

test('of one report there is no rate', () => {
    assert.equal(historyOf({}).rate(({ server }) => server.bodyBytes), undefined);
});

test('what is older than a minute is forgotten', () => {
    const history = historyOf(...Array.from({ length: 10 }, () => ({ events: [event()] })));
    assert.equal(history.seconds, 60);
});

test('what was not there before began with zero', () => {
    assert.equal(grown({ count: 7 }, undefined, ({ count }) => count), 7);
    assert.equal(grown({ count: 7 }, { count: 3 }, ({ count }) => count), 4);
});
