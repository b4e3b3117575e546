// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** @typedef {import('./made_up_media.mjs').MadeUpTrack} MadeUpTrack */

/**
 * @typedef {object} IngestAddress
 * @property {string} url of the event's ingest: "http://127.0.0.1:40123/ingest/v1/demo"
 * @property {string} key
 * @property {string} session UUID of the encoder's start
 */

const kLookMs = 20;
const kAgainMs = 100;
const kAnswerMs = 10_000;

/**
 * Publishes one track in real time as our own uplink does: one body at a time, and what is not acknowledged is kept and
 * sent again.
 */
export class Uplink {
    #agent = new Agent({ keepAlive: true, maxSockets: 1 });
    #stopping = false;
    #knowsInit = false; // of the server: it may be another one after a failure
    #acknowledged = 0;
    /** @type {Promise<void> | undefined} */
    #running;

    /** @type {Map<string, number>} what came instead of an acknowledgement, and how often */
    refusals = new Map();

    /**
     * @param {IngestAddress} address
     * @param {MadeUpTrack} track
     * @param {number} zeroMs Unix time at media time 0
     */
    constructor(address, track, zeroMs) {
        this.address = address;
        this.track = track;
        this.zeroMs = zeroMs;
    }

    start() {
        this.#running = this.#run();
    }

    /** @returns {Buffer[]} chunks that the server said it has */
    get acknowledged() {
        return this.track.chunks.slice(0, this.#acknowledged).map(({ bytes }) => bytes);
    }

    /** Ends when all that was due has been acknowledged. */
    async finish() {
        this.#stopping = true;
        await this.#running;
        this.#agent.destroy();
    }

    /** As an encoder that falls. */
    kill() {
        this.#stopping = true;
        this.#agent.destroy();
        this.track = { ...this.track, chunks: this.track.chunks.slice(0, this.#acknowledged) };
    }

    async #run() {
        for (;;) {
            const due = this.#due();
            if (due.length > 0) {
                await this.#send(due);
            } else if (this.#stopping) {
                return;
            } else {
                await delay(kLookMs);
            }
        }
    }

    #due() {
        const now = Date.now() - this.zeroMs;
        const end = this.track.chunks.findIndex(({ dueMs }) => dueMs > now);
        return this.track.chunks.slice(this.#acknowledged, end < 0 ? undefined : end);
    }

    /** @param {{bytes: Buffer}[]} chunks */
    async #send(chunks) {
        const body = [...(this.#knowsInit ? [] : [this.track.init]), ...chunks.map(({ bytes }) => bytes)];
        const outcome = await this.#post(Buffer.concat(body)).catch((error) => String(error.code ?? error.message));
        this.#knowsInit = outcome === '200';
        if (this.#knowsInit) {
            this.#acknowledged += chunks.length;
        } else {
            this.refusals.set(outcome, (this.refusals.get(outcome) ?? 0) + 1);
            await delay(kAgainMs);
        }
    }

    /**
     * @param {Buffer} body
     * @returns {Promise<string>} status of the whole answer
     */
    #post(body) {
        const { url, key, session } = this.address;
        const headers = {
            authorization: `Bearer ${key}`, 'tally-session': session, 'content-type': 'video/mp4',
            'content-length': body.length,
        };
        return new Promise((resolve, reject) => {
            const post = request(`${url}/${this.track.name}`,
                { method: 'POST', headers, agent: this.#agent, timeout: kAnswerMs });
            post.on('timeout', () => post.destroy(new Error('no answer')));
            post.on('error', reject);
            post.on('response', (answer) => {
                answer.resume();
                answer.on('error', reject);
                answer.on('end', () => resolve(String(answer.statusCode)));
            });
            post.end(body);
        });
    }
}
