// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// What the playlist says of parts and segments, against their bytes.
import { readFragment } from '../media/fragment.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../media/init_section.mjs').InitSection} InitSection */
/** @typedef {import('../media/fragment.mjs').Fragment} Fragment */
/** @typedef {import('../playlist/media_playlist.mjs').Part} Part */
/** @typedef {import('../playlist/media_playlist.mjs').Segment} Segment */

/** @type {import('./rule.mjs').RuleTable} */
export const kMediaRules = {
    'init-section-can-be-read': ['3.1.2', 'an init section has one track with a known sample entry'],
    'media-can-be-read': ['3.1.2, 3.2',
        'parts and segments are whole boxes: moof with tfdt and trun, chunk follows chunk'],
    'part-duration-is-true': ['4.4.4.9', 'DURATION is the length of the part\'s samples, rounded to 5 decimals'],
    'part-independent-is-true': ['4.4.4.9', 'INDEPENDENT=YES is there exactly where a sample can be decoded by itself'],
    'parts-follow-each-other': ['3.2, 4.4.4.3',
        'a part begins at the media time where the one before ends, but for discontinuities and gaps'],
    'segment-starts-independent': ['4.4.2.1',
        'with EXT-X-INDEPENDENT-SEGMENTS every segment begins with a sync sample'],
    'segment-is-its-parts': ['3.2, DESIGN 5', 'a segment has the bytes of its parts, one behind the other'],
    'segment-duration-is-true': ['4.4.4.1', 'EXTINF is the length of the segment\'s samples, rounded to 5 decimals'],
    'date-time-is-capture-time': ['DESIGN 5', 'programme date-time is what prft says of the same sample, within 20 ms'],
    'name-keeps-its-bytes': ['DESIGN 5', 'a name never stands for other bytes than before'],
    'gone-segment-can-be-had': ['6.2.2',
        'a segment that has just left the playlist can still be had: for its own duration at least'],
    'gone-part-can-be-had': ['6.2.2', 'a part can be had for three target durations after it is not listed any more'],
};

const kRoundingSeconds = 6e-6; // of 5 decimals
const kCaptureMs = 20;

/**
 * @param {Check} check
 * @param {string} name for the evidence
 * @param {Buffer} bytes
 * @param {InitSection} init
 * @returns {Fragment | undefined} undefined: it cannot be read
 */
export function readMedia(check, name, bytes, init) {
    try {
        const fragment = readFragment(bytes, init);
        check('media-can-be-read', true, () => '');
        return fragment;
    } catch (error) {
        check('media-can-be-read', false, () => `${name}: ${/** @type {Error} */ (error).message}`);
        return undefined;
    }
}

/**
 * @param {Check} check
 * @param {Part} part as announced
 * @param {Fragment} fragment
 * @param {InitSection} init
 */
export function checkPart(check, part, fragment, init) {
    const seconds = fragment.duration / init.timescale;
    check('part-duration-is-true', Math.abs(seconds - part.duration) <= kRoundingSeconds,
        () => `${part.uri}: ${seconds} s, announced ${part.duration}`);
    check('part-independent-is-true', fragment.hasSync === part.independent,
        () => `${part.uri}: sync sample ${fragment.hasSync}, INDEPENDENT ${part.independent}`);
}

/**
 * @param {Check} check
 * @param {string} name
 * @param {Fragment} before of the part in front
 * @param {Fragment} fragment
 */
export function checkFollows(check, name, before, fragment) {
    const due = before.decodeTime + before.duration;
    check('parts-follow-each-other', fragment.decodeTime === due,
        () => `${name} begins at ${fragment.decodeTime}, due ${due}`);
}

/**
 * @param {Check} check
 * @param {Segment} segment whole
 * @param {Fragment} fragment
 * @param {InitSection} init
 */
export function checkSegment(check, segment, fragment, init) {
    const seconds = fragment.duration / init.timescale;
    // The sum of parts that are rounded each.
    const within = kRoundingSeconds * (1 + segment.parts.length);
    check('segment-duration-is-true', Math.abs(seconds - segment.duration) <= within,
        () => `${segment.uri}: ${seconds} s, EXTINF ${segment.duration}`);
    check('segment-starts-independent', fragment.startsWithSync, () => `${segment.uri}`);
}

/**
 * @param {Check} check
 * @param {string} uri of the segment
 * @param {Buffer} bytes
 * @param {Buffer[]} parts
 */
export function checkSegmentIsItsParts(check, uri, bytes, parts) {
    const joined = Buffer.concat(parts);
    check('segment-is-its-parts', joined.equals(bytes),
        () => `${uri}: ${bytes.length} bytes, its ${parts.length} parts ${joined.length}`);
}

/**
 * @param {Check} check
 * @param {Segment} segment with a date-time
 * @param {Fragment} fragment that begins with the segment
 * @param {InitSection} init
 */
export function checkCaptureTime(check, segment, fragment, init) {
    for (const { decodeTime, wallMs } of fragment.captures) {
        const pdt = (segment.pdt ?? NaN) + ((decodeTime - fragment.decodeTime) / init.timescale) * 1000;
        check('date-time-is-capture-time', Math.abs(pdt - wallMs) <= kCaptureMs,
            () => `${segment.msn}: ${(pdt - wallMs).toFixed(1)} ms from its prft`);
    }
}

/**
 * Programme date-time of media time 0, ms.
 * @param {Segment} segment
 * @param {Fragment} fragment that begins with the segment
 * @param {InitSection} init
 */
export function zeroOf(segment, fragment, init) {
    return (segment.pdt ?? NaN) - (fragment.decodeTime / init.timescale) * 1000;
}
