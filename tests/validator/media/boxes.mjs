// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/** @typedef {{type: string, body: Buffer, bytes: Buffer}} Box bytes: header included */

/**
 * The boxes of ISO/IEC 14496-12 §4.2 that lie one behind the other.
 * @param {Buffer} bytes
 * @returns {Box[]}
 * @throws {RangeError} when a box does not end where the bytes do
 */
export function boxesOf(bytes) {
    /** @type {Box[]} */
    const boxes = [];
    for (let at = 0; at < bytes.length;) {
        if (at + 8 > bytes.length) {
            throw new RangeError(`${bytes.length - at} stray bytes behind the last box`);
        }
        const type = bytes.toString('latin1', at + 4, at + 8);
        const isLarge = bytes.readUInt32BE(at) === 1;
        const size = isLarge ? Number(bytes.readBigUInt64BE(at + 8)) : bytes.readUInt32BE(at);
        const header = isLarge ? 16 : 8;
        if (size < header || at + size > bytes.length) {
            throw new RangeError(`box "${type}" of ${size} bytes with ${bytes.length - at} left`);
        }
        boxes.push({ type, body: bytes.subarray(at + header, at + size), bytes: bytes.subarray(at, at + size) });
        at += size;
    }
    return boxes;
}

/**
 * The first box on a path such as `moov/trak/mdia`.
 * @param {Buffer} bytes
 * @param {string} path
 * @returns {Buffer | undefined} its body
 */
export function findBox(bytes, path) {
    return path.split('/').reduce((/** @type {Buffer | undefined} */ inside, type) => (
        inside && boxesOf(inside).find((box) => box.type === type)?.body), bytes);
}
