// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// The head of every answer, and what HEAD, Range and conditional requests have to be to a GET.
import { textOf } from '../net/client.mjs';

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../net/client.mjs').Answer} Answer */
/** @typedef {'multivariant' | 'plain' | 'blocking' | 'media'} Kind of what was asked for */

/** @type {import('./rule.mjs').RuleTable} */
export const kHttpRules = {
    'request-is-answered': ['6.2.1', 'what a playlist names is there: 200'],
    'content-type-is-right': ['4.1, 10', 'playlists are application/vnd.apple.mpegurl, media video/mp4 or audio/mp4'],
    'length-is-right': ['RFC 9110 8.6', 'Content-Length is the length of what came'],
    'blocking-playlist-is-cached-long': ['B.1, DESIGN 5',
        'an answer to a blocking reload may be kept for six target durations'],
    'plain-playlist-is-cached-short': ['B.1, DESIGN 5',
        'a playlist asked for without directives may be kept for half a target duration, but a second at least'],
    'multivariant-is-cached-short': ['B.1', 'the multivariant playlist may be kept for a target duration at most'],
    'media-is-immutable': ['DESIGN 5', 'parts, segments and init sections may be kept for a year and are immutable'],
    'error-is-cached-short': ['DESIGN 5', 'an error may be kept for one second'],
    'vary-names-only-encoding': ['DESIGN 5',
        'Vary names Accept-Encoding and nothing else; a playlist, which is packed on request, has it'],
    'any-origin-may-read': ['DESIGN 5',
        'Access-Control-Allow-Origin is *, errors too, and credentials are not mentioned'],
    'no-cookie-is-set': ['DESIGN 5', 'nothing per viewer: no Set-Cookie'],
    'playlist-is-packed-on-request': ['6.2.1, B.1',
        'a client that takes gzip gets gzip, one that does not gets plain text'],
    'packed-is-the-plain-text': ['DESIGN 5', 'unpacked, a playlist has the bytes of the plain one'],
    'head-is-the-head-of-get': ['RFC 9110 9.3.2', 'HEAD has GET\'s status and headers, and no body'],
    'range-is-that-part': ['RFC 9110 14',
        'where Accept-Ranges: bytes is said, a range is answered 206 with those bytes and Content-Range'],
    'range-behind-the-end-is-refused': ['RFC 9110 15.5.17', 'a range behind the end is answered 416 with the length'],
    'known-tag-saves-the-body': ['RFC 9110 13.1.2', 'If-None-Match with the ETag that was given is answered 304'],
};

const kYear = 31_536_000;

/**
 * @param {Check} check
 * @param {Answer} answer
 * @param {Kind} kind
 * @param {number} targetDuration seconds
 */
export function checkHead(check, answer, kind, targetDuration) {
    const { url, status, headers, bytes, method } = answer;
    const show = (/** @type {string} */ name) => () => `${url} ${status}: ${name} ${headers[name]}`;
    const isMedia = kind === 'media';
    checkCaching(check, answer, kind, targetDuration);
    const vary = headers.vary?.toLowerCase();
    check('vary-names-only-encoding', vary === 'accept-encoding' || (vary === undefined
        && (isMedia || status !== 200)), show('vary'));
    check('any-origin-may-read', headers['access-control-allow-origin'] === '*'
        && !('access-control-allow-credentials' in headers),
        show('access-control-allow-origin'));
    check('no-cookie-is-set', !('set-cookie' in headers), show('set-cookie'));
    if (method !== 'HEAD' && headers['content-length'] !== undefined) {
        check('length-is-right', Number(headers['content-length']) === bytes.length, show('content-length'));
    }
    if (status === 200) {
        const type = isMedia ? /^(?:video|audio)\/mp4$/ : /^application\/vnd\.apple\.mpegurl$/;
        check('content-type-is-right', type.test(headers['content-type'] ?? ''), show('content-type'));
    }
}

/**
 * @param {Check} check
 * @param {Answer} answer
 * @param {Kind} kind
 * @param {number} targetDuration
 */
function checkCaching(check, { url, status, headers }, kind, targetDuration) {
    const control = headers['cache-control'] ?? '';
    const age = Number(/(?:^|[ ,])max-age=(\d+)/.exec(control)?.[1] ?? NaN);
    const isShared = !/private|no-store|no-cache/.test(control);
    const show = () => `${url} ${status}: cache-control ${control}`;
    if (status >= 400) {
        check('error-is-cached-short', isShared && age === 1, show);
    } else if (kind === 'media') {
        check('media-is-immutable', isShared && age === kYear && /immutable/.test(control), show);
    } else if (kind === 'blocking') {
        check('blocking-playlist-is-cached-long', isShared && age === 6 * targetDuration, show);
    } else if (kind === 'multivariant') {
        check('multivariant-is-cached-short', isShared && age <= targetDuration, show);
    } else {
        check('plain-playlist-is-cached-short', isShared && age === Math.max(1, Math.floor(targetDuration / 2)), show);
    }
}

/**
 * @param {Check} check
 * @param {Answer} answer to a request that takes gzip or not
 * @param {boolean} asked for gzip
 */
export function checkPacked(check, { url, headers }, asked) {
    const packed = headers['content-encoding'] === 'gzip';
    check('playlist-is-packed-on-request', packed === asked,
        () => `${url}: content-encoding ${headers['content-encoding']}`);
}

/**
 * @param {Check} check
 * @param {Answer} packed
 * @param {Answer} plain of the same version
 */
export function checkPackedIsPlain(check, packed, plain) {
    check('packed-is-the-plain-text', textOf(packed) === textOf(plain), () => packed.url);
}

/**
 * @param {Check} check
 * @param {Answer} get
 * @param {Answer} head
 * @param {{isFixed: boolean}} what isFixed: nothing can have changed between the two
 */
export function checkHeadOfGet(check, get, head, { isFixed }) {
    const names = ['content-type', 'cache-control', 'vary', 'content-encoding', 'access-control-allow-origin',
        ...(isFixed ? ['content-length', 'etag', 'accept-ranges'] : [])];
    const different = names.filter((name) => get.headers[name] !== head.headers[name]);
    check('head-is-the-head-of-get', head.status === get.status && different.length === 0 && head.bytes.length === 0,
        () => `${get.url}: GET ${get.status}, HEAD ${head.status} with ${head.bytes.length} bytes, ` +
            `other: ${different.join(' ') || 'none'}`);
}

/**
 * @param {Check} check
 * @param {Answer} whole
 * @param {Answer} ranged
 * @param {[first: number, last: number]} range inclusive
 */
export function checkRange(check, whole, ranged, [first, last]) {
    const end = Math.min(last, whole.bytes.length - 1);
    const isRight = ranged.status === 206 && ranged.bytes.equals(whole.bytes.subarray(first, end + 1))
        && ranged.headers['content-range'] === `bytes ${first}-${end}/${whole.bytes.length}`;
    check('range-is-that-part', isRight,
        () => `${whole.url}: ${ranged.status}, content-range ${ranged.headers['content-range']}`);
}

/**
 * @param {Check} check
 * @param {Answer} whole
 * @param {Answer} ranged
 */
export function checkRangeBehindTheEnd(check, whole, ranged) {
    const isRight = ranged.status === 416 && ranged.headers['content-range'] === `bytes */${whole.bytes.length}`;
    check('range-behind-the-end-is-refused', isRight,
        () => `${whole.url}: ${ranged.status}, content-range ${ranged.headers['content-range']}`);
}

/**
 * @param {Check} check
 * @param {Answer} answer to If-None-Match
 */
export function checkNotModified(check, { url, status, bytes }) {
    check('known-tag-saves-the-body', status === 304 && bytes.length === 0,
        () => `${url}: ${status}, ${bytes.length} bytes`);
}
