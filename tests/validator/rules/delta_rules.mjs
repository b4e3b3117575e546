// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// A delta update (rfc8216bis §6.2.5.1) and what it makes of the version before.
import { compareEdges, edgeOf } from '../playlist/media_playlist.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../playlist/media_playlist.mjs').Segment} Segment */

/** @type {import('./rule.mjs').RuleTable} */
export const kDeltaRules = {
    'delta-is-a-delta': ['6.2.5.1',
        '_HLS_skip=YES and v2 are answered with EXT-X-SKIP as soon as segments lie behind the skip boundary; never ' +
            'behind EXT-X-ENDLIST'],
    'delta-skips-only-what-is-old': ['6.2.5.1',
        'what is skipped lies further from the end of the last segment than CAN-SKIP-UNTIL'],
    'delta-skips-what-is-old': ['6.2.5.1', 'whole segments further back than CAN-SKIP-UNTIL are skipped'],
    'delta-says-map-and-time-again': ['issue 3',
        'the first segment behind the skip has its EXT-X-MAP and EXT-X-PROGRAM-DATE-TIME'],
    'delta-merged-is-the-whole': ['6.2.5.1',
        'merged with an earlier version it is the whole playlist of its own version'],
    'delta-keeps-date-ranges': ['6.2.5.1', '_HLS_skip=YES leaves no date range out'],
    'delta-names-removed-date-ranges': ['4.4.5.2, 6.2.5.1',
        'where CAN-SKIP-DATERANGES is offered, v2 names the date ranges that went'],
    'whole-has-no-skip': ['4.4.5.2, 6.2.5.1', 'no EXT-X-SKIP that was not asked for'],
};

const kRounding = 1e-3; // of many durations added up

/**
 * @param {Check} check
 * @param {{directive: 'YES' | 'v2', delta: MediaPlaylist, whole: MediaPlaylist, before: MediaPlaylist}} versions whole:
 *   what the server says without the directive; before: an older one, which the client merges with
 */
export function checkDelta(check, { directive, delta, whole, before }) {
    check('whole-has-no-skip', whole.skipped === undefined, () => `${whole.skipped} skipped`);
    if (compareEdges(edgeOf(delta), edgeOf(whole)) !== 0 || delta.mediaSequence !== whole.mediaSequence) {
        return; // two versions: a part came between the two requests
    }
    const { least, most } = skippable(whole);
    const skipped = delta.skipped ?? 0;
    const evidence = () => `${skipped} segments skipped, between ${least} and ${most} lie behind the skip boundary`;
    check('delta-is-a-delta', whole.ended ? delta.skipped === undefined : least === 0 || skipped > 0, evidence);
    check('delta-skips-only-what-is-old', skipped <= most, evidence);
    check('delta-skips-what-is-old', whole.ended || skipped >= least, evidence);
    if (skipped > 0) {
        const [first] = delta.segments;
        check('delta-says-map-and-time-again', first?.map !== undefined && first.pdt !== undefined,
            () => `segment ${first?.msn}`);
        if (directive === 'v2' && whole.serverControl?.canSkipDateRanges) {
            check('delta-names-removed-date-ranges', delta.namesRemovedDateRanges,
                () => 'no RECENTLY-REMOVED-DATERANGES');
        }
    }
    checkMerged(check, delta, whole, before);
    const ids = (/** @type {MediaPlaylist} */ { dateRanges }) => dateRanges.map(({ id }) => id).sort().join();
    if (directive === 'YES') {
        check('delta-keeps-date-ranges', ids(delta) === ids(whole), () => `${ids(delta)}; whole: ${ids(whole)}`);
    }
}

/**
 * How many segments a delta update skips: those that lie behind the boundary with their end have to go, those that begin
 * behind it may. Whether parts of an open segment count as the playlist's end is left to the server.
 * @param {MediaPlaylist} whole
 */
function skippable({ segments, serverControl }) {
    const boundary = serverControl?.canSkipUntil ?? Infinity;
    const finished = segments.filter(({ uri }) => uri !== undefined).reverse();
    const open = segments.filter(({ uri }) => uri === undefined).reduce((sum, { duration }) => sum + duration, 0);
    let [least, most, fromEnd] = [0, 0, 0];
    for (const { duration } of finished) {
        least += fromEnd > boundary + kRounding ? 1 : 0;
        fromEnd += duration;
        most += fromEnd + open > boundary - kRounding ? 1 : 0;
    }
    return { least, most };
}

/**
 * @param {Check} check
 * @param {MediaPlaylist} delta
 * @param {MediaPlaylist} whole
 * @param {MediaPlaylist} before
 */
function checkMerged(check, delta, whole, before) {
    const merged = mergeDelta(before, delta);
    if (merged === undefined) {
        return; // the client does not have what was skipped, and has to ask for the whole
    }
    const difference = merged.findIndex((segment, index) => !isSame(segment, whole.segments[index]));
    const isWhole = merged.length === whole.segments.length && difference < 0;
    check('delta-merged-is-the-whole', isWhole,
        () => `${merged.length} segments of ${whole.segments.length}; first difference: ` +
        `${JSON.stringify(merged[difference])}, whole: ${JSON.stringify(whole.segments[difference])}`);
}

/**
 * @param {MediaPlaylist} before
 * @param {MediaPlaylist} delta
 * @returns {Segment[] | undefined} undefined: `before` does not hold all that was skipped
 */
export function mergeDelta(before, delta) {
    const first = delta.mediaSequence;
    const skipped = before.segments.filter(({ msn, uri }) => msn >= first && msn < first + (delta.skipped ?? 0)
        && uri !== undefined);
    return skipped.length === (delta.skipped ?? 0) ? [...skipped, ...delta.segments] : undefined;
}

/**
 * The parts of skipped segments may have gone meanwhile, and the discontinuity sequence of a segment behind the skip
 * counts what was skipped.
 * @param {Segment} merged
 * @param {Segment | undefined} whole
 */
function isSame(merged, whole) {
    const facts = (/** @type {Segment} */ segment) => JSON.stringify({ ...segment, parts: [],
        discontinuitySequence: 0 });
    return whole !== undefined && facts(merged) === facts(whole)
        && (whole.parts.length === 0 || JSON.stringify(merged.parts) === JSON.stringify(whole.parts));
}
