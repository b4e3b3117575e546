// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// What the renditions of one event have to agree on (rfc8216bis §6.2.4, Appendix B.1).
import { compareEdges } from '../playlist/media_playlist.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../playlist/media_playlist.mjs').MediaPlaylist} MediaPlaylist */
/** @typedef {import('../playlist/media_playlist.mjs').RenditionReport} RenditionReport */
/** @typedef {import('../playlist/media_playlist.mjs').Edge} Edge */

/** @type {import('./rule.mjs').RuleTable} */
export const kRenditionRules = {
    'report-for-every-other-rendition': ['B.1',
        'exactly one EXT-X-RENDITION-REPORT for each other rendition of the multivariant playlist, none for itself'],
    'report-uri-is-relative': ['4.4.5.4', 'the URI of a report is relative to its playlist'],
    'report-names-last-part': ['4.4.5.4', 'a report on a rendition with parts has LAST-PART'],
    'report-is-not-behind': ['4.4.5.4',
        'a report is as new as what the rendition had served before the playlist was asked for'],
    'report-is-not-ahead': ['4.4.5.4', 'what a report says can be had from the rendition at once'],
    'target-durations-are-equal': ['6.2.4', 'all renditions have one target duration'],
    'server-controls-are-equal': ['6.2.4', 'all renditions have one EXT-X-SERVER-CONTROL'],
    'media-sequences-are-aligned': ['DESIGN 5',
        'segments of one msn begin within a part target of each other in all renditions'],
    'discontinuities-are-aligned': ['6.2.4',
        'segments of one msn have one discontinuity sequence number in all renditions'],
    'date-times-are-alike': ['6.2.4', 'one media time is one date and time in all renditions, within 3 ms'],
};

const kDateTimeMs = 3;

/**
 * @param {Check} check
 * @param {MediaPlaylist} playlist
 * @param {string} url of the playlist
 * @param {string[]} renditions URLs of all renditions
 */
export function checkReports(check, playlist, url, renditions) {
    const reported = playlist.reports.map(({ uri }) => new URL(uri, url).href).sort();
    const others = renditions.filter((rendition) => rendition !== url).sort();
    check('report-for-every-other-rendition', playlist.ended || reported.join() === others.join(),
        () => `reports on ${reported.join(' ') || 'nothing'}, renditions ${others.join(' ')}`);
    for (const { uri, lastPart } of playlist.reports) {
        check('report-uri-is-relative', !/^([a-z][a-z0-9+.-]*:|\/)/i.test(uri), () => uri);
        check('report-names-last-part', lastPart !== undefined || playlist.partTarget === undefined, () => uri);
    }
}

/** @param {RenditionReport} report @returns {Edge} */
export function edgeOfReport({ lastMsn, lastPart }) {
    return { msn: lastMsn, part: lastPart ?? -1 };
}

/**
 * @param {Check} check
 * @param {RenditionReport} report
 * @param {Edge} served by the rendition before the playlist with the report was asked for
 */
export function checkReportIsNotBehind(check, report, served) {
    check('report-is-not-behind', compareEdges(edgeOfReport(report), served) >= 0,
        () => `${report.uri} at ${report.lastMsn}.${report.lastPart}, it had served ${served.msn}.${served.part}`);
}

/**
 * @param {Check} check
 * @param {RenditionReport} report
 * @param {Edge} served by the rendition to a request made after the report was read
 */
export function checkReportIsNotAhead(check, report, served) {
    check('report-is-not-ahead', compareEdges(edgeOfReport(report), served) <= 0,
        () => `${report.uri} at ${report.lastMsn}.${report.lastPart}, it serves ${served.msn}.${served.part}`);
}

/**
 * @param {Check} check
 * @param {MediaPlaylist} playlist
 * @param {MediaPlaylist} other of another rendition, at about the same time
 */
export function checkAlike(check, playlist, other) {
    check('target-durations-are-equal', playlist.targetDuration === other.targetDuration,
        () => `${playlist.targetDuration} and ${other.targetDuration}`);
    const [control, otherControl] = [playlist, other].map(({ serverControl }) => JSON.stringify(serverControl));
    check('server-controls-are-equal', control === otherControl, () => `${control} and ${otherControl}`);
    const within = Math.max(playlist.partTarget ?? 0, other.partTarget ?? 0) * 1000;
    for (const segment of playlist.segments) {
        const match = other.segments.find(({ msn }) => msn === segment.msn);
        if (!match || match.gap || segment.gap) {
            continue;
        }
        check('discontinuities-are-aligned', match.discontinuitySequence === segment.discontinuitySequence,
            () => `segment ${segment.msn}: ${segment.discontinuitySequence} and ${match.discontinuitySequence}`);
        if (segment.pdt !== undefined && match.pdt !== undefined) {
            const apart = Math.abs(segment.pdt - match.pdt);
            check('media-sequences-are-aligned', apart <= within,
                () => `segments ${segment.msn} begin ${apart} ms apart`);
        }
    }
}

/**
 * @param {Check} check
 * @param {number} zero programme date-time of media time 0 in one rendition, ms
 * @param {number} otherZero in another, of the same discontinuity sequence
 */
export function checkDateTimesAlike(check, zero, otherZero) {
    check('date-times-are-alike', Math.abs(zero - otherZero) <= kDateTimeMs,
        () => `${(zero - otherZero).toFixed(3)} ms apart`);
}

