// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// Date ranges: each by itself, all of one playlist, and the same ones in every rendition.
import { unquoted } from '../playlist/attribute_list.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../playlist/media_playlist.mjs').DateRange} DateRange */

/** @type {import('./rule.mjs').RuleTable} */
export const kDateRangeRules = {
    'date-range-has-start': ['4.4.5.1', 'a date range says when it begins'],
    'date-range-has-date-time': ['4.4.5.1', 'a playlist with date ranges has a programme date-time'],
    'date-range-end-is-behind-start': ['4.4.5.1', 'END-DATE is not before START-DATE'],
    'date-range-end-fits-duration': ['4.4.5.1', 'END-DATE is START-DATE plus DURATION where both are said'],
    'date-range-on-next-has-class': ['4.4.5.1',
        'END-ON-NEXT=YES comes with a CLASS, and without DURATION and END-DATE'],
    'date-range-cue-is-one-of': ['4.4.5.1', 'CUE holds PRE, POST, ONCE; not PRE and POST together'],
    'date-range-stays': ['6.2.1', 'a date range stays while it touches a segment of the playlist'],
    'date-range-keeps-attributes': ['4.4.5.1, 6.2.1, DESIGN 6',
        'attributes of a date range are added, never changed or taken away; its ID is not used again'],
    'date-ranges-are-alike': ['6.2.4, DESIGN 5', 'every rendition has the same date ranges with the same attributes'],
};

/**
 * @param {Check} check
 * @param {MediaPlaylist} playlist
 */
export function checkDateRanges(check, { dateRanges, segments }) {
    for (const range of dateRanges) {
        check('date-range-has-date-time', segments.some(({ pdt }) => pdt !== undefined), () => range.id);
        checkDateRange(check, range);
    }
}

/**
 * @param {Check} check
 * @param {DateRange} range
 */
function checkDateRange(check, { id, attributes }) {
    const { start, end } = spanOf({ id, attributes });
    const text = () => `${id}: ${describe(attributes)}`;
    check('date-range-has-start', !Number.isNaN(start), text);
    const endDate = dateOf(attributes, 'END-DATE');
    if (endDate !== undefined) {
        check('date-range-end-is-behind-start', endDate >= start, text);
        check('date-range-end-fits-duration', !attributes.has('DURATION') || Math.abs(end - endDate) < 1, text);
    }
    if (attributes.has('END-ON-NEXT')) {
        check('date-range-on-next-has-class',
            attributes.has('CLASS') && !attributes.has('DURATION') && !attributes.has('END-DATE'), text);
    }
    const cue = unquoted(attributes.get('CUE'))?.split(',');
    if (cue) {
        const known = cue.every((trigger) => ['PRE', 'POST', 'ONCE'].includes(trigger));
        check('date-range-cue-is-one-of', known && !(cue.includes('PRE') && cue.includes('POST')), text);
    }
}

/**
 * From one version of a playlist to the next.
 * @param {Check} check
 * @param {MediaPlaylist} before
 * @param {MediaPlaylist} now
 */
export function checkDateRangeUpdate(check, before, now) {
    const first = now.segments.find(({ pdt }) => pdt !== undefined)?.pdt;
    for (const range of before.dateRanges) {
        const same = now.dateRanges.find(({ id }) => id === range.id);
        const isInWindow = first !== undefined && spanOf(range).end > first;
        // A delta update may leave old ones out.
        check('date-range-stays', same !== undefined || !isInWindow || now.skipped !== undefined, () => range.id);
        for (const [name, value] of same ? range.attributes : []) {
            check('date-range-keeps-attributes', same?.attributes.get(name) === value,
                () => `${name} of ${range.id}: ${value}, then ${same?.attributes.get(name)}`);
        }
    }
}

/**
 * @param {Check} check
 * @param {DateRange[]} ranges of one rendition
 * @param {DateRange[]} others of another one, at the same time
 */
export function checkDateRangesAlike(check, ranges, others) {
    for (const { id, attributes } of ranges) {
        const other = others.find((range) => range.id === id);
        check('date-ranges-are-alike', other !== undefined && describe(attributes) === describe(other.attributes),
            () => `${id}: ${describe(attributes)}; the other: ${other ? describe(other.attributes) : 'has none'}`);
    }
}

/** @param {DateRange} range @returns {{start: number, end: number}} ms; an end that is not known is never */
function spanOf({ attributes }) {
    const start = dateOf(attributes, 'START-DATE') ?? NaN;
    const duration = attributes.get('DURATION');
    const end = duration !== undefined ? start + Number(duration) * 1000 : dateOf(attributes, 'END-DATE') ?? Infinity;
    return { start, end };
}

/**
 * @param {Map<string, string>} attributes
 * @param {string} name
 */
function dateOf(attributes, name) {
    const text = unquoted(attributes.get(name));
    return text === undefined ? undefined : Date.parse(text);
}

/** @param {Map<string, string>} attributes */
function describe(attributes) {
    return [...attributes].sort().map(([name, value]) => `${name}=${value}`).join(',');
}
