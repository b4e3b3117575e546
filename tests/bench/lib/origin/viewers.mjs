// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { generate } from './generator.mjs';

/** @typedef {import('../figures.mjs').Figure} Figure */
/** @typedef {import('./origin_server.mjs').OriginServer} OriginServer */
/** @typedef {import('../../../../resources/demo/lib/workspace.mjs').Workspace} Workspace */
/** @typedef {import('../../../../resources/demo/lib/say.mjs').Say} Say */

const kMany = 10_000;
const kFew = 1000;
const kTrack = 'v:video:1000'; // parts of 1 kB: the protocol is measured, not the copying
const kHeldSeconds = process.env.TALLY_LONG ? 1200 : 60;
const kHeldPeriod = 1.5; // seconds from part to part; the server holds a request for 3
const kReadableSeconds = 15;
const kReadablePeriod = 0.6;
const kFollowSeconds = 8;

/** What viewers at the live edge cost, on a server that has done nothing else yet: its memory is among the figures. */
export class Viewers {
    #events = 0;

    /**
     * @param {OriginServer} server
     * @param {Workspace} workspace
     * @param {Say} say
     */
    constructor(server, workspace, say) {
        this.server = server;
        this.workspace = workspace;
        this.say = say;
    }

    /** @returns {Promise<Figure[]>} 10,000 held: how fast all are answered, and their memory */
    async held() {
        const report = await this.#load('held', kMany, { seconds: kHeldSeconds, period: kHeldPeriod });
        this.say('held', `${kMany} viewers, ${report.parts} parts; median, p99 and longest of each part: ` +
            report.answeredMsOfPart.slice(0, 5).map(inShort).join(', ') + ' …');
        const { answeredMs, serverResidentKib: resident } = report;
        // The first answers bring memory that the later ones use again.
        const [settled, last] = [resident[Math.min(2, resident.length - 1)], resident[resident.length - 1]];
        const name = '10,000 held viewers';
        return [
            { name: `${name}: answered, p50`, measured: answeredMs.p50, most: 40, unit: 'ms' },
            { name: `${name}: answered, p99`, measured: answeredMs.p99, most: 80, unit: 'ms' },
            { name: `${name}: answered, longest`, measured: answeredMs.max, most: 120, unit: 'ms' },
            { name: `${name}: not answered`, measured: report.errors, most: 0, unit: 'times' },
            { name: 'memory a held viewer', measured: (last - report.server.residentKibBefore) / kMany, most: 12, unit: 'KiB' },
            { name: `memory, growth in ${kHeldSeconds} s`, measured: 100 * (last / settled - 1), most: 2, unit: '%' },
        ];
    }

    /** @returns {Promise<Figure[]>} a chunk's way through the server */
    async readable() {
        const report = await this.#load('held', kFew, { seconds: kReadableSeconds, period: kReadablePeriod });
        this.say('readable', `${kFew} viewers, ${report.parts} parts: ${inShort(report.answeredMs)}, the first of ` +
            `them ${inShort(report.firstAnsweredMs)}`);
        return [{ name: 'chunk to playlist, 1,000 viewers, p99', measured: report.answeredMs.p99, most: 5, unit: 'ms' }];
    }

    /** @returns {Promise<Figure[]>} what a viewer costs among many and among few */
    async cost() {
        const few = await this.#follow(kFew);
        const many = await this.#follow(kMany);
        return [
            { name: 'CPU a viewer, at 10,000 against 1,000', measured: many / few, most: 1.1, unit: '×' },
        ];
    }

    /**
     * Part and playlist each 200 ms. Where one core cannot do that in real time viewers fall behind, and what a request
     * costs says what a viewer would.
     * @param {number} viewers
     * @returns {Promise<number>} microseconds of CPU a request
     */
    async #follow(viewers) {
        const report = await this.#load('viewers', viewers, { seconds: kFollowSeconds });
        const followed = `${(100 * report.followed).toFixed(0)} %`;
        const pace = report.followed > 0.99 ? 'in real time' : `one core follows ${followed} of the parts in real time`;
        this.say('viewers', `${viewers}: ${report.serverMicrosecondsPerRequest.toFixed(1)} µs of CPU a request, ${pace}, ` +
            `${report.errors} errors`);
        return report.serverMicrosecondsPerRequest;
    }

    /**
     * @param {string} mode
     * @param {number} viewers
     * @param {Record<string, number>} options
     */
    async #load(mode, viewers, options) {
        const event = `viewers${++this.#events}`;
        const keys = this.workspace.write(`${event}.keys`, await this.server.createEvent(event));
        return generate(mode, this.server, { keys, track: kTrack, viewers, ...options });
    }
}

/** @param {{p50: number, p99: number, max: number}} latency milliseconds */
function inShort({ p50, p99, max }) {
    return `${p50.toFixed(1)} / ${p99.toFixed(1)} / ${max.toFixed(1)} ms`;
}
