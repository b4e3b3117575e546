// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';

import { summaryOf } from '../../validator/format.mjs';
import { Session } from '../../validator/session/session.mjs';

/** @typedef {import('../../validator/session/session.mjs').SessionOptions} SessionOptions */

/** A show watched as a picky client, beside what else the test does with it. */
export class Validation {
    #session;
    #run;

    /** @param {SessionOptions} options */
    constructor(options) {
        this.#session = new Session(options);
        this.#run = this.#session.run();
        this.#run.catch(() => {}); // said by isStrict
    }

    stop() {
        this.#session.stop();
        return this.#run;
    }

    /** Waits for the end; fails with what was breached and its evidence. */
    async isStrict() {
        const report = await this.#run;
        const evidence = report.breaches.map(({ id, count, evidence: few }) => `${id} (${count}): ${few.join('; ')}`);
        assert.deepEqual(evidence, [], summaryOf(report));
    }
}
