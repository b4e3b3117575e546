// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import {
    checkHead, checkHeadOfGet, checkNotModified, checkPacked, checkPackedIsPlain, checkRange, checkRangeBehindTheEnd,
} from '../rules/http_rules.mjs';
import { breachesOf } from './breaches.mjs';

/** @typedef {import('../net/client.mjs').Answer} Answer */
/** @typedef {import('../rules/http_rules.mjs').Kind} Kind */

const kPlaylist = {
    'content-type': 'application/vnd.apple.mpegurl', 'vary': 'Accept-Encoding', 'access-control-allow-origin': '*',
};
const kBlocking = { ...kPlaylist, 'cache-control': 'max-age=12' };
const kMedia = {
    'content-type': 'video/mp4', 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=31536000, immutable',
};
const kError = { 'content-type': 'application/problem+json', 'access-control-allow-origin': '*',
    'cache-control': 'max-age=1' };

/**
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @param {Partial<Answer>} [other]
 * @returns {Answer}
 */
function answer(headers, other) {
    return { url: 'http://origin/x', method: 'GET', status: 200, headers, bytes: Buffer.from('0123456789'), sentAt: 0,
        headAt: 0, endAt: 0, ...other };
}

/** @param {Kind} kind @param {import('node:http').IncomingHttpHeaders} headers @param {Partial<Answer>} [other] */
function look(kind, headers, other) {
    return breachesOf((check) => checkHead(check, answer(headers, other), kind, 2));
}

test('good heads breach nothing', () => {
    assert.deepEqual(look('blocking', kBlocking), []);
    assert.deepEqual(look('plain', { ...kPlaylist, 'cache-control': 'max-age=1' }), []);
    assert.deepEqual(look('multivariant', { ...kPlaylist, 'cache-control': 'max-age=1' }), []);
    assert.deepEqual(look('media', { ...kMedia, 'content-length': '10' }), []);
    assert.deepEqual(look('blocking', kError, { status: 400 }), []);
});

/** @type {[rule: string, kind: Kind, headers: import('node:http').IncomingHttpHeaders, other?: Partial<Answer>][]} */
const kBad = [
    ['content-type-is-right', 'media', { ...kMedia, 'content-type': 'application/octet-stream' }],
    ['content-type-is-right', 'blocking', { ...kBlocking, 'content-type': 'text/plain' }],
    ['length-is-right', 'media', { ...kMedia, 'content-length': '11' }],
    ['blocking-playlist-is-cached-long', 'blocking', { ...kBlocking, 'cache-control': 'max-age=1' }],
    ['blocking-playlist-is-cached-long', 'blocking', { ...kBlocking, 'cache-control': 'private, max-age=12' }],
    ['plain-playlist-is-cached-short', 'plain', kBlocking],
    ['plain-playlist-is-cached-short', 'plain', { ...kPlaylist, 'cache-control': 'max-age=0' }],
    ['multivariant-is-cached-short', 'multivariant', kBlocking],
    ['media-is-immutable', 'media', { ...kMedia, 'cache-control': 'max-age=31536000' }],
    ['media-is-immutable', 'media', { ...kMedia, 'cache-control': 'max-age=60, immutable' }],
    ['error-is-cached-short', 'media', { ...kError, 'cache-control': 'no-store' }, { status: 404 }],
    ['vary-names-only-encoding', 'blocking', { ...kBlocking, vary: 'Accept-Encoding, Origin' }],
    ['vary-names-only-encoding', 'blocking', { ...kBlocking, vary: undefined }],
    ['vary-names-only-encoding', 'media', { ...kMedia, vary: '*' }],
    ['any-origin-may-read', 'media', { ...kMedia, 'access-control-allow-origin': 'https://a.example' }],
    ['any-origin-may-read', 'media', { ...kMedia, 'access-control-allow-credentials': 'true' }],
    ['any-origin-may-read', 'media', { ...kError, 'access-control-allow-origin': undefined }, { status: 404 }],
    ['no-cookie-is-set', 'media', { ...kMedia, 'set-cookie': ['viewer=7'] }],
];

for (const [rule, kind, headers, other] of kBad) {
    test(`${rule}: ${kind} ${JSON.stringify(headers)}`, () => assert.deepEqual(look(kind, headers, other), [rule]));
}

test('playlist-is-packed-on-request and packed-is-the-plain-text', () => {
    const packed = answer({ ...kBlocking, 'content-encoding': 'gzip' }, { bytes: gzipSync('0123456789') });
    const other = answer({ ...kBlocking, 'content-encoding': 'gzip' }, { bytes: gzipSync('012345678') });
    const plain = answer(kBlocking);
    assert.deepEqual(breachesOf((check) => checkPacked(check, packed, true)), []);
    assert.deepEqual(breachesOf((check) => checkPacked(check, plain, true)), ['playlist-is-packed-on-request']);
    assert.deepEqual(breachesOf((check) => checkPacked(check, packed, false)), ['playlist-is-packed-on-request']);
    assert.deepEqual(breachesOf((check) => checkPackedIsPlain(check, packed, plain)), []);
    assert.deepEqual(breachesOf((check) => checkPackedIsPlain(check, other, plain)), ['packed-is-the-plain-text']);
});

test('head-is-the-head-of-get', () => {
    const none = { method: 'HEAD', bytes: Buffer.alloc(0) };
    const compare = (/** @type {Answer} */ head) => (
        breachesOf((check) => checkHeadOfGet(check, answer({ ...kMedia, 'content-length': '10' }), head,
            { isFixed: true })));
    assert.deepEqual(compare(answer({ ...kMedia, 'content-length': '10' }, none)), []);
    assert.deepEqual(compare(answer({ ...kMedia, 'content-length': '0' }, none)), ['head-is-the-head-of-get']);
    assert.deepEqual(compare(answer({ ...kMedia, 'content-length': '10' },
        { ...none, status: 405 })), ['head-is-the-head-of-get']);
    assert.deepEqual(compare(answer({ ...kMedia, 'content-length': '10' })), ['head-is-the-head-of-get']);
});

test('range-is-that-part and range-behind-the-end-is-refused', () => {
    const whole = answer(kMedia);
    const range = (/** @type {Partial<Answer>} */ other, contentRange = 'bytes 2-4/10') => breachesOf((check) => (
        checkRange(check, whole, answer({ ...kMedia, 'content-range': contentRange },
            { status: 206, bytes: Buffer.from('234'), ...other }), [2, 4])));
    assert.deepEqual(range({}), []);
    assert.deepEqual(range({ bytes: Buffer.from('345') }), ['range-is-that-part']);
    assert.deepEqual(range({ status: 200 }), ['range-is-that-part']);
    assert.deepEqual(range({}, 'bytes 2-4/*'), ['range-is-that-part']);
    const behind = (/** @type {number} */ status) => breachesOf((check) => (
        checkRangeBehindTheEnd(check, whole, answer({ 'content-range': 'bytes */10' }, { status }))));
    assert.deepEqual(behind(416), []);
    assert.deepEqual(behind(200), ['range-behind-the-end-is-refused']);
});

test('known-tag-saves-the-body', () => {
    assert.deepEqual(breachesOf((check) => checkNotModified(check, answer({},
        { status: 304, bytes: Buffer.alloc(0) }))), []);
    assert.deepEqual(breachesOf((check) => checkNotModified(check, answer({}))), ['known-tag-saves-the-body']);
});
