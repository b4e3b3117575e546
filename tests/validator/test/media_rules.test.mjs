// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readFragment } from '../media/fragment.mjs';
import { readInitSection } from '../media/init_section.mjs';
import {
    checkCaptureTime, checkFollows, checkPart, checkSegment, checkSegmentIsItsParts, readMedia, zeroOf,
} from '../rules/media_rules.mjs';
import { breachesOf } from './breaches.mjs';
import { chunk, kAudioInit, kVideoInit } from './media_bytes.mjs';

const kInit = readInitSection(kVideoInit);
const kCaptured = Date.parse('2026-03-01T20:00:50Z');

/** @param {Partial<import('../playlist/media_playlist.mjs').Part>} [other] */
function part(other) {
    return { uri: '50.0.m4s', duration: 0.2, independent: true, gap: false, ...other };
}

/** @param {Partial<import('../playlist/media_playlist.mjs').Segment>} [other] */
function segment(other) {
    return {
        msn: 50, discontinuitySequence: 0, duration: 0.2, uri: '50.m4s', gap: false, discontinuity: false,
            map: 'init-0.mp4',
        pdt: kCaptured, parts: [part()], ...other,
    };
}

test('an init section says time scale, codec and size', () => {
    assert.deepEqual({ ...kInit, defaults: undefined }, {
        kind: 'video', timescale: 30_000, codec: 'avc1.42c01f', width: 1280, height: 720, channels: 0, tracks: 1,
            defaults: undefined,
    });
    const { kind, timescale, codec, channels } = readInitSection(kAudioInit);
    assert.deepEqual({ kind, timescale, codec, channels },
        { kind: 'audio', timescale: 48_000, codec: 'mp4a.40.2', channels: 2 });
});

test('chunks one behind the other are one run', () => {
    const fragment = readFragment(Buffer.concat([chunk(90_000, 3,
        { sync: true, wallMs: kCaptured }), chunk(93_000, 3)]), kInit);
    assert.deepEqual({ ...fragment, captures: fragment.captures.map(({ wallMs }) => Math.round(wallMs)) }, {
        decodeTime: 90_000, duration: 6000, samples: 6, startsWithSync: true, hasSync: true, captures: [kCaptured],
    });
});

test('media-can-be-read: cut off, empty, or with a hole', () => {
    const whole = chunk(90_000, 6);
    for (const bytes of [whole.subarray(0, -1), Buffer.alloc(0), Buffer.concat([whole, chunk(99_000, 6)]),
        Buffer.from('not media')]) {
        assert.deepEqual(breachesOf((check) => readMedia(check, 'x', bytes, kInit)), ['media-can-be-read']);
    }
    assert.deepEqual(breachesOf((check) => readMedia(check, 'x', whole, kInit)), []);
});

test('part-duration-is-true and part-independent-is-true', () => {
    const look = (/** @type {Partial<import('../playlist/media_playlist.mjs').Part>} */ other, sync = true) => (
        breachesOf((check) => checkPart(check, part(other), readFragment(chunk(90_000, 6, { sync }), kInit), kInit)));
    assert.deepEqual(look({}), []);
    assert.deepEqual(look({ duration: 0.20002 }), ['part-duration-is-true']);
    assert.deepEqual(look({ independent: false }), ['part-independent-is-true']);
    assert.deepEqual(look({}, false), ['part-independent-is-true']);
});

test('parts-follow-each-other', () => {
    const look = (/** @type {number} */ decodeTime) => breachesOf((check) => (
        checkFollows(check, '50.1.m4s', readFragment(chunk(90_000, 6), kInit), readFragment(chunk(decodeTime, 6),
            kInit))));
    assert.deepEqual(look(96_000), []);
    assert.deepEqual(look(96_001), ['parts-follow-each-other']);
});

test('segment-duration-is-true and segment-starts-independent', () => {
    const look = (/** @type {number} */ duration, sync = true) => breachesOf((check) => (
        checkSegment(check, segment({ duration }), readFragment(chunk(90_000, 6, { sync }), kInit), kInit)));
    assert.deepEqual(look(0.2), []);
    assert.deepEqual(look(0.201), ['segment-duration-is-true']);
    assert.deepEqual(look(0.2, false), ['segment-starts-independent']);
});

test('segment-is-its-parts', () => {
    const parts = [chunk(90_000, 6), chunk(96_000, 6)];
    const look = (/** @type {Buffer} */ bytes) => breachesOf((check) => checkSegmentIsItsParts(check, '50.m4s', bytes,
        parts));
    assert.deepEqual(look(Buffer.concat(parts)), []);
    assert.deepEqual(look(Buffer.concat([parts[1], parts[0]])), ['segment-is-its-parts']);
});

test('date-time-is-capture-time', () => {
    const look = (/** @type {number} */ wallMs) => breachesOf((check) => (
        checkCaptureTime(check, segment(), readFragment(chunk(90_000, 6, { wallMs }), kInit), kInit)));
    assert.deepEqual(look(kCaptured + 5), []);
    assert.deepEqual(look(kCaptured + 25), ['date-time-is-capture-time']);
});

test('media time 0 has a date and time', () => {
    assert.equal(zeroOf(segment(), readFragment(chunk(90_000, 6), kInit), kInit), kCaptured - 3000);
});
