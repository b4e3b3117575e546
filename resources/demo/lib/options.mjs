// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { parseArgs } from 'node:util';

import { Failure } from './failure.mjs';

/** @typedef {{seconds?: number, port?: number, edge: boolean}} DemoOptions */

export const kLeastSeconds = 45; // an ad of 10 s, its rows and 15 s of latency have to fit

const kOptions = /** @type {const} */ ({
    seconds: { type: 'string' }, port: { type: 'string' }, edge: { type: 'boolean' },
});

/**
 * @param {string[]} argv
 * @returns {DemoOptions}
 */
export function readOptions(argv) {
    const { seconds, port, edge = false } = parse(argv);
    return {
        seconds: seconds === undefined ? undefined : wholeNumber('--seconds', seconds, kLeastSeconds, 24 * 3600),
        port: port === undefined ? undefined : wholeNumber('--port', port, 1, 65535),
        edge,
    };
}

/** @param {string[]} argv */
function parse(argv) {
    try {
        return parseArgs({ args: argv, options: kOptions }).values;
    } catch (error) {
        throw new Failure(`${/** @type {Error} */ (error).message.split('. ')[0]}; the options are --seconds N, --port P and --edge`);
    }
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} least
 * @param {number} most
 */
function wholeNumber(name, text, least, most) {
    const number = Number(text);
    if (!Number.isInteger(number) || number < least || number > most) {
        throw new Failure(`${name} ${text}: it takes a whole number from ${least} to ${most}`);
    }
    return number;
}
