// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
    checkAlike, checkDateTimesAlike, checkReportIsNotAhead, checkReportIsNotBehind, checkReports,
} from '../rules/rendition_rules.mjs';
import { breachesOf, but, media } from './breaches.mjs';
import { kWhole } from './literals.mjs';

const kVideo = 'http://origin/live/demo/v720/index.m3u8';
const kAudio = 'http://origin/live/demo/a128/index.m3u8';
const kReport = '#EXT-X-RENDITION-REPORT:URI="../a128/index.m3u8",LAST-MSN=51,LAST-PART=0\n';

/** @param {string} text */
function look(text, urls = [kVideo, kAudio]) {
    return breachesOf((check) => checkReports(check, media(text), kVideo, urls));
}

test('report-for-every-other-rendition', () => {
    assert.deepEqual(look(kWhole), []);
    assert.deepEqual(look(but(kWhole, kReport, '')), ['report-for-every-other-rendition']);
    assert.deepEqual(look(but(kWhole, kReport, kReport + kReport)), ['report-for-every-other-rendition']);
    assert.deepEqual(look(but(kWhole, '../a128', '../v720')), ['report-for-every-other-rendition']);
    assert.deepEqual(look(kWhole, [kVideo, kAudio, `${kAudio}2`]), ['report-for-every-other-rendition']);
});

test('report-uri-is-relative', () => {
    assert.deepEqual(look(but(kWhole, '../a128/index.m3u8', kAudio)), ['report-uri-is-relative']);
    assert.deepEqual(look(but(kWhole, '../a128/index.m3u8', '/live/demo/a128/index.m3u8')), ['report-uri-is-relative']);
});

test('report-names-last-part', () => {
    assert.deepEqual(look(but(kWhole, ',LAST-PART=0', '')), ['report-names-last-part']);
});

test('report-is-not-behind and report-is-not-ahead', () => {
    const report = { uri: '../a128/index.m3u8', lastMsn: 51, lastPart: 2 };
    const served = { msn: 51, part: 2 };
    assert.deepEqual(breachesOf((check) => checkReportIsNotBehind(check, report, served)), []);
    assert.deepEqual(breachesOf((check) => checkReportIsNotAhead(check, report, served)), []);
    assert.deepEqual(breachesOf((check) => checkReportIsNotBehind(check, report,
        { msn: 51, part: 3 })), ['report-is-not-behind']);
    assert.deepEqual(breachesOf((check) => checkReportIsNotAhead(check, report,
        { msn: 51, part: 1 })), ['report-is-not-ahead']);
    assert.deepEqual(breachesOf((check) => checkReportIsNotAhead(check, report,
        { msn: 50, part: 9 })), ['report-is-not-ahead']);
});

/** @type {[rule: string, from: string, to: string][]} */
const kDifferent = [
    ['target-durations-are-equal', 'TARGETDURATION:1', 'TARGETDURATION:2'],
    ['server-controls-are-equal', 'CAN-SKIP-UNTIL=6.00000', 'CAN-SKIP-UNTIL=7.00000'],
    ['media-sequences-are-aligned', '20:00:46.000Z', '20:00:46.500Z'],
    ['discontinuities-are-aligned', '46.m4s\n', '46.m4s\n#EXT-X-DISCONTINUITY\n'],
];

for (const [rule, from, to] of kDifferent) {
    test(rule, () => {
        assert.deepEqual(breachesOf((check) => checkAlike(check, media(kWhole), media(but(kWhole, from, to)))), [rule]);
    });
}

test('date-times-are-alike', () => {
    assert.deepEqual(breachesOf((check) => checkDateTimesAlike(check, 1000, 1002.5)), []);
    assert.deepEqual(breachesOf((check) => checkDateTimesAlike(check, 1000, 1004)), ['date-times-are-alike']);
});
