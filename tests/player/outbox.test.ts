// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Outbox, type OutboxStore } from '../../resources/player/src/measurement/outbox';
import type { MeasurementBatch, MeasurementKind } from '../../resources/player/src/protocol';

const event = (kind: MeasurementKind) => ({
    cue: 'c', cueDate: '2026-11-24', play: 'p', creative: 'k', campaign: 'm', kind, ordinal: 0,
    programmeTime: '2026-11-24T09:00:00.000Z', watchedMs: 0,
});

function memoryStore(): OutboxStore & { kept: Map<string, MeasurementBatch> } {
    const kept = new Map<string, MeasurementBatch>();
    return {
        kept,
        save: (batch) => void kept.set(batch.session, structuredClone(batch)),
        forget: (session) => void kept.delete(session),
        leftBehind: (session) => [...kept.values()].filter((batch) => batch.session !== session),
    };
}

describe('the outbox', () => {
    const sent: MeasurementBatch[] = [];
    let answers = true;

    beforeEach(() => {
        vi.useFakeTimers();
        sent.length = 0;
        answers = true;
        vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
            if (!answers) {
                throw new TypeError('no network');
            }
            const batch = JSON.parse(body) as MeasurementBatch;
            sent.push(batch);
            return { ok: true, json: async () => ({ through: batch.events.at(-1)?.sequence ?? 0 }) };
        });
    });
    afterEach(() => {
        vi.useRealTimers();
        vi.unstubAllGlobals();
    });

    test('numbers events without a hole and deletes them on acknowledgement', async () => {
        const store = memoryStore();
        const outbox = new Outbox('/m', 's', 'cup', store);
        outbox.add(event('impression'));
        outbox.add(event('start'));
        expect(store.kept.get('s')?.events.map(({ sequence }) => sequence)).toEqual([1, 2]);
        await vi.advanceTimersByTimeAsync(3000);
        expect(sent.flatMap(({ events }) => events.map(({ sequence }) => sequence))).toEqual([1, 2]);
        expect(store.kept.size).toBe(0);
    });

    test('sends a completed ad at once', async () => {
        const outbox = new Outbox('/m', 's', 'cup', memoryStore());
        outbox.add(event('impression'));
        outbox.add(event('complete'));
        await vi.advanceTimersByTimeAsync(0);
        expect(sent[0]?.events).toHaveLength(2);
    });

    test('keeps everything over an outage', async () => {
        const store = memoryStore();
        const outbox = new Outbox('/m', 's', 'cup', store);
        answers = false;
        outbox.add(event('complete'));
        await vi.advanceTimersByTimeAsync(10_000);
        expect(store.kept.get('s')?.events).toHaveLength(1);
        answers = true;
        await vi.advanceTimersByTimeAsync(60_000);
        expect(sent.flatMap(({ events }) => events)).toHaveLength(1);
        expect(store.kept.size).toBe(0);
    });

    test('delivers what an earlier page left behind, under its own session', async () => {
        const store = memoryStore();
        store.save({ session: 'old', event: 'cup', events: [{ ...event('complete'), sequence: 7 }] });
        new Outbox('/m', 's', 'cup', store);
        await vi.advanceTimersByTimeAsync(0);
        expect(sent).toMatchObject([{ session: 'old', events: [{ sequence: 7 }] }]);
        expect(store.kept.size).toBe(0);
    });

    test('leaves what an earlier page left behind where it is while nobody answers', async () => {
        const store = memoryStore();
        store.save({ session: 'old', event: 'cup', events: [{ ...event('complete'), sequence: 7 }] });
        answers = false;
        const outbox = new Outbox('/m', 's', 'cup', store);
        outbox.add(event('impression'));
        await vi.advanceTimersByTimeAsync(5000);
        expect([...store.kept.keys()]).toEqual(['old', 's']);
    });
});
