// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { browserAssetStore } from '../../resources/player/src/ads/asset_store';

/** As in the specification: keys in the order of their last put. */
class FakeCache {
    readonly kept = new Map<string, Response>();

    match = async (key: string) => this.kept.get(key)?.clone();
    put = async (key: string, response: Response) => {
        this.kept.delete(key);
        this.kept.set(key, response);
    };
    delete = async (key: string) => this.kept.delete(key);
    keys = async () => [...this.kept.keys()];
}

const asset = (bytes: number) => new Blob([new Uint8Array(bytes)], { type: 'image/png' });

describe('creatives in Cache Storage', () => {
    let cache: FakeCache;

    beforeEach(() => {
        cache = new FakeCache();
        vi.stubGlobal('caches', { open: async () => cache });
    });
    afterEach(() => void vi.unstubAllGlobals());

    test('come back as they were', async () => {
        const store = browserAssetStore();
        await store.put('a', asset(10));
        const back = await store.get('a');
        expect([back?.size, back?.type]).toEqual([10, 'image/png']);
        expect(await store.get('b')).toBeUndefined();
    });

    test('are bounded: what was used least recently goes', async () => {
        const store = browserAssetStore(25);
        await store.put('a', asset(10));
        await store.put('b', asset(10));
        await store.get('a');
        await store.put('c', asset(10));
        expect([...cache.kept.keys()]).toEqual(['/creatives/a', '/creatives/c']);
    });

    test('the newest stays, whatever its size', async () => {
        const store = browserAssetStore(25);
        await store.put('a', asset(10));
        await store.put('b', asset(100));
        expect([...cache.kept.keys()]).toEqual(['/creatives/b']);
    });

    test('a store that fails is as none', async () => {
        vi.stubGlobal('caches', { open: async () => { throw new DOMException('no', 'SecurityError'); } });
        const store = browserAssetStore();
        await store.put('a', asset(10));
        expect(await store.get('a')).toBeUndefined();
    });

    test('and so is a browser without it', async () => {
        vi.stubGlobal('caches', undefined);
        expect(await browserAssetStore().get('a')).toBeUndefined();
    });
});
