// SPDX-License-Identifier: Apache-2.0
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openIndexedOutbox } from '../../resources/player/src/measurement/indexed_outbox';

const event = (sequence: number, at = Date.now()) => ({
    sequence, cue: 'c', cueDate: '2026-11-24', play: 'p', creative: 'k', campaign: 'm', kind: 'start' as const, ordinal: 0,
    programmeTime: new Date(at).toISOString(), watchedMs: 0,
});
const kServer = 'https://tally.example';

describe('the outbox in IndexedDB', () => {
    beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));
    afterEach(() => {
        vi.unstubAllGlobals();
        vi.restoreAllMocks();
    });

    test('outlives the page, batch by batch and in order', async () => {
        const store = await openIndexedOutbox(kServer);
        await store.keep('a', 'cup', event(2));
        await store.keep('a', 'cup', event(1));
        await store.keep('b', 'final', event(1));
        const left = await (await openIndexedOutbox(kServer)).leftBy({ than: 'new' });
        expect(left.map(({ session, event, events }) => [session, event, ...events.map(({ sequence }) => sequence)]))
            .toEqual([['a', 'cup', 1, 2], ['b', 'final', 1]]);
    });

    test('gives nobody what is his own, and forgets by number', async () => {
        const store = await openIndexedOutbox(kServer);
        await store.keep('a', 'cup', event(1));
        await store.keep('a', 'cup', event(2));
        expect(await store.leftBy({ than: 'a' })).toEqual([]);
        await store.forget('a', [1]);
        expect(await store.leftBy({ than: 'b' })).toMatchObject([{ events: [{ sequence: 2 }] }]);
    });

    test('keeps the events of two servers apart', async () => {
        await (await openIndexedOutbox(kServer)).keep('a', 'cup', event(1));
        expect(await (await openIndexedOutbox('https://other.example')).leftBy({ than: 'b' })).toEqual([]);
    });

    test('drops what is too old for the server to take', async () => {
        const store = await openIndexedOutbox(kServer);
        await store.keep('a', 'cup', event(1, Date.now() - 48 * 3_600_000));
        await store.keep('a', 'cup', event(2));
        expect(await store.leftBy({ than: 'b' })).toMatchObject([{ events: [{ sequence: 2 }] }]);
    });

    test('without IndexedDB keeps nothing, harms nobody and says so once', async () => {
        vi.stubGlobal('indexedDB', { open: () => { throw new DOMException('private', 'InvalidStateError'); } });
        const said = vi.spyOn(console, 'info').mockImplementation(() => undefined);
        const store = await openIndexedOutbox(kServer);
        await store.keep('a', 'cup', event(1));
        expect(await store.leftBy({ than: 'b' })).toEqual([]);
        expect(said).toHaveBeenCalledOnce();
    });

    test('a store that fails while it runs says so once', async () => {
        const store = await openIndexedOutbox(kServer);
        const said = vi.spyOn(console, 'info').mockImplementation(() => undefined);
        vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
            throw new DOMException('full', 'QuotaExceededError');
        });
        await store.keep('a', 'cup', event(1));
        await store.keep('a', 'cup', event(2));
        expect(said).toHaveBeenCalledOnce();
    });
});
