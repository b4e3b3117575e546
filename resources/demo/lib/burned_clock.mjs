// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

// The clock that the engine burns into the test source; the layout stands in core/live/burned_clock.h.
export const kClockBlocks = 32;
const kClockModulo = 2 ** 24; // milliseconds

/**
 * @param {number[]} luma one value a block, 0 black to 255 white
 * @param {number} now milliseconds since the Unix epoch
 * @returns {number | undefined} the latest moment at or before `now` that has these bits; absent when the check does not fit
 */
export function readBurnedClock(luma, now) {
    const bytes = [0, 8, 16, 24].map((first) => byteOf(luma.slice(first, first + 8)));
    const check = ~(bytes[0] + bytes[1] + bytes[2]) & 0xff;
    if (luma.length !== kClockBlocks || check !== bytes[3]) {
        return undefined;
    }
    const stamp = bytes[0] * 65536 + bytes[1] * 256 + bytes[2];
    return now - ((((now - stamp) % kClockModulo) + kClockModulo) % kClockModulo);
}

/** @param {number[]} luma of eight blocks, the most significant first */
function byteOf(luma) {
    return luma.reduce((byte, value) => byte * 2 + (value >= 128 ? 1 : 0), 0);
}
