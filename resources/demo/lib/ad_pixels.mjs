// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/** @typedef {import('./png.mjs').Picture} Picture */
/** @typedef {{x: number, y: number, width: number, height: number}} Rect */
/** @typedef {{r: number, g: number, b: number}} Colour */

const kColumns = 48;
const kRows = 27;
const kMargin = 0.02; // of the frame, around the content: the seam may be soft
const kControls = 0.12; // of the frame, at the bottom: the player's controls darken it
const kFlat = 12; // most difference within a flat patch of the creative
const kAlike = 28; // most difference of a channel between creative and screenshot

/**
 * How much of a squeezeback's creative is on a screenshot, by its flat patches outside of the content.
 * @param {Picture} screenshot
 * @param {Rect} frame of the player on the screenshot, pixels
 * @param {Picture} creative full-frame underlay
 * @param {Rect} content where the programme is, fractions of the frame
 * @returns {{points: number, share: number}} share: of the points that have the creative's colour
 */
export function creativeOnScreen(screenshot, frame, creative, content) {
    const points = gridPoints().filter((point) => (
        point.y < 1 - kControls && !isInside(point, content) && isFlat(creative, point)));
    const alike = points.filter(({ x, y }) => {
        const wanted = colourAt(creative, x * creative.width, y * creative.height);
        const seen = colourAt(screenshot, frame.x + x * frame.width, frame.y + y * frame.height);
        return difference(wanted, seen) <= kAlike;
    });
    return { points: points.length, share: alike.length / points.length };
}

/** Centres of a grid's cells, fractions of the frame. */
function gridPoints() {
    return Array.from({ length: kColumns * kRows }, (_, index) => ({
        x: ((index % kColumns) + 0.5) / kColumns,
        y: (Math.floor(index / kColumns) + 0.5) / kRows,
    }));
}

/**
 * @param {{x: number, y: number}} point
 * @param {Rect} rect
 */
function isInside({ x, y }, rect) {
    return x > rect.x - kMargin && x < rect.x + rect.width + kMargin &&
        y > rect.y - kMargin && y < rect.y + rect.height + kMargin;
}

/**
 * Around the point the creative has one colour, so that scaling cannot change it.
 * @param {Picture} picture
 * @param {{x: number, y: number}} point
 */
function isFlat(picture, point) {
    const [x, y] = [point.x * picture.width, point.y * picture.height];
    const centre = colourAt(picture, x, y);
    return [-6, 0, 6].every((dx) => [-6, 0, 6].every((dy) => (
        difference(centre, colourAt(picture, x + dx, y + dy)) <= kFlat)));
}

/**
 * @param {Picture} picture
 * @param {number} x
 * @param {number} y
 * @returns {Colour}
 */
function colourAt({ width, height, channels, pixels }, x, y) {
    const column = Math.min(width - 1, Math.max(0, Math.floor(x)));
    const row = Math.min(height - 1, Math.max(0, Math.floor(y)));
    const at = (row * width + column) * channels;
    return { r: pixels[at], g: pixels[at + 1], b: pixels[at + 2] };
}

/**
 * @param {Colour} one
 * @param {Colour} other
 */
function difference(one, other) {
    return Math.max(Math.abs(one.r - other.r), Math.abs(one.g - other.g), Math.abs(one.b - other.b));
}
