// SPDX-License-Identifier: Apache-2.0
import type { Cue, CueCandidate } from '../protocol';
import type { AssetCache } from './asset_cache';

/** The creative that can be shown, or undefined: none of the cue's. */
export type ReadyListener = (cue: string, creative: string | undefined) => void;

const kPausesMs = [0, 500, 2000]; // before each round: a cue fired now leaves a few seconds
const kPatienceMs = 1500; // with one creative, before the next one is asked for as well

/** Fetches the creatives of cues before their time, best first, and says what came of it. */
export class Preloader {
    readonly #outcomes = new Map<string, string | undefined>();

    constructor(
        private readonly assets: AssetCache,
        private readonly ready: ReadyListener,
    ) {}

    async preload(cue: Cue): Promise<void> {
        this.#outcomes.delete(cue.id);
        let found: CueCandidate | undefined;
        for (const pause of kPausesMs) {
            await after(pause, undefined);
            found = await this.#firstOf(cue);
            if (found) {
                break;
            }
        }
        this.#outcomes.set(cue.id, found?.creative);
        this.ready(cue.id, found?.creative);
    }

    /** To a server that may not have heard it: the socket was away. */
    repeat(cue: string): void {
        if (this.#outcomes.has(cue)) {
            this.ready(cue, this.#outcomes.get(cue));
        }
    }

    /** Every creative of the cue was tried, and none can be shown. */
    hasFailed(cue: string): boolean {
        return this.#outcomes.has(cue) && this.#outcomes.get(cue) === undefined;
    }

    async #firstOf(cue: Cue): Promise<CueCandidate | undefined> {
        for (const candidate of cue.candidates) {
            if (await Promise.race([this.assets.load(candidate.asset), after(kPatienceMs, false)])) {
                return candidate;
            }
        }
        return undefined;
    }
}

function after<T>(ms: number, value: T): Promise<T> {
    return new Promise((resolve) => setTimeout(() => resolve(value), ms));
}
