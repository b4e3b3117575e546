// SPDX-License-Identifier: GPL-3.0-or-later
import { element, Figure, Text } from './elements.mjs';
import { eventIn } from './history.mjs';
import { StageRow } from './stage_row.mjs';
import { kColumns, TrackRow } from './track_row.mjs';
import { bitRate, bytes, duration, share, whole } from './words.mjs';

/**
 * @typedef {import('../report.js').LiveEvent} LiveEvent
 * @typedef {import('./history.mjs').History} History
 */

/** Whether it is on air, in one word and a colour. @param {LiveEvent} event @returns {[string, string]} */
export function lampOf({ onAir, ended, sinceLastPartSeconds }) {
    return onAir ? ['ON AIR', 'programme']
        : ended ? ['ENDED', 'quiet']
            : sinceLastPartSeconds === undefined ? ['NOT ON AIR', 'quiet'] : ['OFF AIR', 'fault'];
}

/** One event that is or was on air since the server began. */
export class EventPanel {
    #lamp = new Text('lamp');
    #since = new Text('since');
    #viewers = new Figure('Viewers', 'By playlist requests; behind an edge, the edge’s own');
    #held = new Figure('Held', 'Requests that wait for the next part');
    #out = new Figure('Out', 'Bodies of its playlists and media');
    #requests = new Figure('Requests', 'For playlists, and for media');
    #cacheable = new Figure('Cacheable', 'Requests whose answer a cache may keep for all viewers: not errors, nor what stands at one viewer’s address, with his token');
    #window = new Figure('Window', 'How far back a viewer can go');
    #disk = new Figure('On disk');
    #stages = new StageRow();
    /** @type {Map<string, TrackRow>} */
    #rows = new Map();
    #body = element('tbody', '');

    /** @param {string} name */
    constructor(name) {
        const head = element('tr', '', ...kColumns.map(([caption, meaning]) => {
            const cell = element('th', '', caption);
            cell.scope = 'col';
            cell.title = meaning;
            return cell;
        }));
        this.node = element('section', 'panel event',
            element('header', '', element('h2', '', name), this.#lamp.node, this.#since.node),
            element('div', 'figures', this.#viewers.node, this.#held.node, this.#out.node, this.#requests.node,
                this.#cacheable.node, this.#window.node, this.#disk.node),
            this.#stages.node,
            element('table', 'tracks', element('thead', '', head), this.#body));
    }

    /** @param {LiveEvent} event @param {History} history */
    show(event, history) {
        const [word, level] = lampOf(event);
        this.#lamp.set(word, level);
        this.#since.set(event.sinceLastPartSeconds === undefined ? '' : `last part ${duration(event.sinceLastPartSeconds)} ago`);
        this.#viewers.set(whole(Math.round(event.viewers)));
        this.#held.set(whole(event.held));
        this.#out.set(bitRate(history.rate((report) => eventIn(report, event.event)?.bytesOut ?? 0)), `${bytes(event.bytesOut)} in all`);
        this.#showRequests(event, history);
        this.#window.set(duration(Math.max(0, ...event.tracks.map(({ windowSeconds }) => windowSeconds))),
            `of ${duration(event.windowLimitSeconds)}`);
        this.#disk.set(bytes(event.diskBytes));
        this.#stages.show(event, history.oldEvent(event.event));
        this.#showTracks(event, history);
    }

    /** @param {LiveEvent} event @param {History} history */
    #showRequests(event, history) {
        /** @param {LiveEvent | undefined} counted */
        const requestsOf = (counted) => (counted ? counted.playlistRequests + counted.mediaRequests + counted.errors : 0);
        this.#requests.set(whole(history.rate((report) => requestsOf(eventIn(report, event.event)))), 'a second');
        this.#cacheable.set(share(event.cacheable, requestsOf(event)), `${whole(event.errors)} refused`);
    }

    /** @param {LiveEvent} event @param {History} history */
    #showTracks(event, history) {
        const names = event.tracks.map(({ name }) => name);
        if (names.join() !== [...this.#rows.keys()].join()) {
            this.#rows = new Map(names.map((name) => [name, this.#rows.get(name) ?? new TrackRow(name)]));
            this.#body.replaceChildren(...[...this.#rows.values()].map(({ node }) => node));
        }
        for (const track of event.tracks) {
            this.#rows.get(track.name)?.show(track, event, history);
        }
    }
}
