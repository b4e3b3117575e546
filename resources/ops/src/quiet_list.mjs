// SPDX-License-Identifier: GPL-3.0-or-later
import { element } from './elements.mjs';
import { lampOf } from './event_panel.mjs';
import { bytes, duration, whole } from './words.mjs';

/** @typedef {import('../report.js').LiveEvent} LiveEvent */

const kLongAgo = 3600; // seconds off air

/** Nothing goes on in it. @param {LiveEvent} event */
export function isQuiet({ onAir, ended, sinceLastPartSeconds: since }) {
    return !onAir && (ended || since === undefined || since > kLongAgo);
}

/** Events in which nothing goes on: a line each. */
export class QuietList {
    #shown = '';
    #list = element('ul', '');

    constructor() {
        this.node = element('section', 'panel quiet', element('h2', '', 'Not on air'), this.#list);
    }

    /** @param {LiveEvent[]} events */
    show(events) {
        this.node.hidden = events.length === 0;
        const lines = events.map(lineOf);
        if (lines.join() !== this.#shown) {
            this.#shown = lines.join();
            this.#list.replaceChildren(...lines.map(([name, text]) => (
                element('li', '', element('strong', '', name), element('span', '', text)))));
        }
    }
}

/** @param {LiveEvent} event @returns {[string, string]} */
function lineOf(event) {
    const held = Math.max(0, ...event.tracks.map(({ windowSeconds }) => windowSeconds));
    const said = [lampOf(event)[0].toLowerCase()];
    if (event.sinceLastPartSeconds !== undefined && !event.ended) {
        said.push(`since ${duration(event.sinceLastPartSeconds)}`);
    }
    said.push(held > 0 ? `${duration(held)} to play, ${bytes(event.diskBytes)} on disk` : 'nothing to play');
    if (event.viewers >= 0.5) {
        said.push(`${whole(Math.round(event.viewers))} viewers`);
    }
    return [event.event, said.join(' · ')];
}
