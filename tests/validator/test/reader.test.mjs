// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseAttributeList } from '../playlist/attribute_list.mjs';
import { edgeOf, nextOf, readMediaPlaylist } from '../playlist/media_playlist.mjs';
import { readMultivariantPlaylist } from '../playlist/multivariant_playlist.mjs';
import { breachesOf, but, media } from './breaches.mjs';
import { kDelta, kMain, kNext, kWhole } from './literals.mjs';

const read = (/** @type {string} */ text) => breachesOf((check) => readMediaPlaylist(check, text));
const readMain = (/** @type {string} */ text) => breachesOf((check) => readMultivariantPlaylist(check, text));

test('good playlists breach nothing', () => {
    assert.deepEqual([kWhole, kNext, kDelta].flatMap(read), []);
    assert.deepEqual(readMain(kMain), []);
});

test('segments are read with their parts, numbers and times', () => {
    const { segments, hints, reports, partTarget, serverControl } = media(kWhole);
    assert.deepEqual(segments.map(({ msn }) => msn), [40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51]);
    assert.deepEqual(segments[10], {
        msn: 50, discontinuitySequence: 2, duration: 1, uri: '50.m4s', gap: false, discontinuity: false,
            map: 'init-0.mp4',
        pdt: Date.parse('2026-03-01T20:00:50Z'),
        parts: [
            { uri: '50.0.m4s', duration: 0.4, independent: true, gap: false },
            { uri: '50.1.m4s', duration: 0.4, independent: false, gap: false },
            { uri: '50.2.m4s', duration: 0.2, independent: false, gap: false },
        ],
    });
    assert.equal(segments[11].uri, undefined);
    assert.deepEqual(hints, [{ type: 'PART', uri: '51.1.m4s' }]);
    assert.deepEqual(reports, [{ uri: '../a128/index.m3u8', lastMsn: 51, lastPart: 0 }]);
    assert.equal(partTarget, 0.4);
    assert.deepEqual(serverControl, {
        canSkipUntil: 6, canSkipDateRanges: false, holdBack: undefined, partHoldBack: 1.2, canBlockReload: true,
    });
});

test('a discontinuity counts for the segment it stands in front of and for all after it', () => {
    const text = but(kWhole, '#EXTINF:1.00000,\n42.m4s', '#EXT-X-DISCONTINUITY\n#EXTINF:1.00000,\n42.m4s');
    assert.deepEqual(media(text).segments.slice(1, 4).map((segment) => segment.discontinuitySequence), [2, 3, 3]);
});

test('a delta update begins behind what it skips', () => {
    const { segments, skipped, mediaSequence } = media(kDelta);
    assert.deepEqual([mediaSequence, skipped, segments[0].msn, segments[0].map], [40, 5, 45, 'init-0.mp4']);
});

test('what comes next is a part of the open segment, or the first of the one behind the last', () => {
    assert.deepEqual([edgeOf(media(kWhole)), nextOf(media(kWhole))], [{ msn: 51, part: 0 }, { msn: 51, part: 1 }]);
    const atSeam = kWhole.slice(0, kWhole.indexOf('50.m4s') + '50.m4s\n'.length);
    assert.deepEqual([edgeOf(media(atSeam)), nextOf(media(atSeam))], [{ msn: 50, part: 2 }, { msn: 51, part: 0 }]);
});

test('an attribute list ends where it stops being one', () => {
    assert.deepEqual([...parseAttributeList('A=1,B="x,y",C-D=0x1F').attributes], [['A', '1'], ['B', '"x,y"'], ['C-D',
        '0x1F']]);
    for (const text of ['A=1,', 'A=1, B=2', 'a=1', 'A="x', 'A=1B="x"', 'A', '=1']) {
        assert.notEqual(parseAttributeList(text).rest, '', text);
    }
});

/** @type {[rule: string, from: string, to: string][]} */
const kBadMedia = [
    ['text-is-utf8', '#EXTM3U', '\ufeff#EXTM3U'],
    ['text-is-utf8', '46.m4s', '4\u00006.m4s'],
    ['text-has-no-stray-space', '46.m4s', '46.m4s '],
    ['extm3u-is-first', '#EXTM3U\n', ''],
    ['tag-is-known', '#EXT-X-PART-INF:', '#EXT-X-PARTS-INF:'],
    ['tag-is-known', '#EXT-X-VERSION:9', '#EXT-X-VERSION:9\n#EXT-X-KEY:METHOD=NONE'],
    ['tag-is-in-its-playlist', '#EXT-X-MAP:', '#EXT-X-STREAM-INF:BANDWIDTH=1\n#EXT-X-MAP:'],
    ['tag-is-there-once', '#EXT-X-VERSION:9', '#EXT-X-VERSION:9\n#EXT-X-VERSION:9'],
    ['tag-is-there-once', '#EXT-X-TARGETDURATION:1', '#EXT-X-TARGETDURATION:1\n#EXT-X-TARGETDURATION:1'],
    ['tag-value-is-well-formed', '#EXT-X-TARGETDURATION:1', '#EXT-X-TARGETDURATION:1.5'],
    ['tag-value-is-well-formed', '#EXT-X-TARGETDURATION:1', '#EXT-X-TARGETDURATION:0'],
    ['tag-value-is-well-formed', '#EXTINF:1.00000,', '#EXTINF:1.00000'],
    ['tag-value-is-well-formed', '20:00:46.000Z', '20:00:46Z'],
    ['tag-value-is-well-formed', '#EXTM3U', '#EXTM3U:1'],
    ['attribute-list-is-well-formed', 'CAN-BLOCK-RELOAD=YES,', 'CAN-BLOCK-RELOAD=YES, '],
    ['attribute-list-is-well-formed', 'PART-TARGET=0.40000', 'PART-TARGET=0.40000,'],
    ['attribute-is-there-once', 'PART-TARGET=0.40000', 'PART-TARGET=0.40000,PART-TARGET=0.40000'],
    ['attribute-is-known', 'PART-TARGET=0.40000', 'PART-TARGET=0.40000,PART-LEAST=0.3'],
    ['attribute-has-its-type', 'PART-TARGET=0.40000', 'PART-TARGET="0.40000"'],
    ['attribute-has-its-type', 'CAN-BLOCK-RELOAD=YES', 'CAN-BLOCK-RELOAD=NO'],
    ['attribute-has-its-type', 'DURATION=0.40000', 'DURATION=-0.4'],
    ['attribute-has-its-type', 'LAST-MSN=51', 'LAST-MSN=51.5'],
    ['attribute-is-there', 'DURATION=0.40000,URI="48.0.m4s"', 'URI="48.0.m4s"'],
    ['target-duration-is-there', '#EXT-X-TARGETDURATION:1\n', ''],
    ['version-is-high-enough', '#EXT-X-VERSION:9', '#EXT-X-VERSION:5'],
    ['sequence-comes-first', '46.m4s\n', '46.m4s\n#EXT-X-MEDIA-SEQUENCE:40\n'],
    ['sequence-comes-first', '#EXT-X-DISCONTINUITY-SEQUENCE:2',
        '#EXT-X-DISCONTINUITY\n#EXT-X-DISCONTINUITY-SEQUENCE:2'],
    ['skip-comes-first', '46.m4s\n', '46.m4s\n#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n'],
    ['part-inf-is-there', '#EXT-X-PART-INF:PART-TARGET=0.40000\n', ''],
    ['segment-has-extinf', '#EXTINF:1.00000,\n46.m4s', '46.m4s'],
    ['segment-has-extinf', '46.m4s\n', ''],
    ['segment-tags-come-before-parts', '#EXT-X-PART:DURATION=0.20000,URI="49.2.m4s"',
        '#EXT-X-PART:DURATION=0.20000,URI="49.2.m4s"\n#EXT-X-DISCONTINUITY'],
    ['date-range-attributes-agree', '#EXT-X-PRELOAD',
        '#EXT-X-DATERANGE:ID="a",CLASS="x"\n#EXT-X-DATERANGE:ID="a",CLASS="y"\n#EXT-X-PRELOAD'],
];

for (const [rule, from, to] of kBadMedia) {
    test(`${rule}: ${JSON.stringify(to)}`, () => {
        assert.ok(read(but(kWhole, from, to)).includes(rule));
    });
}

test('a delta update needs version 9, one that skips date ranges 10', () => {
    assert.deepEqual(read(but(kDelta, 'VERSION:9', 'VERSION:8')), ['version-is-high-enough']);
    assert.deepEqual(read(but(kDelta, 'SEGMENTS=5', 'SEGMENTS=5,RECENTLY-REMOVED-DATERANGES=""')),
        ['version-is-high-enough']);
});

/** @type {[rule: string, from: string, to: string][]} */
const kBadMain = [
    ['variant-has-uri', 'v720/index.m3u8\n', ''],
    ['variant-has-uri', '#EXT-X-MEDIA:', 'stray.m3u8\n#EXT-X-MEDIA:'],
    ['tag-is-in-its-playlist', '#EXT-X-INDEPENDENT-SEGMENTS', '#EXT-X-TARGETDURATION:1'],
    ['tag-is-in-its-playlist', '#EXT-X-INDEPENDENT-SEGMENTS', '#EXTINF:1,'],
    ['attribute-has-its-type', 'RESOLUTION=1280x720', 'RESOLUTION=1280X720'],
    ['attribute-has-its-type', 'AUDIO="audio"', 'AUDIO=audio'],
    ['attribute-is-there', 'BANDWIDTH=900000,', ''],
    ['attribute-is-there', 'NAME="a128",', ''],
];

for (const [rule, from, to] of kBadMain) {
    test(`multivariant, ${rule}: ${JSON.stringify(to)}`, () => {
        assert.ok(readMain(but(kMain, from, to)).includes(rule));
    });
}
