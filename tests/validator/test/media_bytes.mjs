// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/** @param {string} type @param {...Buffer} content */
export function box(type, ...content) {
    const body = Buffer.concat(content);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + body.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
}

/** @param {string} digits hexadecimal, with spaces where one likes */
export function hex(digits) {
    return Buffer.from(digits.replaceAll(' ', ''), 'hex');
}

/** @param {...number} values 32 bits each */
function words(...values) {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
    return bytes;
}

const kAvcC = box('avcC', hex('01 42c01f ff e1'));
const kAvc1 = box('avc1', Buffer.alloc(24), hex('0500 02d0'), Buffer.alloc(50), kAvcC); // 1280×720
// ES_Descriptor, DecoderConfigDescriptor (object type 0x40), AudioSpecificConfig: AAC-LC, 48 kHz, 2 channels
const kEsds = box('esds', hex('00000000 03 19 0000 00 04 11 40 15 000000 00000000 00000000 05 02 1190 06 01 02'));
const kMp4a = box('mp4a', Buffer.alloc(28), kEsds);

/** @param {Buffer} entry @param {number} timescale */
function init(entry, timescale) {
    const mdia = box('mdia', box('mdhd', words(0, 0, 0, timescale, 0, 0)),
        box('minf', box('stbl', box('stsd', words(0, 1), entry))));
    return Buffer.concat([box('ftyp', Buffer.from('cmf2')), box('moov', box('trak', mdia), box('mvex', box('trex',
        words(0, 1, 1, 0, 0, 0))))]);
}

export const kVideoInit = init(kAvc1, 30_000);
export const kAudioInit = init(kMp4a, 48_000);

const kSync = 0x02000000;
const kNonSync = 0x01010000;

/**
 * A chunk whose samples are 1000 ticks long each; the first may be a key frame.
 * @param {number} decodeTime
 * @param {number} samples
 * @param {{sync?: boolean, wallMs?: number}} [what] wallMs: when the first sample was captured
 */
export function chunk(decodeTime, samples, { sync = false, wallMs } = {}) {
    const flags = Array.from({ length: samples }, (_, index) => (sync && index === 0 ? kSync : kNonSync));
    const trun = box('trun', words(0x000500, samples), words(...flags.flatMap((flag) => [1000, flag])));
    const traf = box('traf', box('tfhd', words(0x020000, 1)), box('tfdt', words(0x01000000, 0, decodeTime)), trun);
    return Buffer.concat([...(wallMs === undefined ? [] : [prft(decodeTime, wallMs)]), box('moof', box('mfhd', words(0,
        1)), traf), box('mdat')]);
}

/** @param {number} decodeTime @param {number} wallMs since 1970 */
function prft(decodeTime, wallMs) {
    const seconds = Math.floor(wallMs / 1000);
    return box('prft', words(0x01000000, 1, seconds + 2_208_988_800,
        (wallMs / 1000 - seconds) * 2 ** 32, 0, decodeTime));
}
