// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/** A show with segments of 1 s and parts of 400 ms, as it has to be. */
export const kWhole = `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:1
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=6.00000,PART-HOLD-BACK=1.20000
#EXT-X-PART-INF:PART-TARGET=0.40000
#EXT-X-MEDIA-SEQUENCE:40
#EXT-X-DISCONTINUITY-SEQUENCE:2
#EXT-X-MAP:URI="init-0.mp4"
${[40, 41, 42, 43, 44, 45, 46, 47].map(whole).join('')}${[48, 49, 50].map(withParts).join('')}${dateTime(51)}
#EXT-X-PART:DURATION=0.40000,URI="51.0.m4s",INDEPENDENT=YES
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="51.1.m4s"
#EXT-X-RENDITION-REPORT:URI="../a128/index.m3u8",LAST-MSN=51,LAST-PART=0
`;

/** The version after it. */
export const kNext = kWhole.replace('#EXT-X-PRELOAD-HINT:TYPE=PART,URI="51.1.m4s"',
    '#EXT-X-PART:DURATION=0.40000,URI="51.1.m4s"\n#EXT-X-PRELOAD-HINT:TYPE=PART,URI="51.2.m4s"');

/** What _HLS_skip makes of kWhole. */
export const kDelta = kWhole.replace(/#EXT-X-MAP[^]*?(?=#EXT-X-PROGRAM-DATE-TIME:[^\n]*:45\.000Z)/,
    '#EXT-X-SKIP:SKIPPED-SEGMENTS=5\n#EXT-X-MAP:URI="init-0.mp4"\n');

export const kMain = `#EXTM3U
#EXT-X-VERSION:9
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="a128",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="a128/index.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=800000,CODECS="avc1.42c01f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=30.000,AUDIO="audio"
v720/index.m3u8
`;

/** @param {number} msn it is the second of the minute too */
function dateTime(msn) {
    return `#EXT-X-PROGRAM-DATE-TIME:2026-03-01T20:00:${msn}.000Z`;
}

/** @param {number} msn */
function whole(msn) {
    return `${dateTime(msn)}\n#EXTINF:1.00000,\n${msn}.m4s\n`;
}

/** @param {number} msn */
function withParts(msn) {
    const part = (/** @type {number} */ index, /** @type {string} */ duration, more = '') => (
        `#EXT-X-PART:DURATION=${duration},URI="${msn}.${index}.m4s"${more}\n`);
    const parts = part(0, '0.40000', ',INDEPENDENT=YES') + part(1, '0.40000') + part(2, '0.20000');
    return `${dateTime(msn)}\n${parts}#EXTINF:1.00000,\n${msn}.m4s\n`;
}
