// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { boxesOf, findBox } from './boxes.mjs';

/** @typedef {import('./init_section.mjs').InitSection} InitSection */

/**
 * What a run of CMAF chunks holds, in ticks of the init section's time scale.
 * @typedef {object} Fragment
 * @property {number} decodeTime of its first sample
 * @property {number} duration of all its samples
 * @property {number} samples
 * @property {boolean} startsWithSync
 * @property {boolean} hasSync some sample can be decoded by itself
 * @property {{decodeTime: number, wallMs: number}[]} captures what its prft boxes say: ISO/IEC 14496-12 §8.16.5
 */

const kNonSync = 0x10000; // sample_is_non_sync_sample
const kNtpToUnixMs = 2_208_988_800_000;

/**
 * @param {Buffer} bytes of a part or a segment
 * @param {InitSection} init
 * @returns {Fragment}
 * @throws {RangeError} when boxes are missing or cut off, or when the chunks' times do not follow each other
 */
export function readFragment(bytes, init) {
    /** @type {Fragment} */
    const fragment = { decodeTime: NaN, duration: 0, samples: 0, startsWithSync: false, hasSync: false, captures: [] };
    for (const box of boxesOf(bytes)) {
        if (box.type === 'prft') {
            fragment.captures.push(captureOf(box.body));
        } else if (box.type === 'moof') {
            addChunk(fragment, box.body, init);
        }
    }
    if (fragment.samples === 0) {
        throw new RangeError('there is no sample in it');
    }
    return fragment;
}

/**
 * @param {Fragment} fragment
 * @param {Buffer} moof
 * @param {InitSection} init
 */
function addChunk(fragment, moof, init) {
    const traf = findBox(moof, 'traf') ?? Buffer.alloc(0);
    const tfdt = findBox(traf, 'tfdt');
    if (!tfdt) {
        throw new RangeError('a moof without tfdt');
    }
    const decodeTime = tfdt[0] === 1 ? Number(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4);
    if (fragment.samples > 0 && decodeTime !== fragment.decodeTime + fragment.duration) {
        throw new RangeError(`a chunk at ${decodeTime} behind one that ends at ${fragment.decodeTime + fragment.duration}`);
    }
    const defaults = defaultsOf(findBox(traf, 'tfhd'), init);
    const samples = boxesOf(traf).filter((box) => box.type === 'trun').flatMap((box) => samplesOf(box.body, defaults));
    if (fragment.samples === 0) {
        fragment.decodeTime = decodeTime;
        fragment.startsWithSync = samples[0]?.isSync ?? false;
    }
    fragment.samples += samples.length;
    fragment.duration += samples.reduce((sum, sample) => sum + sample.duration, 0);
    fragment.hasSync ||= samples.some((sample) => sample.isSync);
}

/**
 * What tfhd says for its samples, over what trex says (§8.8.7).
 * @param {Buffer | undefined} tfhd
 * @param {InitSection} init
 */
function defaultsOf(tfhd, init) {
    const defaults = { ...init.defaults };
    if (!tfhd) {
        return defaults;
    }
    const flags = tfhd.readUIntBE(1, 3);
    let at = 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0); // base data offset, sample description index
    for (const [bit, name] of /** @type {const} */ ([[8, 'duration'], [16, 'size'], [32, 'flags']])) {
        if (flags & bit) {
            defaults[name] = tfhd.readUInt32BE(at);
            at += 4;
        }
    }
    return defaults;
}

/**
 * @param {Buffer} trun §8.8.8
 * @param {{duration: number, size: number, flags: number}} defaults
 * @returns {{duration: number, isSync: boolean}[]}
 */
function samplesOf(trun, defaults) {
    const flags = trun.readUIntBE(1, 3);
    const count = trun.readUInt32BE(4);
    let at = 8 + (flags & 1 ? 4 : 0); // data offset
    const firstFlags = flags & 4 ? trun.readUInt32BE(at) : undefined;
    at += flags & 4 ? 4 : 0;
    const samples = [];
    for (let i = 0; i < count; ++i) {
        const sample = { duration: defaults.duration, flags: i === 0 ? firstFlags ?? defaults.flags : defaults.flags };
        if (flags & 0x100) {
            sample.duration = trun.readUInt32BE(at);
            at += 4;
        }
        at += flags & 0x200 ? 4 : 0; // size
        if (flags & 0x400) {
            sample.flags = trun.readUInt32BE(at);
            at += 4;
        }
        at += flags & 0x800 ? 4 : 0; // composition offset
        samples.push({ duration: sample.duration, isSync: (sample.flags & kNonSync) === 0 });
    }
    return samples;
}

/** @param {Buffer} prft */
function captureOf(prft) {
    const seconds = prft.readUInt32BE(8);
    const fraction = prft.readUInt32BE(12) / 2 ** 32;
    return {
        wallMs: (seconds + fraction) * 1000 - kNtpToUnixMs,
        decodeTime: prft[0] === 1 ? Number(prft.readBigUInt64BE(16)) : prft.readUInt32BE(16),
    };
}
