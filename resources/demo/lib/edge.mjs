// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { Nginx } from './nginx.mjs';
import { Varnish } from './varnish.mjs';

/** What stands in front of a server on a site: nginx, which sends /live/ to Varnish and the rest to the server. */
export class Edge {
    /**
     * @param {Varnish} varnish
     * @param {Nginx} nginx
     */
    constructor(varnish, nginx) {
        this.varnish = varnish;
        this.nginx = nginx;
    }

    /**
     * Stop it, whether or not `start()` succeeds.
     * @param {import('./origin.mjs').Surroundings} surroundings
     * @param {number} serverPort
     * @param {number} [port] where nginx listens without TLS; absent: any free one
     */
    static async create(surroundings, serverPort, port) {
        const varnish = await Varnish.create(surroundings, serverPort);
        const nginx = await Nginx.create(surroundings, { server: serverPort, edge: varnish.port, plain: port });
        return new Edge(varnish, nginx);
    }

    get restarts() {
        return this.varnish.process.restarts + this.nginx.process.restarts;
    }

    async start() {
        await Promise.all([this.varnish.start(), this.nginx.start()]);
    }

    async stop() {
        await this.nginx.stop();
        await this.varnish.stop();
    }
}
