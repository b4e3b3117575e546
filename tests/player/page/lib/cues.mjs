// SPDX-License-Identifier: Apache-2.0
// @ts-check
import { createHash, randomUUID } from 'node:crypto';

/** @typedef {import('../../../../resources/player/src/protocol.js').Cue} Cue */
/** @typedef {import('../../../../resources/player/src/protocol.js').CueCandidate} CueCandidate */

export const kEvent = 'cup';
export const kContent = { x: 0.225, y: 0, width: 0.775, height: 0.775 };

/**
 * A squeezeback L.
 * @param {Buffer[]} images one a candidate, best first
 * @param {number} startMs on the programme clock
 * @param {Partial<Cue>} [differs]
 * @returns {Cue}
 */
export function cueOf(images, startMs, differs = {}) {
    return {
        id: randomUUID(), event: kEvent, sequence: 1, revision: 1, state: 'committed',
        start: new Date(startMs).toISOString(), durationMs: 4000,
        layout: {
            format: 'squeezebackL', content: kContent, ads: [{ x: 0, y: 0, width: 1, height: 1 }],
            enterMs: 500, leaveMs: 500,
        },
        candidates: images.map(candidateOf), gapMs: 0, late: 'join', rewind: 'hide', surfaces: ['socket', 'manifest'],
        ...differs,
    };
}

/**
 * @param {Buffer} image
 * @returns {CueCandidate}
 */
function candidateOf(image) {
    const sha256 = hashOf(image);
    return {
        creative: randomUUID(), campaign: randomUUID(), name: 'Harbour lager',
        asset: { sha256, url: `/creatives/${sha256}`, mime: 'image/png', bytes: image.length, width: 1920, height: 1080 },
    };
}

/** @param {Buffer} bytes */
export function hashOf(bytes) {
    return createHash('sha256').update(bytes).digest('hex');
}
