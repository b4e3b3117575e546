// SPDX-License-Identifier: Apache-2.0
import type { MeasurementBatch, MeasurementEvent } from '../protocol';

const kIntervalMs = 2000;
const kLongestPauseMs = 30_000;
const kEventsPerBatch = 100;

/** Where unacknowledged events outlive the page. */
export interface OutboxStore {
    save(batch: MeasurementBatch): void;
    load(): MeasurementBatch | undefined;
}

/** Events wait here until the server has them for good: sent at intervals, deleted on acknowledgement alone. */
export class Outbox {
    #events: MeasurementEvent[] = [];
    #sequence = 0;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #pauseMs = kIntervalMs;
    #sending = false;

    constructor(
        private readonly url: string,
        private readonly session: string,
        private readonly event: string,
        private readonly store: OutboxStore,
    ) {
        const left = store.load();
        if (left && left.events.length > 0) {
            void this.#post(left); // of a page that was closed before; sending twice is safe
        }
    }

    add(event: Omit<MeasurementEvent, 'sequence'>): void {
        this.#sequence += 1;
        this.#events.push({ ...event, sequence: this.#sequence });
        this.store.save(this.#batch());
        this.#schedule(event.kind === 'complete' ? 0 : this.#pauseMs * (0.8 + 0.4 * Math.random()));
    }

    /** At the end of the page: what waits is given to the browser to send. */
    leave(): void {
        if (this.#events.length > 0) {
            navigator.sendBeacon(this.url, new Blob([JSON.stringify(this.#batch())], { type: 'application/json' }));
        }
    }

    #batch(): MeasurementBatch {
        return { session: this.session, event: this.event, events: this.#events.slice(0, kEventsPerBatch) };
    }

    #schedule(ms: number): void {
        if (ms === 0 || this.#timer === undefined) {
            clearTimeout(this.#timer);
            this.#timer = setTimeout(() => void this.#send(), ms);
        }
    }

    async #send(): Promise<void> {
        this.#timer = undefined;
        if (this.#sending || this.#events.length === 0) {
            return;
        }
        this.#sending = true;
        const batch = this.#batch();
        const through = await this.#post(batch);
        this.#sending = false;
        this.#pauseMs = through === undefined ? Math.min(kLongestPauseMs, this.#pauseMs * 2) : kIntervalMs;
        this.#events = this.#events.filter((event) => event.sequence > (through ?? 0));
        this.store.save(this.#batch());
        if (this.#events.length > 0) {
            this.#schedule(this.#pauseMs);
        }
    }

    async #post(batch: MeasurementBatch): Promise<number | undefined> {
        try {
            const response = await fetch(this.url, {
                method: 'POST',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify(batch),
                keepalive: true,
            });
            return response.ok ? ((await response.json()) as { through: number }).through : undefined;
        } catch {
            return undefined;
        }
    }
}

/** The tab's own storage; without one (a private window) events live as long as the page. */
export function tabStore(key: string): OutboxStore {
    return {
        save(batch) {
            try {
                localStorage.setItem(key, JSON.stringify(batch));
            } catch {
                // full or forbidden: the events are still in memory
            }
        },
        load() {
            try {
                return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
            } catch {
                return undefined;
            }
        },
    };
}
