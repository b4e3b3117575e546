// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AssetCache } from '../../resources/player/src/ads/asset_cache';
import { Preloader } from '../../resources/player/src/ads/preloader';
import type { Cue, CueAsset } from '../../resources/player/src/protocol';

const vector = JSON.parse(readFileSync(new URL('../vectors/cue.json', import.meta.url), 'utf8')) as Cue;
const [only] = vector.candidates;
const candidate = (creative: string) => ({ ...only!, creative, asset: { ...only!.asset, sha256: creative } });
const cue: Cue = { ...vector, id: 'cue', candidates: [candidate('best'), candidate('next')] };

describe('the preloader', () => {
    const ready = vi.fn();
    let load: (asset: CueAsset) => Promise<boolean>;
    let asked: string[];
    let preloader: Preloader;

    beforeEach(() => {
        vi.useFakeTimers();
        ready.mockClear();
        asked = [];
        const assets = {
            load: (asset: CueAsset) => {
                asked.push(asset.sha256);
                return load(asset);
            },
        };
        preloader = new Preloader(assets as unknown as AssetCache, ready);
    });
    afterEach(() => void vi.useRealTimers());

    test('asks for no more than the best that can be had', async () => {
        load = async () => true;
        void preloader.preload(cue);
        await vi.advanceTimersByTimeAsync(10);
        expect(asked).toEqual(['best']);
        expect(ready.mock.calls).toEqual([['cue', 'best']]);
    });

    test('does not wait for one that hangs', async () => {
        load = ({ sha256 }) => (sha256 === 'best' ? new Promise(() => undefined) : Promise.resolve(true));
        void preloader.preload(cue);
        await vi.advanceTimersByTimeAsync(2000);
        expect(ready.mock.calls).toEqual([['cue', 'next']]);
    });

    test('tries again, and then says that there is none', async () => {
        load = async () => false;
        void preloader.preload(cue);
        await vi.advanceTimersByTimeAsync(100);
        expect(preloader.hasFailed('cue')).toBe(false);
        await vi.advanceTimersByTimeAsync(3000);
        expect(asked).toEqual(['best', 'next', 'best', 'next', 'best', 'next']);
        expect(ready.mock.calls).toEqual([['cue', undefined]]);
        expect(preloader.hasFailed('cue')).toBe(true);
    });

    test('says again what it knows, and nothing of what it does not', async () => {
        load = async () => true;
        preloader.repeat('cue');
        void preloader.preload(cue);
        await vi.advanceTimersByTimeAsync(10);
        preloader.repeat('cue');
        expect(ready.mock.calls).toEqual([['cue', 'best'], ['cue', 'best']]);
    });
});
