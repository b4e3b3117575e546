// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readInitSection } from '../media/init_section.mjs';
import { checkMeasured, checkMultivariant } from '../rules/multivariant_rules.mjs';
import { breachesOf, but, multivariant } from './breaches.mjs';
import { kMain } from './literals.mjs';
import { kAudioInit, kVideoInit } from './media_bytes.mjs';

const kSecondSound = '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="other",AUTOSELECT=YES,CHANNELS="2",' +
    'URI="b/index.m3u8"\n#EXT-X-STREAM-INF';

/** @type {[rule: string, from: string, to: string][]} */
const kBad = [
    ['variants-are-there', kMain.slice(kMain.indexOf('#EXT-X-STREAM-INF')), ''],
    ['codecs-are-there', 'CODECS="avc1.42c01f,mp4a.40.2",', ''],
    ['audio-group-is-there', 'AUDIO="audio"', 'AUDIO="sound"'],
    ['group-has-different-names', '#EXT-X-STREAM-INF', kSecondSound.replace('other', 'a128')],
    ['group-has-one-default', '#EXT-X-STREAM-INF', kSecondSound.replace('AUTOSELECT', 'DEFAULT=YES,AUTOSELECT')],
    ['default-is-selected-by-itself', 'AUTOSELECT=YES', 'AUTOSELECT=NO'],
    ['average-is-not-over-peak', 'AVERAGE-BANDWIDTH=800000', 'AVERAGE-BANDWIDTH=900001'],
    ['independent-segments-are-promised', '#EXT-X-INDEPENDENT-SEGMENTS\n', ''],
    ['start-is-left-out', '#EXT-X-INDEPENDENT-SEGMENTS', '#EXT-X-START:TIME-OFFSET=-3'],
];

const look = (/** @type {string} */ text) => breachesOf((check) => checkMultivariant(check, multivariant(text)));

test('a good multivariant playlist breaches nothing', () => {
    assert.deepEqual(look(kMain), []);
    assert.deepEqual(look(but(kMain, '#EXT-X-STREAM-INF', kSecondSound)), []);
});

for (const [rule, from, to] of kBad) {
    test(rule, () => assert.ok(look(but(kMain, from, to)).includes(rule)));
}

/** @param {string} text @param {{peak?: number, frameRate?: number}} [measured] */
function measure(text, { peak = 800_000, frameRate = 30 } = {}) {
    return breachesOf((check) => checkMeasured(check, multivariant(text), (uri) => (uri.startsWith('a128')
        ? { init: readInitSection(kAudioInit), peakBandwidth: 100_000, frameRate: undefined }
        : { init: readInitSection(kVideoInit), peakBandwidth: peak, frameRate })));
}

test('what is measured is what it says', () => {
    assert.deepEqual(measure(kMain), []);
    assert.deepEqual(measure(kMain, { peak: 800_001 }), ['bandwidth-covers-the-peak']);
    assert.deepEqual(measure(kMain, { frameRate: 29.97 }), ['frame-rate-is-true']);
    assert.deepEqual(measure(but(kMain, '42c01f', '42c020')), ['codecs-are-those-of-the-init-sections']);
    assert.deepEqual(measure(but(kMain, ',mp4a.40.2', '')), ['codecs-are-those-of-the-init-sections']);
    assert.deepEqual(measure(but(kMain, '1280x720', '1920x1080')), ['resolution-is-true']);
    assert.deepEqual(measure(but(kMain, 'CHANNELS="2"', 'CHANNELS="6"')), ['channels-are-true']);
});
