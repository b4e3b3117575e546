// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { parseArgs } from 'node:util';

import { Failure } from './failure.mjs';

/** @typedef {{seconds?: number, port?: number}} DemoOptions */

export const kLeastSeconds = 45; // an ad of 10 s, its rows and 15 s of latency have to fit

/**
 * @param {string[]} argv
 * @returns {DemoOptions}
 */
export function readOptions(argv) {
    const { seconds, port } = parse(argv);
    return {
        seconds: seconds === undefined ? undefined : wholeNumber('--seconds', seconds, kLeastSeconds, 24 * 3600),
        port: port === undefined ? undefined : wholeNumber('--port', port, 1, 65535),
    };
}

/** @param {string[]} argv */
function parse(argv) {
    try {
        return parseArgs({ args: argv, options: { seconds: { type: 'string' }, port: { type: 'string' } } }).values;
    } catch (error) {
        throw new Failure(`${/** @type {Error} */ (error).message.split('. ')[0]}; the options are --seconds N and --port P`);
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
