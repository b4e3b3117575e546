// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// What one version of a media playlist has to be, whatever came before and whatever the other renditions say.

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../playlist/media_playlist.mjs').Segment} Segment */

/** @type {import('./rule.mjs').RuleTable} */
export const kPlaylistRules = {
    'segment-not-over-target': ['4.4.3.1, 6.2.1', 'EXTINF, rounded to a whole second, is at most the target duration'],
    'part-not-over-target': ['4.4.4.9', 'no part is longer than the part target: AVPlayer refuses the stream'],
    'part-not-under-target': ['4.4.4.9, DESIGN 5',
        'every part but a segment\'s last is 85 % of the part target at least'],
    'parts-add-up': ['3.2, 4.4.4.1', 'the parts of a segment are together as long as its EXTINF'],
    'server-control-is-there': ['4.4.3.8, B.1', 'a low-latency playlist has EXT-X-SERVER-CONTROL'],
    'reload-can-block': ['6.2.5.2, B.1', 'CAN-BLOCK-RELOAD=YES is offered'],
    'part-hold-back-is-long-enough': ['4.4.3.8, DESIGN 5', 'PART-HOLD-BACK is there, three part targets at least'],
    'hold-back-is-long-enough': ['4.4.3.8', 'HOLD-BACK is three target durations at least'],
    'skip-boundary-is-far-enough': ['4.4.3.8',
        'CAN-SKIP-UNTIL is six target durations at least, and there when CAN-SKIP-DATERANGES is'],
    'date-time-is-there': ['4.4.4.6, B.1, DESIGN 5', 'every segment, an open one too, has a programme date-time'],
    'date-time-follows-durations': ['6.2.1, DESIGN 5',
        'programme date-time is the one before plus its duration, within 3 ms'],
    'date-time-is-unambiguous': ['6.2.1',
        'no segment begins before the one in front of it is at its end, but for less than a second'],
    'map-is-there': ['4.4.4.5', 'every segment has an init section'],
    'map-changes-at-discontinuity': ['4.4.4.3, 6.2.1', 'a changed init section begins with EXT-X-DISCONTINUITY'],
    'part-is-hinted': ['6.2.6, B.1, DESIGN 5', 'a live playlist hints the next part'],
    'hint-is-there-once': ['6.2.6', 'at most one hint of a type'],
    'hint-is-no-listed-part': ['4.4.5.3', 'what is hinted is not listed yet'],
    'ended-playlist-hints-nothing': ['4.4.5.3', 'no EXT-X-PRELOAD-HINT beside EXT-X-ENDLIST'],
    'gap-parts-are-marked': ['6.2.1, 4.4.4.9', 'parts of a missing segment have GAP=YES'],
    'live-playlist-has-no-type': ['6.2.2', 'a playlist that loses segments has no EXT-X-PLAYLIST-TYPE'],
    'parts-near-the-edge-are-listed': ['6.2.2, DESIGN 5',
        'segments within three target durations of the end list their parts'],
    'parts-far-from-the-edge-are-gone': ['6.2.2, DESIGN 5',
        'parts more than three target durations from the end are not listed, but for the segment that lies across'],
    'uri-has-no-query': ['DESIGN 5', 'no URI has a query: nothing is per viewer'],
    'name-stands-for-one-thing': ['DESIGN 5', 'no two segments or parts of a playlist have one URI'],
    'start-is-left-out': ['issue 3', 'no EXT-X-START: where a player begins follows from the hold-back'],
};

const kRounding = 6e-6; // of a duration with 5 decimals
const kDateTimeMs = 3; // of a programme date-time in whole milliseconds, and of the sum
const kShortest = 0.85;

/**
 * @param {Check} check
 * @param {MediaPlaylist} playlist
 */
export function checkPlaylist(check, playlist) {
    checkServerControl(check, playlist);
    checkHints(check, playlist);
    checkNames(check, playlist);
    checkPartLists(check, playlist);
    playlist.segments.forEach((segment, index) => {
        checkDurations(check, playlist, segment);
        checkSegment(check, segment);
        if (index > 0) {
            checkSeam(check, playlist.segments[index - 1], segment);
        }
    });
    check('live-playlist-has-no-type', playlist.mediaSequence === 0 || !playlist.tags.has('EXT-X-PLAYLIST-TYPE'),
        () => 'EXT-X-PLAYLIST-TYPE, and segments are gone');
    check('start-is-left-out', !playlist.tags.has('EXT-X-START'), () => 'EXT-X-START');
}

/**
 * @param {Check} check
 * @param {MediaPlaylist} playlist
 */
function checkServerControl(check, { serverControl, partTarget, targetDuration }) {
    if (!check('server-control-is-there', serverControl !== undefined,
        () => 'no EXT-X-SERVER-CONTROL') || !serverControl) {
        return;
    }
    const { holdBack, partHoldBack, canSkipUntil, canSkipDateRanges, canBlockReload } = serverControl;
    check('reload-can-block', canBlockReload, () => 'no CAN-BLOCK-RELOAD=YES');
    if (partTarget !== undefined) {
        check('part-hold-back-is-long-enough', (partHoldBack ?? 0) >= 3 * partTarget - kRounding,
            () => `PART-HOLD-BACK ${partHoldBack} at PART-TARGET ${partTarget}`);
    }
    if (holdBack !== undefined) {
        check('hold-back-is-long-enough', holdBack >= 3 * targetDuration, () => `HOLD-BACK ${holdBack}`);
    }
    if (canSkipUntil !== undefined || canSkipDateRanges) {
        check('skip-boundary-is-far-enough', (canSkipUntil ?? 0) >= 6 * targetDuration,
            () => `CAN-SKIP-UNTIL ${canSkipUntil} at a target duration of ${targetDuration}`);
    }
}

/**
 * @param {Check} check
 * @param {MediaPlaylist} playlist
 */
function checkHints(check, { hints, ended, partTarget, segments }) {
    const types = hints.map(({ type }) => type);
    if (ended) {
        check('ended-playlist-hints-nothing', hints.length === 0, () => JSON.stringify(hints));
    } else if (partTarget !== undefined) {
        check('part-is-hinted', types.includes('PART'), () => 'no EXT-X-PRELOAD-HINT:TYPE=PART');
    }
    check('hint-is-there-once', new Set(types).size === types.length, () => JSON.stringify(hints));
    const listed = new Set(segments.flatMap(({ parts }) => parts.map(({ uri }) => uri)));
    for (const { uri, type } of hints.filter((hint) => hint.type === 'PART')) {
        check('hint-is-no-listed-part', !listed.has(uri), () => `${type} ${uri}`);
    }
}

/**
 * @param {Check} check
 * @param {MediaPlaylist} playlist
 */
function checkNames(check, { segments, hints, reports }) {
    const media = segments.flatMap(({ uri, parts }) => [...(uri ? [uri] : []), ...parts.map((part) => part.uri)]);
    const seen = new Set();
    for (const uri of media) {
        check('name-stands-for-one-thing', !seen.has(uri), () => uri);
        seen.add(uri);
    }
    const maps = new Set(segments.flatMap(({ map }) => (map ? [map] : [])));
    for (const uri of [...media, ...maps, ...hints.map((hint) => hint.uri), ...reports.map((report) => report.uri)]) {
        check('uri-has-no-query', !uri.includes('?'), () => uri);
    }
}

/**
 * @param {Check} check
 * @param {MediaPlaylist} playlist
 * @param {Segment} segment
 */
function checkDurations(check, { targetDuration, partTarget }, { msn, duration, uri, parts }) {
    if (uri !== undefined) {
        check('segment-not-over-target', Math.round(duration) <= targetDuration,
            () => `segment ${msn} of ${duration} s`);
    }
    parts.forEach((part, index) => {
        const where = () => `part ${msn}.${index} of ${part.duration} s at a part target of ${partTarget}`;
        check('part-not-over-target', part.duration <= (partTarget ?? Infinity), where);
        // Whether the newest part is its segment's last shows with the next one.
        const next = parts[index + 1];
        if (next && !part.gap && !next.gap) {
            check('part-not-under-target', part.duration >= kShortest * (partTarget ?? 0) - kRounding, where);
        }
    });
    if (uri !== undefined && parts.length > 0) {
        const sum = parts.reduce((total, part) => total + part.duration, 0);
        check('parts-add-up', Math.abs(sum - duration) <= kRounding * (parts.length + 1),
            () => `segment ${msn}: parts ${sum} s, EXTINF ${duration}`);
    }
}

/**
 * @param {Check} check
 * @param {Segment} segment
 */
function checkSegment(check, { msn, pdt, map, gap, parts }) {
    check('date-time-is-there', pdt !== undefined, () => `segment ${msn}`);
    check('map-is-there', map !== undefined, () => `segment ${msn}`);
    if (gap) {
        check('gap-parts-are-marked', parts.every((part) => part.gap), () => `segment ${msn}`);
    }
}

/**
 * @param {Check} check
 * @param {Segment} before
 * @param {Segment} segment
 */
function checkSeam(check, before, { msn, pdt, map, gap, discontinuity }) {
    check('map-changes-at-discontinuity', map === before.map || discontinuity,
        () => `segment ${msn}: ${before.map} to ${map}`);
    if (pdt === undefined || before.pdt === undefined) {
        return;
    }
    const due = before.pdt + before.duration * 1000;
    const evidence = () => `segment ${msn} begins ${(pdt - due).toFixed(1)} ms behind the end of ${before.msn}`;
    check('date-time-is-unambiguous', pdt > before.pdt && pdt > due - 1000, evidence);
    // How long a missing segment would have been is a guess.
    if (!discontinuity && !gap && !before.gap) {
        check('date-time-follows-durations', Math.abs(pdt - due) <= kDateTimeMs, evidence);
    }
}

/**
 * @param {Check} check
 * @param {MediaPlaylist} playlist
 */
function checkPartLists(check, { segments, targetDuration, partTarget, ended }) {
    if (partTarget === undefined || ended) {
        return;
    }
    let fromEnd = 0; // of the segment's end
    for (const { msn, duration, gap, parts } of [...segments].reverse()) {
        const where = () => `segment ${msn}, ${fromEnd.toFixed(3)} s from the end, lists ${parts.length} parts`;
        if (fromEnd + duration <= 3 * targetDuration + kRounding && !gap) {
            check('parts-near-the-edge-are-listed', parts.length > 0, where);
        }
        check('parts-far-from-the-edge-are-gone', fromEnd <= 3 * targetDuration + kRounding
            || parts.length === 0, where);
        fromEnd += duration;
    }
}
