// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/** What went wrong in a sentence for the person at the terminal: printed without a stack. Any other error is a bug. */
export class Failure extends Error {}

/**
 * Why something did not go on, for the terminal: the sentence of a failure, the stack of a bug.
 * @param {unknown} error
 */
export function reasonOf(error) {
    return error instanceof Failure ? error.message : String(/** @type {Error} */ (error)?.stack ?? error);
}
