// SPDX-License-Identifier: Apache-2.0
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { MeasurementBatch, MeasurementEvent } from '../protocol';
import { kNoStore, type OutboxStore } from './outbox_store';

interface KeptEvent { session: string; eventSlug: string; sequence: number; event: MeasurementEvent }

interface OutboxSchema extends DBSchema {
    events: { key: [session: string, sequence: number]; value: KeptEvent };
}

const kVersion = 1;
const kLongestKeptMs = 47 * 3_600_000; // the server takes nothing that is more than two days old

/** The outbox of this origin for one server, in IndexedDB. Where there is none (a private window) it says so, once. */
export async function openIndexedOutbox(server: string): Promise<OutboxStore> {
    try {
        const database = await openDB<OutboxSchema>(`tally-outbox ${server}`, kVersion, {
            upgrade: (made) => void made.createObjectStore('events', { keyPath: ['session', 'sequence'] }),
            blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(), // a newer page wants to upgrade
        });
        return new IndexedOutbox(database);
    } catch (error) {
        console.info('tally-player: what is measured lives as long as this page: IndexedDB cannot be used.', error);
        return kNoStore;
    }
}

class IndexedOutbox implements OutboxStore {
    #failed = false;

    constructor(private readonly database: IDBPDatabase<OutboxSchema>) {}

    keep(session: string, eventSlug: string, event: MeasurementEvent): Promise<void> {
        return this.#guarded(undefined, async () => {
            await this.database.put('events', { session, eventSlug, sequence: event.sequence, event });
        });
    }

    forget(session: string, sequences: number[]): Promise<void> {
        return this.#guarded(undefined, async () => {
            const { store, done } = this.database.transaction('events', 'readwrite');
            await Promise.all([...sequences.map((sequence) => store.delete([session, sequence])), done]);
        });
    }

    leftBy({ than }: { than: string }): Promise<MeasurementBatch[]> {
        return this.#guarded([], async () => {
            await this.#dropOld();
            const batches = new Map<string, MeasurementBatch>();
            for (const { session, eventSlug, event } of await this.database.getAll('events')) {
                if (session !== than) {
                    const batch = batches.get(session) ?? { session, event: eventSlug, events: [] };
                    batch.events.push(event);
                    batches.set(session, batch);
                }
            }
            return [...batches.values()];
        });
    }

    async #dropOld(): Promise<void> {
        const oldest = Date.now() - kLongestKeptMs;
        const { store, done } = this.database.transaction('events', 'readwrite');
        for await (const cursor of store) {
            if (Date.parse(cursor.value.event.programmeTime) < oldest) {
                void cursor.delete();
            }
        }
        await done;
    }

    // Full, or taken away by the browser while it runs.
    async #guarded<T>(fallback: T, access: () => Promise<T>): Promise<T> {
        try {
            return await access();
        } catch (error) {
            if (!this.#failed) {
                this.#failed = true;
                console.info('tally-player: what is measured from here on lives as long as this page.', error);
            }
            return fallback;
        }
    }
}
