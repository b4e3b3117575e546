// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Delivered } from '../../resources/player/src/measurement/delivery';
import { Outbox } from '../../resources/player/src/measurement/outbox';
import type { OutboxStore } from '../../resources/player/src/measurement/outbox_store';
import type { MeasurementBatch, MeasurementEvent, MeasurementKind } from '../../resources/player/src/protocol';

const event = (kind: MeasurementKind) => ({
    cue: 'c', cueDate: '2026-11-24', play: 'p', creative: 'k', campaign: 'm', kind, ordinal: 0,
    programmeTime: '2026-11-24T09:00:00.000Z', watchedMs: 0,
});

function memoryStore(): OutboxStore & { kept: Map<string, { slug: string; event: MeasurementEvent }> } {
    const kept = new Map<string, { slug: string; event: MeasurementEvent }>();
    return {
        kept,
        keep: async (session, slug, event) => void kept.set(`${session} ${event.sequence}`, { slug, event }),
        forget: async (session, sequences) => sequences.forEach((sequence) => kept.delete(`${session} ${sequence}`)),
        leftBy: async ({ than }) => {
            const others = [...kept].filter(([key]) => !key.startsWith(`${than} `));
            return others.map(([key, { slug, event }]) => ({ session: key.split(' ')[0]!, event: slug, events: [event] }));
        },
    };
}

describe('the outbox', () => {
    let sent: MeasurementBatch[];
    let answer: (batch: MeasurementBatch) => Promise<Delivered>;
    let store: ReturnType<typeof memoryStore>;

    const acknowledge = async ({ events }: MeasurementBatch): Promise<Delivered> =>
        ({ outcome: 'acknowledged', through: events.at(-1)!.sequence });
    const makeOutbox = (beacon?: (batch: MeasurementBatch) => void) => new Outbox({
        session: 's', event: 'cup', beacon,
        deliver: (batch) => {
            sent.push(batch);
            return answer(batch);
        },
    }, Promise.resolve(store));
    const sequences = () => sent.map(({ events }) => events.map(({ sequence }) => sequence));

    beforeEach(() => {
        vi.useFakeTimers();
        sent = [];
        answer = acknowledge;
        store = memoryStore();
    });
    afterEach(() => void vi.useRealTimers());

    test('numbers events without a hole and deletes them on acknowledgement', async () => {
        const outbox = makeOutbox();
        outbox.add(event('impression'));
        outbox.add(event('start'));
        await vi.advanceTimersByTimeAsync(0);
        expect([...store.kept.keys()]).toEqual(['s 1', 's 2']);
        await vi.advanceTimersByTimeAsync(3000);
        expect(sequences()).toEqual([[1, 2]]);
        expect(store.kept.size).toBe(0);
    });

    test('sends a completed ad at once', async () => {
        const outbox = makeOutbox();
        outbox.add(event('impression'));
        outbox.add(event('complete'));
        await vi.advanceTimersByTimeAsync(0);
        expect(sequences()).toEqual([[1, 2]]);
    });

    test('keeps everything over an outage', async () => {
        const outbox = makeOutbox();
        answer = async () => ({ outcome: 'unreachable' });
        outbox.add(event('complete'));
        await vi.advanceTimersByTimeAsync(10_000);
        expect(store.kept.size).toBe(1);
        answer = acknowledge;
        await vi.advanceTimersByTimeAsync(60_000);
        expect(sent.length).toBeGreaterThan(1);
        expect(store.kept.size).toBe(0);
    });

    test('lets go of what the server will never take', async () => {
        const outbox = makeOutbox();
        answer = async () => ({ outcome: 'refused' });
        outbox.add(event('complete'));
        await vi.advanceTimersByTimeAsync(60_000);
        expect(sequences()).toEqual([[1]]);
        expect(store.kept.size).toBe(0);
    });

    test('deletes no more than was acknowledged', async () => {
        const outbox = makeOutbox();
        answer = async () => ({ outcome: 'acknowledged', through: 1 });
        outbox.add(event('impression'));
        outbox.add(event('start'));
        await vi.advanceTimersByTimeAsync(3000);
        expect([...store.kept.keys()]).toEqual(['s 2']);
    });

    test('at the end of the page sends what waits, and not what is on its way', async () => {
        const outbox = makeOutbox();
        answer = () => new Promise(() => undefined);
        outbox.add(event('impression'));
        await vi.advanceTimersByTimeAsync(3000);
        outbox.add(event('start'));
        outbox.flush();
        outbox.flush();
        expect(sequences()).toEqual([[1], [2]]);
    });

    test('uses the beacon where a request ends with the page, and deletes nothing by it', async () => {
        const beacon = vi.fn();
        const outbox = makeOutbox(beacon);
        outbox.add(event('impression'));
        outbox.flush();
        await vi.advanceTimersByTimeAsync(0);
        expect(beacon).toHaveBeenCalledOnce();
        expect(sent).toEqual([]);
        expect(store.kept.size).toBe(1);
    });

    test('delivers what an earlier page left behind, under its own session', async () => {
        await store.keep('old', 'cup', { ...event('complete'), sequence: 7 });
        makeOutbox();
        await vi.advanceTimersByTimeAsync(0);
        expect(sent).toMatchObject([{ session: 'old', event: 'cup', events: [{ sequence: 7 }] }]);
        expect(store.kept.size).toBe(0);
    });

    test('leaves what an earlier page left behind where it is while nobody answers', async () => {
        await store.keep('old', 'cup', { ...event('complete'), sequence: 7 });
        answer = async () => ({ outcome: 'unreachable' });
        makeOutbox().add(event('impression'));
        await vi.advanceTimersByTimeAsync(5000);
        expect([...store.kept.keys()]).toEqual(['old 7', 's 1']);
    });

    test('leaves alone what belongs to a page that is still open', async () => {
        await store.keep('open', 'cup', { ...event('complete'), sequence: 7 });
        vi.stubGlobal('navigator', {
            locks: { request: async (_name: string, _options: object, work: (lock: null) => unknown) => work(null) },
        });
        makeOutbox();
        await vi.advanceTimersByTimeAsync(5000);
        vi.unstubAllGlobals();
        expect(sent).toEqual([]);
        expect([...store.kept.keys()]).toEqual(['open 7']);
    });
});
