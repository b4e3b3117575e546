// SPDX-License-Identifier: GPL-3.0-or-later
import { element, Figure } from './elements.mjs';
import { grown } from './history.mjs';
import { busyCores } from './server_findings.mjs';
import { bitRate, bytes, counted, duration, kUnknown, whole } from './words.mjs';

/** The process, in one row. */
export class ServerPanel {
    #uptime = new Figure('Up', 'Since the process began');
    #processor = new Figure('CPU', 'Of all its threads, in the last seconds');
    #memory = new Figure('Memory', 'Resident');
    #connections = new Figure('Connections', 'Open, WebSockets included');
    #held = new Figure('Held', 'Requests that wait for the next part');
    #out = new Figure('Out', 'Bodies of all answers');
    #requests = new Figure('Requests', 'Answers a second');
    #failed = new Figure('Failed', 'Answers with 5xx and 4xx in the last minute');

    constructor() {
        this.node = element('section', 'panel server', element('h2', '', 'Server'), element('div', 'figures',
            this.#uptime.node, this.#processor.node, this.#memory.node, this.#connections.node, this.#held.node,
            this.#out.node, this.#requests.node, this.#failed.node));
    }

    /** @param {import('./history.mjs').History} history */
    show(history) {
        const { newest: { server, events }, oldest: { server: before } } = history;
        const cores = busyCores(history);
        this.#uptime.set(duration((Date.parse(server.now) - Date.parse(server.startedAt)) / 1000), `version ${server.version}`);
        this.#processor.set(cores === undefined ? kUnknown : `${(100 * cores / Math.max(1, server.threads)).toFixed(1)} %`,
            `of ${counted(server.threads, 'core')}`);
        this.#memory.set(bytes(server.memoryBytes));
        this.#connections.set(whole(server.connections), `of ${whole(server.connectionLimit)}, ${whole(server.webSockets)} sockets`);
        this.#held.set(whole(events.reduce((sum, { held }) => sum + held, 0)), 'requests');
        this.#out.set(bitRate(history.rate((report) => report.server.bodyBytes)), `${bytes(server.bodyBytes)} in all`);
        this.#requests.set(whole(history.rate((report) => report.server.responses)), 'a second');
        const failed = grown(server, before, ({ serverErrors }) => serverErrors);
        this.#failed.set(whole(failed), `and ${whole(grown(server, before, ({ clientErrors }) => clientErrors))} refused (4xx)`,
            failed > 0 ? 'warning' : '');
    }
}
