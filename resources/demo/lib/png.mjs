// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { inflateSync } from 'node:zlib';

/** @typedef {{width: number, height: number, channels: 3 | 4, pixels: Buffer}} Picture rows from the top, no padding */

const kSignatureBytes = 8;
const kChunkOverhead = 12; // length, type, checksum
const kColourRgb = 2;
const kColourRgba = 6;

/**
 * Reads what Chromium and ffmpeg write for us: 8 bits a channel, RGB or RGBA, not interlaced.
 * @param {Buffer} file
 * @returns {Picture}
 */
export function readPng(file) {
    const header = file.subarray(kSignatureBytes + 8);
    const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
    const [depth, colour, , , interlace] = header.subarray(8, 13);
    if (depth !== 8 || (colour !== kColourRgb && colour !== kColourRgba) || interlace !== 0) {
        throw new Error(`a PNG of depth ${depth}, colour type ${colour}, interlace ${interlace} is not read here`);
    }
    const channels = colour === kColourRgb ? 3 : 4;
    const rows = inflateSync(Buffer.concat(dataChunks(file)));
    return { width, height, channels, pixels: unfilter(rows, width * channels, height, channels) };
}

/** @param {Buffer} file */
function dataChunks(file) {
    const chunks = [];
    for (let at = kSignatureBytes; at + kChunkOverhead <= file.length;) {
        const length = file.readUInt32BE(at);
        if (file.toString('latin1', at + 4, at + 8) === 'IDAT') {
            chunks.push(file.subarray(at + 8, at + 8 + length));
        }
        at += length + kChunkOverhead;
    }
    return chunks;
}

/**
 * PNG specification §9: each row begins with its filter, which predicts a byte from its neighbours.
 * @param {Buffer} rows
 * @param {number} stride
 * @param {number} height
 * @param {number} channels
 */
function unfilter(rows, stride, height, channels) {
    const out = Buffer.alloc(stride * height);
    for (let y = 0; y < height; ++y) {
        const filter = rows[y * (stride + 1)];
        for (let x = 0; x < stride; ++x) {
            const at = y * stride + x;
            const left = x >= channels ? out[at - channels] : 0;
            const up = y > 0 ? out[at - stride] : 0;
            const upLeft = x >= channels && y > 0 ? out[at - stride - channels] : 0;
            out[at] = rows[y * (stride + 1) + 1 + x] + prediction(filter, left, up, upLeft);
        }
    }
    return out;
}

/**
 * @param {number} filter
 * @param {number} left
 * @param {number} up
 * @param {number} upLeft
 */
function prediction(filter, left, up, upLeft) {
    switch (filter) {
    case 1: return left;
    case 2: return up;
    case 3: return (left + up) >> 1;
    case 4: return paeth(left, up, upLeft);
    default: return 0;
    }
}

/**
 * @param {number} left
 * @param {number} up
 * @param {number} upLeft
 */
function paeth(left, up, upLeft) {
    const estimate = left + up - upLeft;
    const [toLeft, toUp, toUpLeft] = [left, up, upLeft].map((value) => Math.abs(estimate - value));
    if (toLeft <= toUp && toLeft <= toUpLeft) {
        return left;
    }
    return toUp <= toUpLeft ? up : upLeft;
}
