// SPDX-License-Identifier: GPL-3.0-or-later
import { element } from './elements.mjs';
import { EventPanel } from './event_panel.mjs';
import { FindingList } from './finding_list.mjs';
import { findingsOf } from './findings.mjs';
import { isQuiet, QuietList } from './quiet_list.mjs';
import { ServerPanel } from './server_panel.mjs';

/**
 * @typedef {import('../report.js').Finding} Finding
 * @typedef {import('../report.js').LiveEvent} LiveEvent
 */

/** All that the server said last: what is amiss on top, then the server, then its events. */
export class Dashboard {
    #findings = new FindingList();
    #server = new ServerPanel();
    /** @type {Map<string, EventPanel>} */
    #panels = new Map();
    #events = element('div', 'events');
    #quiet = new QuietList();
    #empty = element('section', 'panel empty', element('h2', '', 'There are no events yet'),
        element('p', '', 'An event is made in the studio, or with the admin token by ', element('code', '', 'POST /api/v1/events'),
            '. It is here as soon as it is there, and on air with the first part of its encoder.'));

    constructor() {
        this.node = element('div', 'dashboard', this.#findings.node, this.#server.node, this.#empty, this.#events, this.#quiet.node);
    }

    /**
     * @param {import('./history.mjs').History} history may be empty: the server was never there
     * @param {Finding[]} more that the server cannot say itself
     * @param {boolean} isOld what the history says is not of now
     */
    show(history, more, isOld) {
        this.node.dataset['old'] = String(isOld);
        this.#findings.show([...more, ...(history.isEmpty || isOld ? [] : findingsOf(history))]);
        this.#server.node.hidden = history.isEmpty;
        this.#empty.hidden = history.isEmpty || history.newest.events.length > 0;
        if (!history.isEmpty) {
            this.#server.show(history);
            this.#quiet.show(history.newest.events.filter(isQuiet));
            this.#showEvents(history.newest.events.filter((event) => !isQuiet(event)), history);
        }
    }

    /** @param {LiveEvent[]} events @param {import('./history.mjs').History} history */
    #showEvents(events, history) {
        const names = events.map(({ event }) => event);
        if (names.join() !== [...this.#panels.keys()].join()) {
            this.#panels = new Map(names.map((name) => [name, this.#panels.get(name) ?? new EventPanel(name)]));
            this.#events.replaceChildren(...[...this.#panels.values()].map(({ node }) => node));
        }
        for (const event of events) {
            this.#panels.get(event.event)?.show(event, history);
        }
    }
}
