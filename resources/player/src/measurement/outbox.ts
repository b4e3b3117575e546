// SPDX-License-Identifier: Apache-2.0
import type { MeasurementBatch, MeasurementEvent } from '../protocol';
import type { Deliver } from './delivery';
import type { OutboxStore } from './outbox_store';
import { ofGoneSession } from './session_lock';

const kIntervalMs = 2000;
const kLongestPauseMs = 30_000;
const kEventsPerBatch = 100; // some 40 kB: a browser carries at most 64 kB beyond the end of a page

export interface OutboxOptions {
    session: string;
    event: string; // slug
    deliver: Deliver;
    /** At the end of a page whose browser cannot fetch beyond it. */
    beacon?: ((batch: MeasurementBatch) => void) | undefined;
}

/**
 * Events wait here until the server has them for good: sent at intervals, each in one request at a time, deleted on
 * acknowledgement alone. Numbers have no hole: the server measures loss by them.
 */
export class Outbox {
    #events: MeasurementEvent[] = [];
    readonly #underWay = new Set<number>();
    #sequence = 0;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #pauseMs = kIntervalMs;

    constructor(
        private readonly options: OutboxOptions,
        private readonly store: Promise<OutboxStore>,
    ) {
        void this.#adopt();
    }

    add(event: Omit<MeasurementEvent, 'sequence'>): void {
        this.#sequence += 1;
        const numbered = { ...event, sequence: this.#sequence };
        this.#events.push(numbered);
        void this.store.then((store) => store.keep(this.options.session, this.options.event, numbered));
        this.#schedule(event.kind === 'complete' ? 0 : this.#pauseMs * (0.8 + 0.4 * Math.random()));
    }

    /** The page may end now: what waits is given to the browser to send. */
    flush(): void {
        const { beacon } = this.options;
        const batch = this.#nextBatch();
        if (batch && beacon) {
            beacon(batch);
        } else if (batch) {
            void this.#send(batch);
        }
    }

    #nextBatch(): MeasurementBatch | undefined {
        const events = this.#events.filter(({ sequence }) => !this.#underWay.has(sequence)).slice(0, kEventsPerBatch);
        return events.length > 0 ? { session: this.options.session, event: this.options.event, events } : undefined;
    }

    #schedule(ms: number): void {
        if (ms === 0 || this.#timer === undefined) {
            clearTimeout(this.#timer);
            this.#timer = setTimeout(() => this.#due(), ms);
        }
    }

    #due(): void {
        this.#timer = undefined;
        const batch = this.#nextBatch();
        if (batch) {
            void this.#send(batch);
        }
    }

    async #send(batch: MeasurementBatch): Promise<void> {
        const sequences = batch.events.map(({ sequence }) => sequence);
        sequences.forEach((sequence) => this.#underWay.add(sequence));
        const done = await this.#deliver(batch);
        sequences.forEach((sequence) => this.#underWay.delete(sequence));
        this.#events = this.#events.filter(({ sequence }) => !done.includes(sequence));
        this.#pauseMs = done.length === 0 ? Math.min(kLongestPauseMs, this.#pauseMs * 2) : kIntervalMs;
        if (this.#events.length > 0) {
            this.#schedule(this.#pauseMs);
        }
    }

    /** The numbers that are done with. */
    async #deliver(batch: MeasurementBatch): Promise<number[]> {
        const delivered = await this.options.deliver(batch);
        if (delivered.outcome === 'unreachable') {
            return [];
        }
        const through = delivered.outcome === 'acknowledged' ? delivered.through : Infinity;
        const done = batch.events.map(({ sequence }) => sequence).filter((sequence) => sequence <= through);
        await (await this.store).forget(batch.session, done);
        return done;
    }

    // Of pages that ended before their events came through: under their own session, so that each counts once.
    async #adopt(): Promise<void> {
        const left = await (await this.store).leftBy({ than: this.options.session });
        await Promise.all(left.map((batch) => ofGoneSession(batch.session, () => this.#deliverLeft(batch))));
    }

    async #deliverLeft(left: MeasurementBatch): Promise<void> {
        for (let i = 0; i < left.events.length; i += kEventsPerBatch) {
            const done = await this.#deliver({ ...left, events: left.events.slice(i, i + kEventsPerBatch) });
            if (done.length === 0) {
                return; // the next page tries again
            }
        }
    }
}
