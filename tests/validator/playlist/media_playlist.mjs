// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { unquoted } from './attribute_list.mjs';
import { at, readLines } from './lines.mjs';
import { SegmentReader } from './segment_reader.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('./lines.mjs').Line} Line */
/** @typedef {{uri: string, duration: number, independent: boolean, gap: boolean}} Part duration: seconds */
/** @typedef {{type: string, uri: string}} Hint */
/** @typedef {{uri: string, lastMsn: number, lastPart: number | undefined}} RenditionReport */
/** @typedef {{id: string, attributes: Map<string, string>}} DateRange attributes: all tags of the ID together */
/** @typedef {{msn: number, part: number}} Edge a part; part −1: the segment has none yet */

/**
 * @typedef {object} Segment
 * @property {number} msn
 * @property {number} discontinuitySequence
 * @property {number} duration seconds; of an open segment the sum of its parts
 * @property {string | undefined} uri absent while the segment is open
 * @property {boolean} gap
 * @property {boolean} discontinuity
 * @property {string | undefined} map URI of its init section
 * @property {number | undefined} pdt programme date-time, ms
 * @property {Part[]} parts
 */

/**
 * @typedef {object} ServerControl seconds
 * @property {number | undefined} canSkipUntil
 * @property {boolean} canSkipDateRanges
 * @property {number | undefined} holdBack
 * @property {number | undefined} partHoldBack
 * @property {boolean} canBlockReload
 */

/**
 * @typedef {object} MediaPlaylist
 * @property {string} text
 * @property {number} version
 * @property {number} targetDuration
 * @property {number | undefined} partTarget
 * @property {ServerControl | undefined} serverControl
 * @property {number} mediaSequence of the whole playlist, skipped segments included
 * @property {number} discontinuitySequence
 * @property {number | undefined} skipped segments; set in a delta update
 * @property {boolean} namesRemovedDateRanges
 * @property {Segment[]} segments without the skipped ones
 * @property {Hint[]} hints
 * @property {RenditionReport[]} reports
 * @property {DateRange[]} dateRanges
 * @property {boolean} ended
 * @property {Set<string>} tags that occur
 */

/** @type {import('../rules/rule.mjs').RuleTable} */
export const kMediaPlaylistRules = {
    'target-duration-is-there': ['4.4.3.1', 'a media playlist says its target duration'],
    'version-is-high-enough': ['8',
        'the version is at least what the tags need: 6 for EXT-X-MAP, 9 for EXT-X-SKIP, 10 when date ranges are ' +
            'skipped'],
    'sequence-comes-first': ['4.4.3.2, 4.4.3.3',
        'the sequence numbers stand before the first segment, part and discontinuity'],
    'skip-comes-first': ['4.4.5.2, 6.2.5.1', 'EXT-X-SKIP stands where the first segments would'],
    'part-inf-is-there': ['4.4.3.7', 'a playlist with parts says their target'],
    'date-range-attributes-agree': ['4.4.5.1', 'tags with one ID have one value for each attribute'],
};

/**
 * @param {Check} check
 * @param {string} text
 * @returns {MediaPlaylist}
 */
export function readMediaPlaylist(check, text) {
    const lines = readLines(check, text, 'media');
    const first = (/** @type {string} */ tag) => lines.find((line) => line.tag === tag);
    const number = (/** @type {string} */ tag) => Number(first(tag)?.value ?? 0);
    const skip = first('EXT-X-SKIP');
    /** @type {MediaPlaylist} */
    const playlist = {
        text,
        version: number('EXT-X-VERSION') || 1,
        targetDuration: number('EXT-X-TARGETDURATION'),
        partTarget: seconds(first('EXT-X-PART-INF'), 'PART-TARGET'),
        serverControl: serverControlOf(first('EXT-X-SERVER-CONTROL')),
        mediaSequence: number('EXT-X-MEDIA-SEQUENCE'),
        discontinuitySequence: number('EXT-X-DISCONTINUITY-SEQUENCE'),
        skipped: seconds(skip, 'SKIPPED-SEGMENTS'),
        namesRemovedDateRanges: skip?.attributes.has('RECENTLY-REMOVED-DATERANGES') ?? false,
        segments: [],
        hints: lines.filter(({ tag }) => tag === 'EXT-X-PRELOAD-HINT').map(hintOf),
        reports: lines.filter(({ tag }) => tag === 'EXT-X-RENDITION-REPORT').map(reportOf),
        dateRanges: dateRangesOf(check, lines),
        ended: first('EXT-X-ENDLIST') !== undefined,
        tags: new Set(lines.map(({ tag }) => tag)),
    };
    playlist.segments = new SegmentReader(check, playlist).read(lines);
    checkHead(check, playlist, lines);
    return playlist;
}

/**
 * @param {Check} check
 * @param {MediaPlaylist} playlist
 * @param {Line[]} lines
 */
function checkHead(check, playlist, lines) {
    const { tags, version } = playlist;
    check('target-duration-is-there', tags.has('EXT-X-TARGETDURATION'), () => 'there is no EXT-X-TARGETDURATION');
    check('part-inf-is-there', !tags.has('EXT-X-PART') || tags.has('EXT-X-PART-INF'),
        () => 'parts without EXT-X-PART-INF');
    const needed = playlist.namesRemovedDateRanges ? 10 : tags.has('EXT-X-SKIP') ? 9 : tags.has('EXT-X-MAP') ? 6 : 3;
    check('version-is-high-enough', version >= needed, () => `version ${version}, ${needed} is needed`);
    const begin = lines.findIndex(({ tag }) => ['', 'EXTINF', 'EXT-X-PART', 'EXT-X-DISCONTINUITY'].includes(tag));
    const rest = begin < 0 ? [] : lines.slice(begin);
    const late = (/** @type {string} */ name) => rest.find(({ tag }) => tag === name);
    for (const [rule, tag] of [
        ['sequence-comes-first', 'EXT-X-MEDIA-SEQUENCE'], ['sequence-comes-first', 'EXT-X-DISCONTINUITY-SEQUENCE'],
        ['skip-comes-first', 'EXT-X-SKIP'],
    ]) {
        const line = late(tag);
        check(rule, line === undefined, () => at(line?.number ?? 0, line?.text ?? ''));
    }
}

/**
 * @param {Line | undefined} line
 * @param {string} attribute
 */
function seconds(line, attribute) {
    const value = line?.attributes.get(attribute);
    return value === undefined ? undefined : Number(value);
}

/**
 * @param {Line | undefined} line
 * @returns {ServerControl | undefined}
 */
function serverControlOf(line) {
    return line && {
        canSkipUntil: seconds(line, 'CAN-SKIP-UNTIL'),
        canSkipDateRanges: line.attributes.get('CAN-SKIP-DATERANGES') === 'YES',
        holdBack: seconds(line, 'HOLD-BACK'),
        partHoldBack: seconds(line, 'PART-HOLD-BACK'),
        canBlockReload: line.attributes.get('CAN-BLOCK-RELOAD') === 'YES',
    };
}

/** @param {Line} line @returns {Hint} */
function hintOf(line) {
    return { type: line.attributes.get('TYPE') ?? '', uri: unquoted(line.attributes.get('URI')) ?? '' };
}

/** @param {Line} line @returns {RenditionReport} */
function reportOf(line) {
    return {
        uri: unquoted(line.attributes.get('URI')) ?? '',
        lastMsn: seconds(line, 'LAST-MSN') ?? NaN,
        lastPart: seconds(line, 'LAST-PART'),
    };
}

/**
 * @param {Check} check
 * @param {Line[]} lines
 * @returns {DateRange[]}
 */
function dateRangesOf(check, lines) {
    /** @type {Map<string, DateRange>} */
    const ranges = new Map();
    for (const line of lines.filter(({ tag }) => tag === 'EXT-X-DATERANGE')) {
        const id = unquoted(line.attributes.get('ID')) ?? '';
        const range = ranges.get(id) ?? { id, attributes: new Map() };
        for (const [name, value] of line.attributes) {
            const before = range.attributes.get(name) ?? value;
            check('date-range-attributes-agree', before === value, () => `${name} of ${id}: ${before} and ${value}`);
            range.attributes.set(name, value);
        }
        ranges.set(id, range);
    }
    return [...ranges.values()];
}

/**
 * The last part of a playlist, or its last segment where there are no parts.
 * @param {MediaPlaylist} playlist
 * @returns {Edge}
 */
export function edgeOf({ segments, mediaSequence, skipped = 0 }) {
    const last = segments[segments.length - 1];
    return last ? { msn: last.msn, part: last.parts.length - 1 } : { msn: mediaSequence + skipped - 1, part: -1 };
}

/**
 * What comes next: what a blocking reload asks for.
 * @param {MediaPlaylist} playlist
 * @returns {Edge}
 */
export function nextOf(playlist) {
    const edge = edgeOf(playlist);
    const isOpen = playlist.segments[playlist.segments.length - 1]?.uri === undefined;
    return isOpen && playlist.segments.length > 0 ? { ...edge, part: edge.part + 1 } : { msn: edge.msn + 1, part: 0 };
}

/**
 * @param {Edge} a
 * @param {Edge} b
 * @returns {number} below 0: a comes first
 */
export function compareEdges(a, b) {
    return a.msn - b.msn || a.part - b.part;
}
