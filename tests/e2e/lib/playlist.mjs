// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/**
 * What must hold from one reading of a media playlist to the next.
 * @typedef {object} Playlist
 * @property {number} mediaSequence of the first segment
 * @property {number} lastMsn of the last whole segment
 * @property {number} discontinuitySequence
 * @property {number} lastDiscontinuity the sequence after the last segment
 * @property {number} partTarget seconds
 * @property {number[]} parts seconds
 */

/**
 * @param {string} text
 * @returns {Playlist}
 */
export function readPlaylist(text) {
    const lines = text.split('\n');
    const value = (/** @type {string} */ tag) => Number(new RegExp(`^#${tag}:(\\d+)`, 'm').exec(text)?.[1] ?? 0);
    const mediaSequence = value('EXT-X-MEDIA-SEQUENCE');
    const discontinuitySequence = value('EXT-X-DISCONTINUITY-SEQUENCE');
    const segments = lines.filter((line) => line.startsWith('#EXTINF:')).length;
    const discontinuities = lines.filter((line) => line === '#EXT-X-DISCONTINUITY').length;
    return {
        mediaSequence,
        lastMsn: mediaSequence + segments - 1,
        discontinuitySequence,
        lastDiscontinuity: discontinuitySequence + discontinuities,
        partTarget: Number(/PART-TARGET=([\d.]+)/.exec(text)?.[1] ?? NaN),
        parts: [...text.matchAll(/^#EXT-X-PART:.*\bDURATION=([\d.]+)/gm)].map((match) => Number(match[1])),
    };
}

/**
 * Sentences on what may not have happened between two readings: all numbers only go forward, the advertised part
 * target stays, no part is longer than it.
 * @param {Playlist} before
 * @param {Playlist} now
 * @returns {string[]} none when all is well
 */
export function breaches(before, now) {
    const forward = /** @type {const} */ (['mediaSequence', 'lastMsn', 'discontinuitySequence', 'lastDiscontinuity']);
    const back = forward.filter((name) => now[name] < before[name])
        .map((name) => `${name} went back from ${before[name]} to ${now[name]}`);
    const target = now.partTarget === before.partTarget ? [] : [`the part target changed to ${now.partTarget}`];
    const long = now.parts.filter((part) => part > now.partTarget + 1e-6).map((part) => `a part of ${part} s is too long`);
    return [...back, ...target, ...long];
}
