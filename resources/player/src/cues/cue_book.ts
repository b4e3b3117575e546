// SPDX-License-Identifier: Apache-2.0
import type { Cue } from '../protocol';
import { cueTimes } from './timing';

/** All cues that are known, by whatever way they came: of one id the highest revision counts. */
export class CueBook {
    readonly #cues = new Map<string, Cue>();

    /** True when it is news. */
    put(cue: Cue): boolean {
        const known = this.#cues.get(cue.id);
        if (known && known.revision >= cue.revision) {
            return false;
        }
        this.#cues.set(cue.id, cue);
        return true;
    }

    revisionOf(id: string): number {
        return this.#cues.get(id)?.revision ?? 0;
    }

    /** The committed cue whose time it is. */
    at(programmeMs: number): Cue | undefined {
        return [...this.#cues.values()].find((cue) => {
            const { start, end } = cueTimes(cue);
            return cue.state === 'committed' && programmeMs >= start && programmeMs < end;
        });
    }
}
