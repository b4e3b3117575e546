// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { randomInt } from 'node:crypto';

/** Numbers that a seed brings again: TALLY_SEED, or a new one. */
export class Random {
    #state;

    constructor(seed = Number(process.env.TALLY_SEED ?? randomInt(2 ** 31))) {
        this.seed = seed;
        this.#state = seed;
    }

    /**
     * mulberry32: enough to pick moments.
     * @param {number} end
     * @returns {number} from 0 to below `end`
     */
    below(end) {
        this.#state = (this.#state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return end * (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32);
    }
}
