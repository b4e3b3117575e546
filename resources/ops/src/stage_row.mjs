// SPDX-License-Identifier: GPL-3.0-or-later
import { element, Text } from './elements.mjs';
import { lately, quantile } from './latency.mjs';
import { latency } from './words.mjs';

/** @typedef {import('../report.js').LiveEvent} LiveEvent */
/** @typedef {'capturedToReceived' | 'receivedToPublished' | 'publishedToSent'} Stage */

/** @type {[Stage, string, string][]} */
const kStages = [
    ['capturedToReceived', 'captured → received', 'From the capture of a chunk’s end to its arrival, by both machines’ clocks'],
    ['receivedToPublished', 'received → published', 'From the arrival of a part’s first chunk until playlists name the part'],
    ['publishedToSent', 'published → sent', 'From then to the first byte for who waited for it'],
];

/** How long each stage of the way to the viewer takes. */
export class StageRow {
    /** @type {Map<Stage, {p50: Text, p99: Text}>} */
    #values = new Map();

    constructor() {
        this.node = element('div', 'stages');
        for (const [stage, caption, meaning] of kStages) {
            const values = { p50: new Text('value'), p99: new Text('value') };
            this.#values.set(stage, values);
            const cell = element('div', 'stage', element('span', 'caption', caption),
                element('span', 'pair', element('i', '', 'p50'), values.p50.node, element('i', '', 'p99'), values.p99.node));
            cell.title = meaning;
            this.node.append(cell);
        }
    }

    /** @param {LiveEvent} event @param {LiveEvent | undefined} before */
    show(event, before) {
        for (const [stage, { p50, p99 }] of this.#values) {
            const times = lately(event[stage], before === event ? undefined : before?.[stage]);
            p50.set(latency(quantile(times, 0.5)));
            p99.set(latency(quantile(times, 0.99)));
        }
    }
}
