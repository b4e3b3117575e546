// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

const kSignals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Ctrl-C, a kill or the end of the terminal. From the call on these do not end the process by themselves.
 * @returns {Promise<NodeJS.Signals>} the first one
 */
export function interruption() {
    return new Promise((resolve) => {
        for (const signal of kSignals) {
            process.on(signal, () => resolve(signal));
        }
    });
}
