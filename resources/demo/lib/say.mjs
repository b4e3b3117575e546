// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/** @typedef {(topic: string, text: string) => void} Say one line for the person at the terminal */

const kTopicWidth = 9;

/**
 * Lines such as `[  3.2 s] server    http://127.0.0.1:40123`, with the time since `start`.
 * @param {NodeJS.WritableStream} out
 * @param {number} start performance.now() of the beginning
 * @returns {Say}
 */
export function sayTo(out, start) {
    out.on('error', () => {}); // a closed terminal must not keep us from ending in order
    return (topic, text) => {
        const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(5);
        out.write(`[${seconds} s] ${topic.padEnd(kTopicWidth)} ${text}\n`);
    };
}
