// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/** What a run had to show, said line by line. */
export class Checks {
    #say;
    #failed = 0;

    /** @param {import('./say.mjs').Say} say */
    constructor(say) {
        this.#say = say;
    }

    /**
     * @param {boolean} ok
     * @param {string} what was seen, with its figures
     */
    note(ok, what) {
        this.#failed += ok ? 0 : 1;
        this.#say(ok ? 'ok' : 'FAILED', what);
    }

    get allOk() {
        return this.#failed === 0;
    }
}
