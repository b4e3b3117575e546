// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { boxesOf, findBox } from './boxes.mjs';

/**
 * @typedef {object} InitSection
 * @property {'video' | 'audio'} kind
 * @property {number} timescale
 * @property {string} codec as CODECS has it: avc1.42c01f, mp4a.40.2
 * @property {number} width pixels; 0: sound
 * @property {number} height
 * @property {number} channels 0: picture
 * @property {number} tracks 1 in CMAF
 * @property {SampleDefaults} defaults of trex
 */

/** @typedef {{duration: number, size: number, flags: number}} SampleDefaults */

const kSampleEntry = 8; // bytes before a sample entry's own fields: reserved, data reference index
const kVisualFields = 70;
const kAudioFields = 20;

/**
 * @param {Buffer} bytes
 * @returns {InitSection}
 * @throws {RangeError} when a box is missing or cut off
 */
export function readInitSection(bytes) {
    const moov = need(findBox(bytes, 'moov'), 'moov');
    const mdia = need(findBox(moov, 'trak/mdia'), 'mdia');
    const mdhd = need(findBox(mdia, 'mdhd'), 'mdhd');
    const stsd = need(findBox(mdia, 'minf/stbl/stsd'), 'stsd');
    const [entry] = boxesOf(stsd.subarray(8));
    const trex = need(findBox(moov, 'mvex/trex'), 'trex');
    return {
        timescale: mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12),
        tracks: boxesOf(moov).filter((box) => box.type === 'trak').length,
        defaults: { duration: trex.readUInt32BE(12), size: trex.readUInt32BE(16), flags: trex.readUInt32BE(20) },
        ...(entry.type === 'mp4a' ? soundOf(entry.body) : pictureOf(entry.type, entry.body)),
    };
}

/**
 * @param {string} type avc1
 * @param {Buffer} body
 */
function pictureOf(type, body) {
    const avcC = need(findBox(body.subarray(kSampleEntry + kVisualFields), 'avcC'), 'avcC');
    return {
        kind: /** @type {const} */ ('video'),
        codec: `${type}.${avcC.toString('hex', 1, 4)}`, // profile, compatibility, level
        width: body.readUInt16BE(kSampleEntry + 16),
        height: body.readUInt16BE(kSampleEntry + 18),
        channels: 0,
    };
}

/** @param {Buffer} body of mp4a */
function soundOf(body) {
    const esds = need(findBox(body.subarray(kSampleEntry + kAudioFields), 'esds'), 'esds');
    const config = descriptor(descriptor(descriptor(esds.subarray(4), 3).subarray(3), 4), 5, 13);
    const objectType = descriptor(descriptor(esds.subarray(4), 3).subarray(3), 4)[0];
    return {
        kind: /** @type {const} */ ('audio'),
        codec: `mp4a.${objectType.toString(16)}.${audioObjectType(config)}`,
        width: 0,
        height: 0,
        channels: (config.readUInt16BE(0) >> 3) & 15,
    };
}

/**
 * A descriptor of ISO/IEC 14496-1 §8.3.3: tag, length in groups of seven bits, content.
 * @param {Buffer} bytes
 * @param {number} tag
 * @param {number} [skip] bytes of the containing descriptor's own fields
 */
function descriptor(bytes, tag, skip = 0) {
    let at = skip;
    if (bytes[at] !== tag) {
        throw new RangeError(`descriptor ${bytes[at]} where ${tag} has to be`);
    }
    let length = 0;
    do {
        at += 1;
        length = length * 128 + (bytes[at] & 127);
    } while (bytes[at] & 128);
    return bytes.subarray(at + 1, at + 1 + length);
}

/** @param {Buffer} config AudioSpecificConfig, ISO/IEC 14496-3 §1.6.2.1 */
function audioObjectType(config) {
    const short = config[0] >> 3;
    return short === 31 ? 32 + ((config.readUInt16BE(0) >> 5) & 63) : short;
}

/**
 * @param {Buffer | undefined} box
 * @param {string} name
 */
function need(box, name) {
    if (box === undefined) {
        throw new RangeError(`there is no ${name}`);
    }
    return box;
}
