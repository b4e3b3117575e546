// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// What may change from one version of a media playlist to the next. No restart of anything excuses a breach.
import { compareEdges, edgeOf, nextOf } from '../playlist/media_playlist.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../playlist/media_playlist.mjs').Segment} Segment */
/** @typedef {import('../playlist/media_playlist.mjs').Part} Part */

/** @type {import('./rule.mjs').RuleTable} */
export const kUpdateRules = {
    'media-sequence-never-goes-back': ['6.2.2', 'EXT-X-MEDIA-SEQUENCE does not go back'],
    'discontinuity-sequence-never-goes-back': ['6.2.2', 'EXT-X-DISCONTINUITY-SEQUENCE does not go back'],
    'edge-never-goes-back': ['6.2.1, DESIGN 5', 'the last part is never before the last one of an earlier version'],
    'target-duration-is-constant': ['6.2.1', 'TARGETDURATION does not change'],
    'part-target-is-constant': ['DESIGN 5', 'PART-TARGET does not change: AVPlayer stops'],
    'server-control-is-constant': ['6.2.4', 'EXT-X-SERVER-CONTROL does not change'],
    'version-is-constant': ['4.4.1.2', 'EXT-X-VERSION of the whole playlist does not change'],
    'segment-stays-as-it-was': ['6.2.1, 6.2.2',
        'a segment keeps its msn, URI, duration, date-time, init section, gap and discontinuity sequence number'],
    'segments-have-no-hole': ['6.2.2', 'msn go up by one for each segment: the first msn goes up by what is gone'],
    'part-stays-as-it-was': ['6.2.1',
        'a part keeps its place, URI, duration and marks until its segment\'s parts go as a whole'],
    'window-is-long-enough': ['6.2.2', 'no segment goes while less than three target durations would be left'],
    'end-is-final': ['4.4.3.4, 6.2.1', 'nothing comes behind EXT-X-ENDLIST'],
    'hint-comes-true': ['4.4.5.3',
        'the part that comes next has the URI that was hinted; only where a stream or an encoder begins may the ' +
            'plan have been another (6.2.6)'],
    'map-hint-comes-true': ['4.4.5.3', 'a hinted init section is the next one'],
};

/**
 * @param {Check} check
 * @param {MediaPlaylist} before
 * @param {MediaPlaylist} now both whole, none a delta update
 * @param {{afterRestart?: boolean}} [what] afterRestart: the server fell between the two; the newest parts may be gone
 *   until they are sent again, whole segments and all numbers stay
 */
export function checkUpdate(check, before, now, { afterRestart = false } = {}) {
    if (afterRestart) {
        checkUpdate(check, wholeOf(before), wholeOf(now));
        return;
    }
    const wentBack = (/** @type {string} */ id, /** @type {number} */ was, /** @type {number} */ is) => (
        check(id, is >= was, () => `from ${was} to ${is}`));
    wentBack('media-sequence-never-goes-back', before.mediaSequence, now.mediaSequence);
    wentBack('discontinuity-sequence-never-goes-back', before.discontinuitySequence, now.discontinuitySequence);
    const [was, is] = [edgeOf(before), edgeOf(now)];
    check('edge-never-goes-back', compareEdges(is, was) >= 0,
        () => `from ${was.msn}.${was.part} to ${is.msn}.${is.part}`);
    for (const [id, name] of /** @type {const} */ ([
        ['target-duration-is-constant', 'targetDuration'], ['part-target-is-constant', 'partTarget'],
        ['version-is-constant', 'version'],
    ])) {
        check(id, before[name] === now[name], () => `${before[name]}, then ${now[name]}`);
    }
    check('server-control-is-constant', sameText(before.serverControl, now.serverControl),
        () => JSON.stringify(now.serverControl));
    checkSegments(check, before, now);
    checkWindow(check, before, now);
    checkHint(check, before, now);
    if (before.ended) {
        check('end-is-final', now.ended && compareEdges(is, was) === 0,
            () => `${is.msn}.${is.part} behind ${was.msn}.${was.part}`);
    }
}

/**
 * The whole segments of a playlist alone.
 * @param {MediaPlaylist} playlist
 * @returns {MediaPlaylist}
 */
function wholeOf(playlist) {
    const whole = playlist.segments.filter(({ uri }) => uri !== undefined);
    return { ...playlist, hints: [], segments: whole.map((segment) => ({ ...segment, parts: [] })) };
}

/**
 * @param {Check} check
 * @param {MediaPlaylist} before
 * @param {MediaPlaylist} now
 */
function checkSegments(check, before, now) {
    const first = now.segments[0]?.msn ?? 0;
    for (const segment of before.segments.filter(({ msn }) => msn >= first)) {
        const same = now.segments[segment.msn - first];
        if (check('segments-have-no-hole', same?.msn === segment.msn,
            () => `segment ${segment.msn} is not where it has to be`)) {
            checkSame(check, segment, same);
        }
    }
}

/**
 * @param {Check} check
 * @param {Segment} before
 * @param {Segment} now
 */
function checkSame(check, before, now) {
    const facts = (/** @type {Segment} */ segment) => {
        const { msn, pdt, map, gap, discontinuitySequence, uri, duration } = segment;
        return { msn, pdt, map, discontinuitySequence, ...(before.uri ? { uri, duration, gap } : {}) };
    };
    check('segment-stays-as-it-was', sameText(facts(before), facts(now)),
        () => `${JSON.stringify(facts(before))}, then ${JSON.stringify(facts(now))}`);
    const partsAreGone = now.parts.length === 0 && now.uri !== undefined;
    const mayGrow = before.uri === undefined;
    const kept = now.parts.slice(0, before.parts.length);
    const isRight = partsAreGone || (sameText(before.parts, kept)
        && (mayGrow || now.parts.length === before.parts.length));
    check('part-stays-as-it-was', isRight,
        () => `segment ${now.msn}: ${JSON.stringify(before.parts)}, then ${JSON.stringify(now.parts)}`);
}

/**
 * @param {Check} check
 * @param {MediaPlaylist} before
 * @param {MediaPlaylist} now
 */
function checkWindow(check, before, now) {
    if (now.mediaSequence > before.mediaSequence && !now.ended) {
        const left = now.segments.reduce((sum, segment) => sum + segment.duration, 0);
        check('window-is-long-enough', left >= 3 * now.targetDuration, () => `${left.toFixed(3)} s are left`);
    }
}

/**
 * @param {Check} check
 * @param {MediaPlaylist} before
 * @param {MediaPlaylist} now
 */
function checkHint(check, before, now) {
    const hintOf = (/** @type {string} */ type) => before.hints.find((hint) => hint.type === type)?.uri;
    const came = partAfter(before, now);
    const hinted = hintOf('PART');
    if (came && hinted !== undefined) {
        check('hint-comes-true', came.uri === hinted, () => `hinted ${hinted}, came ${came.uri}`);
    }
    const map = hintOf('MAP');
    const last = before.segments[before.segments.length - 1];
    const next = now.segments.find(({ msn, map: uri }) => msn >= (last?.msn ?? 0) && uri !== last?.map);
    if (map !== undefined && next) {
        check('map-hint-comes-true', next.map === map, () => `hinted ${map}, came ${next.map}`);
    }
}

/**
 * The part that follows the last one of `before`. A planned part may stay away where the encoder started anew (§6.2.6),
 * in front of its first segment and at the end of that: then there is none.
 * @param {MediaPlaylist} before
 * @param {MediaPlaylist} now
 * @returns {Part | undefined}
 */
function partAfter(before, now) {
    const { msn, part } = nextOf(before);
    const own = now.segments.find((segment) => segment.msn === msn);
    const next = now.segments.find((segment) => segment.msn === msn + 1);
    const isHere = own && (own.uri === undefined || part < own.parts.length);
    const partsAreGone = own?.uri !== undefined && own.parts.length === 0 && part > 0;
    const isOfFirst = !isHere && (own?.discontinuity || own?.msn === before.mediaSequence);
    const segment = isHere ? own : partsAreGone || isOfFirst ? undefined : next;
    return segment && !segment.discontinuity && !segment.gap
        && !own?.gap ? segment.parts[isHere ? part : 0] : undefined;
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
function sameText(a, b) {
    return JSON.stringify(a) === JSON.stringify(b);
}
