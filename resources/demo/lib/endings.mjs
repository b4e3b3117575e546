// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/** What has to be ended, in the reverse order of its beginning, as destructors do. */
export class Endings {
    /** @type {(() => unknown)[]} */
    #steps = [];

    /** @param {() => unknown} step may be asynchronous */
    defer(step) {
        this.#steps.push(step);
    }

    /**
     * Runs every step, also after one that failed.
     * @param {(error: unknown) => void} onError
     */
    async run(onError) {
        for (let step = this.#steps.pop(); step; step = this.#steps.pop()) {
            try {
                await step();
            } catch (error) {
                onError(error);
            }
        }
    }
}
