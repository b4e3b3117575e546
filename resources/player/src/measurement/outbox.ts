// SPDX-License-Identifier: Apache-2.0
import type { MeasurementBatch, MeasurementEvent } from '../protocol';

const kIntervalMs = 2000;
const kLongestPauseMs = 30_000;
const kEventsPerBatch = 100;

/** Where unacknowledged events outlive the page. */
export interface OutboxStore {
    /** All that one session has not had acknowledged. */
    save(batch: MeasurementBatch): void;
    forget(session: string): void;
    /** Of sessions before this one, or of other tabs: sending twice is safe. */
    leftBehind(session: string): MeasurementBatch[];
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
        for (const batch of store.leftBehind(session)) {
            void this.#deliverLeftBehind(batch);
        }
    }

    add(event: Omit<MeasurementEvent, 'sequence'>): void {
        this.#sequence += 1;
        this.#events.push({ ...event, sequence: this.#sequence });
        this.#save();
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

    #save(): void {
        if (this.#events.length > 0) {
            this.store.save({ session: this.session, event: this.event, events: this.#events });
        } else {
            this.store.forget(this.session);
        }
    }

    async #deliverLeftBehind(left: MeasurementBatch): Promise<void> {
        for (let i = 0; i < left.events.length; i += kEventsPerBatch) {
            if ((await this.#post({ ...left, events: left.events.slice(i, i + kEventsPerBatch) })) === undefined) {
                return; // the next page tries again
            }
        }
        this.store.forget(left.session);
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
        this.#save();
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

/** The browser's storage, one entry a session; without it (a private window) events live as long as the page. */
export function browserStore(prefix: string): OutboxStore {
    const guarded = <T>(fallback: T, access: () => T): T => {
        try {
            return access();
        } catch {
            return fallback; // full or forbidden: the events are still in memory
        }
    };
    return {
        save: (batch) => guarded(undefined, () => localStorage.setItem(prefix + batch.session, JSON.stringify(batch))),
        forget: (session) => guarded(undefined, () => localStorage.removeItem(prefix + session)),
        leftBehind: (session) =>
            guarded([], () =>
                Object.keys(localStorage)
                    .filter((key) => key.startsWith(prefix) && key !== prefix + session)
                    .map((key) => JSON.parse(localStorage.getItem(key) ?? '') as MeasurementBatch),
            ),
    };
}
