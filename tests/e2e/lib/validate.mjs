// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';

import { summaryOf } from '../../validator/format.mjs';
import { Session } from '../../validator/session/session.mjs';

/**
 * Begins to watch a show as a picky client.
 * @param {import('../../validator/session/session.mjs').SessionOptions} options
 * @returns {{isStrict: () => Promise<void>}} waits for the end, fails with what was breached and its evidence
 */
export function beginToValidate(options) {
    const session = new Session(options);
    const run = session.run();
    run.catch(() => {}); // said by isStrict
    return {
        async isStrict() {
            const report = await run;
            const evidence = report.breaches.map(({ id, count, evidence: few }) => `${id} (${count}): ${few.join('; ')}`);
            assert.deepEqual(evidence, [], summaryOf(report));
            assert.ok(report.checked.size > 0);
        },
    };
}

/** @param {import('../../validator/session/session.mjs').SessionOptions} options */
export async function isStrict(options) {
    await beginToValidate(options).isStrict();
}
