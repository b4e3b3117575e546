// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { setTimeout as delay } from 'node:timers/promises';

import { Failure } from './failure.mjs';

const kPollMs = 50;

/**
 * The first truthy value of `fact`, which is asked again and again. An error that `fact` throws ends the wait.
 * @template T
 * @param {string} what for the Failure at the deadline: "the page is on air"
 * @param {number} milliseconds
 * @param {() => T | Promise<T>} fact
 * @returns {Promise<NonNullable<T>>}
 */
export async function waitFor(what, milliseconds, fact) {
    const deadline = performance.now() + milliseconds;
    for (;;) {
        const value = await fact();
        if (value) {
            return value;
        }
        if (performance.now() > deadline) {
            throw new Failure(`${what}: not within ${(milliseconds / 1000).toFixed(0)} s`);
        }
        await delay(kPollMs);
    }
}

/**
 * A fact that is absent while asking for it fails, as a request does while a server starts again.
 * @template T
 * @param {() => Promise<T>} fact
 * @returns {() => Promise<T | undefined>}
 */
export function orAbsent(fact) {
    return () => fact().catch(() => undefined);
}
