// SPDX-License-Identifier: Apache-2.0
import type { Cue } from '../protocol';

export const kCueClass = 'org.tallylight.cue';
const kAgainMs = 2000; // after a fetch that failed; the playlist says the cue several times a second

/** What a date range says of a cue: where it can be fetched, which revision is there, and when it ends (NaN: not said). */
export interface CueReference { id: string; revision: number; uri: string; endMs: number }

export function cueReference(id: string, attributes: Record<string, unknown>): CueReference | undefined {
    const uri = attributes['X-CUE-URI'];
    if (attributes['CLASS'] !== kCueClass || typeof uri !== 'string') {
        return undefined;
    }
    const endMs = Date.parse(String(attributes['START-DATE'])) + Number(attributes['DURATION']) * 1000;
    return { id, revision: Number(attributes['X-REVISION'] ?? 1), uri, endMs };
}

/** The way of cues to late joiners and to players whose socket is away. Fetches what is news and not over for this viewer. */
export class ManifestCues {
    readonly #asked = new Set<string>();

    constructor(
        private readonly server: string,
        private readonly knownRevision: (id: string) => number,
        private readonly learn: (cue: Cue) => void,
    ) {}

    /** `programmeMs`: of the picture on the screen. Who goes back is told of what is before him then. */
    async follow(reference: CueReference, programmeMs: number): Promise<void> {
        const key = `${reference.id}.${reference.revision}`;
        const isNews = !this.#asked.has(key) && this.knownRevision(reference.id) < reference.revision;
        if (!isNews || Number.isNaN(programmeMs) || reference.endMs <= programmeMs) {
            return;
        }
        this.#asked.add(key);
        const cue = await this.#fetch(reference);
        if (cue) {
            this.learn(cue);
        } else {
            setTimeout(() => this.#asked.delete(key), kAgainMs);
        }
    }

    async #fetch({ uri }: CueReference): Promise<Cue | undefined> {
        try {
            const response = await fetch(new URL(uri, this.server));
            return response.ok ? ((await response.json()) as Cue) : undefined;
        } catch {
            return undefined;
        }
    }
}
