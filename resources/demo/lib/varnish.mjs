// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { runTied } from './child.mjs';
import { adapted, findProgram, kDeploy } from './deploy.mjs';
import { Failure } from './failure.mjs';
import { freePort } from './ports.mjs';
import { Supervised } from './supervised.mjs';
import { orAbsent } from './wait.mjs';

/** @typedef {{edgeRequests: number, originRequests: number}} EdgeCounts since Varnish started */

const kPackage = 'varnish';
const kStartMs = 20_000; // it compiles its VCL with gcc
const kMemory = '256m';

/** Varnish with `resources/deploy/varnish` in front of a server, a supervised process on loopback. */
export class Varnish {
    #surroundings;
    #folder;

    /**
     * @param {import('./origin.mjs').Surroundings} surroundings
     * @param {number} originPort
     * @param {number} port
     */
    constructor(surroundings, originPort, port) {
        const { workspace, outFolder, say } = surroundings;
        this.#surroundings = surroundings;
        this.#folder = workspace.path(`varnish-${port}`);
        this.url = `http://127.0.0.1:${port}`;
        this.port = port;
        const vcl = workspace.write(`varnish-${port}.vcl`, adapted('varnish/tallylight.vcl', {
            '.port = "8080"': `.port = "${originPort}"`,
            '/etc/varnish/tallylight.edge': surroundings.playback?.edges ?? workspace.path('no.edge'),
        }));
        this.process = new Supervised({
            name: 'varnish',
            command: findProgram('varnishd', kPackage),
            // No jail: where we are root it changes Varnish's user, and with that the kernel forgets that it is tied to us.
            args: ['-F', '-j', 'none', '-n', this.#folder, '-a', `127.0.0.1:${port}`, '-T', 'none',
                '-f', vcl, '-I', `${kDeploy}/varnish/parameters.cli`, '-s', `malloc,${kMemory}`,
                '-p', 'thread_stats_rate=1'], // what counts() says is what has been
            env: workspace.environment(),
            log: `${outFolder}/varnish.log`,
            restart: 'always',
        }, say);
    }

    /**
     * Stop it, whether or not `start()` succeeds.
     * @param {import('./origin.mjs').Surroundings} surroundings
     * @param {number} originPort
     */
    static async create(surroundings, originPort) {
        return new Varnish(surroundings, originPort, await freePort());
    }

    async start() {
        this.process.start();
        // OPTIONS is answered by the edge itself.
        await this.process.ready('Varnish is ready', kStartMs, orAbsent(async () => (
            (await fetch(`${this.url}/live/`, { method: 'OPTIONS' })).ok)));
        this.#surroundings.say('varnish', this.url);
    }

    /** @returns {Promise<EdgeCounts>} */
    async counts() {
        const { code, stdout, stderr } = await runTied(findProgram('varnishstat', kPackage),
            ['-n', this.#folder, '-1', '-j', '-f', 'MAIN.client_req', '-f', 'MAIN.backend_req']);
        if (code !== 0) {
            throw new Failure(`varnishstat: ${stderr.trim()}`);
        }
        const { counters } = JSON.parse(stdout);
        return {
            edgeRequests: counters['MAIN.client_req'].value,
            originRequests: counters['MAIN.backend_req'].value,
        };
    }

    stop() {
        return this.process.stop();
    }
}
