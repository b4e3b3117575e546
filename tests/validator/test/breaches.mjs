// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { readMediaPlaylist } from '../playlist/media_playlist.mjs';
import { readMultivariantPlaylist } from '../playlist/multivariant_playlist.mjs';
import { Report } from '../report.mjs';

/** @typedef {import('../report.mjs').Check} Check */

/** @type {Set<string>} ids of the rules that some test has shown to fail */
export const kShown = new Set();

/**
 * @param {(check: Check) => unknown} look at something
 * @returns {string[]} the ids of what it breaches, sorted
 */
export function breachesOf(look) {
    const report = new Report();
    look(report.about('test'));
    return note(report);
}

/**
 * @param {(check: Check) => Promise<unknown>} look
 * @returns {Promise<string[]>}
 */
export async function breachesOfAsync(look) {
    const report = new Report();
    await look(report.about('test'));
    return note(report);
}

/** @param {Report} report */
export function note(report) {
    const ids = [...report.breached.keys()].sort();
    ids.forEach((id) => kShown.add(id));
    return ids;
}

/** @param {string} text of a media playlist that breaches nothing by itself */
export function media(text) {
    return readMediaPlaylist(() => true, text);
}

/** @param {string} text */
export function multivariant(text) {
    return readMultivariantPlaylist(() => true, text);
}

/**
 * Replaces text that has to be there.
 * @param {string} text
 * @param {string} from
 * @param {string} to
 */
export function but(text, from, to) {
    if (!text.includes(from)) {
        throw new Error(`"${from}" is not in the text`);
    }
    return text.replace(from, to);
}
