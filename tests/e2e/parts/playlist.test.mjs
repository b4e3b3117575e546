// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { breaches, readPlaylist } from '../lib/playlist.mjs';

const kPlaylist = `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:1
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.64002
#EXT-X-PART-INF:PART-TARGET=0.21334
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-DISCONTINUITY-SEQUENCE:2
#EXT-X-MAP:URI="init-0.mp4"
#EXTINF:1.00000,
7.m4s
#EXT-X-DISCONTINUITY
#EXT-X-PART:DURATION=0.20000,URI="8.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.21334,URI="8.1.m4s"
#EXTINF:0.41334,
8.m4s
`;

test('a playlist is read', () => {
    assert.deepEqual(readPlaylist(kPlaylist), {
        mediaSequence: 7, lastMsn: 8, discontinuitySequence: 2, lastDiscontinuity: 3, partTarget: 0.21334,
        parts: [0.2, 0.21334],
    });
});

test('a playlist that stays as it was breaches nothing', () => {
    assert.deepEqual(breaches(readPlaylist(kPlaylist), readPlaylist(kPlaylist)), []);
});

test('numbers that go back, a long part and another part target are breaches', () => {
    const restarted = kPlaylist.replace('SEQUENCE:7', 'SEQUENCE:0').replace('DISCONTINUITY-SEQUENCE:2',
        'DISCONTINUITY-SEQUENCE:0').replace('PART-TARGET=0.21334', 'PART-TARGET=0.2');
    assert.deepEqual(breaches(readPlaylist(kPlaylist), readPlaylist(restarted)), [
        'mediaSequence went back from 7 to 0',
        'lastMsn went back from 8 to 1',
        'discontinuitySequence went back from 2 to 0',
        'lastDiscontinuity went back from 3 to 1',
        'the part target changed to 0.2',
        'a part of 0.21334 s is too long',
    ]);
});
