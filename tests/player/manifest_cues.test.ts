// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ManifestCues } from '../../resources/player/src/cues/manifest_cues';

const reference = { id: 'a', revision: 2, uri: '/live/cup/cues/a.2.json', endMs: 10_000 };

describe('cues of the manifest', () => {
    const learn = vi.fn();
    const fetched = vi.fn();
    let known: number;
    let answers: boolean;
    let cues: ManifestCues;

    beforeEach(() => {
        vi.useFakeTimers();
        learn.mockClear();
        fetched.mockClear();
        known = 0;
        answers = true;
        vi.stubGlobal('fetch', async (url: URL) => {
            fetched(url.href);
            return { ok: answers, json: async () => ({ id: 'a' }) };
        });
        cues = new ManifestCues('https://tally.example', () => known, learn);
    });
    afterEach(() => {
        vi.useRealTimers();
        vi.unstubAllGlobals();
    });

    test('are fetched from the server once, however often the playlist says them', async () => {
        await cues.follow(reference, 5000);
        await cues.follow(reference, 5200);
        expect(fetched.mock.calls).toEqual([['https://tally.example/live/cup/cues/a.2.json']]);
        expect(learn).toHaveBeenCalledWith({ id: 'a' });
    });

    test('are not asked for where the socket was faster', async () => {
        known = 2;
        await cues.follow(reference, 5000);
        expect(fetched).not.toHaveBeenCalled();
    });

    test('are not asked for while they are over for this viewer, but when he has gone back', async () => {
        await cues.follow(reference, NaN);
        await cues.follow(reference, 12_000);
        expect(fetched).not.toHaveBeenCalled();
        await cues.follow(reference, 3000);
        expect(learn).toHaveBeenCalledOnce();
    });

    test('are asked for again when they could not be had, not at once', async () => {
        answers = false;
        await cues.follow(reference, 5000);
        answers = true;
        await cues.follow(reference, 5200);
        expect(fetched).toHaveBeenCalledOnce();
        await vi.advanceTimersByTimeAsync(2000);
        await cues.follow(reference, 7200);
        expect(learn).toHaveBeenCalledOnce();
    });
});
