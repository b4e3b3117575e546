// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// Blocking reloads (rfc8216bis §6.2.5.2), the usual and the odd, and hinted resources (§6.2.6).
import { compareEdges, edgeOf } from '../playlist/media_playlist.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../playlist/media_playlist.mjs').Edge} Edge */
/** @typedef {import('../net/client.mjs').Answer} Answer */

/** @type {import('./rule.mjs').RuleTable} */
export const kReloadRules = {
    'reload-waits-for-the-part': ['6.2.5.2',
        'the answer holds the part asked for or a later one; past a segment\'s end, part 0 of the next'],
    'reload-waits-for-the-segment': ['6.2.5.2', 'asked for a segment without a part, the answer holds it as a whole'],
    'stale-reload-gets-the-whole': ['6.2.5.2',
        'a segment that is there or gone is answered with the whole playlist at once'],
    'past-the-end-is-the-next-segment': ['6.2.5.2',
        'a part past the end of a whole segment is part 0 of the next, which is there: answered at once'],
    'part-without-segment-is-refused': ['6.2.5.2', '_HLS_part without _HLS_msn: 400'],
    'far-segment-is-refused': ['6.2.5.2', 'a segment more than two behind the last: 400 at once'],
    'far-part-is-refused': ['6.2.5.2', 'a part beyond the advance part limit: 400 at once'],
    'malformed-directive-is-refused': ['6.2.5.2', 'a directive that is no decimal integer: 400'],
    'other-parameters-are-ignored': ['6.2.5', 'a query that is no directive changes nothing'],
    'directives-are-ignored-after-the-end': ['6.2.5.2, 6.2.5.1',
        'behind EXT-X-ENDLIST every directive is answered with the whole playlist at once'],
    'hinted-part-is-answered': ['6.2.6', 'a hinted part can be asked for at once and comes'],
    'hinted-part-is-the-part': ['4.4.5.3, DESIGN 5',
        'what came for the hint has the bytes of the part that is listed then'],
    'hinted-part-comes-at-full-speed': ['6.2.6',
        'no byte of a hinted part is sent before the whole is there: in the median it takes less than half its ' +
            'duration from the first byte to the last'],
    'unknown-part-is-not-found': ['6.2.6', 'a part that is neither listed nor hinted: 404'],
    'segments-come-in-time': ['6.2.1',
        'nine new segments of ten come within 1.5 target durations of the one before: one late one is the machine, ' +
            'many are the server'],
    'stream-keeps-real-time': ['6.2.1',
        'parts come as fast as they play: no more than a target duration behind over the whole time'],
};

/**
 * @param {Check} check
 * @param {Edge} asked
 * @param {MediaPlaylist} playlist the answer
 */
export function checkReload(check, asked, playlist) {
    const edge = edgeOf(playlist);
    check('reload-waits-for-the-part', playlist.ended || compareEdges(edge, asked) >= 0,
        () => `asked for ${asked.msn}.${asked.part}, got up to ${edge.msn}.${edge.part}`);
}

/**
 * @param {Check} check
 * @param {number} msn asked for
 * @param {MediaPlaylist} playlist the answer
 */
export function checkSegmentReload(check, msn, playlist) {
    const whole = playlist.segments.filter(({ uri }) => uri !== undefined);
    const last = whole[whole.length - 1]?.msn ?? -1;
    check('reload-waits-for-the-segment', playlist.ended || last >= msn, () => `asked for ${msn}, got up to ${last}`);
}

/**
 * An odd request and how it is answered.
 * @param {Check} check
 * @param {string} id of the rule
 * @param {Answer} answer
 * @param {{status: number, withinMs: number}} expected
 */
export function checkAnswer(check, id, { url, status, sentAt, endAt }, { status: expected, withinMs }) {
    const took = endAt - sentAt;
    check(id, status === expected && took <= withinMs, () => `${url}: ${status} after ${took.toFixed(0)} ms`);
}

/**
 * @param {Check} check
 * @param {number[]} shares each: time from first to last byte of a hinted part, over its duration
 */
export function checkFullSpeed(check, shares) {
    const middle = [...shares].sort((a, b) => a - b)[Math.floor(shares.length / 2)] ?? 0;
    check('hinted-part-comes-at-full-speed', middle < 0.5,
        () => `${(100 * middle).toFixed(0)} % of a part's duration from first to last byte`);
}

/**
 * @param {Check} check
 * @param {number[]} seconds from each new segment to the next
 * @param {number} targetDuration
 */
export function checkSegmentsInTime(check, seconds, targetDuration) {
    const late = seconds.filter((one) => one > 1.5 * targetDuration);
    check('segments-come-in-time', late.length <= seconds.length / 10,
        () => `${late.length} of ${seconds.length} late: ${late.map((one) => one.toFixed(3)).join(', ')} s`);
}

/**
 * @param {Check} check
 * @param {number} played seconds of media that came
 * @param {number} passed seconds meanwhile
 * @param {number} targetDuration
 */
export function checkRealTime(check, played, passed, targetDuration) {
    check('stream-keeps-real-time', passed - played <= targetDuration,
        () => `${played.toFixed(3)} s of media in ${passed.toFixed(3)} s`);
}
