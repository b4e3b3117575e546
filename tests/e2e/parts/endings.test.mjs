// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Endings } from '../../../resources/demo/lib/endings.mjs';

test('what began last ends first, also after an ending that failed', async () => {
    /** @type {string[]} */ const order = [];
    /** @type {unknown[]} */ const errors = [];
    const endings = new Endings();
    endings.defer(() => order.push('server'));
    endings.defer(async () => { throw new Error('stuck'); });
    endings.defer(() => order.push('studio'));
    await endings.run((error) => errors.push(error));
    assert.deepEqual(order, ['studio', 'server']);
    assert.equal(errors.length, 1);
});
