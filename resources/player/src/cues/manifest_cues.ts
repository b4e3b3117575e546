// SPDX-License-Identifier: Apache-2.0
import type { Cue } from '../protocol';

export const kCueClass = 'org.tallylight.cue';

/** What a date range says of a cue: where it can be fetched, and which revision is there. */
export interface CueReference { id: string; revision: number; uri: string }

export function cueReference(id: string, attributes: Record<string, unknown>): CueReference | undefined {
    const uri = attributes['X-CUE-URI'];
    if (attributes['CLASS'] !== kCueClass || typeof uri !== 'string') {
        return undefined;
    }
    return { id, revision: Number(attributes['X-REVISION'] ?? 1), uri };
}

/** The cue of a date range; nothing when it cannot be had: the socket, or the next playlist, may still bring it. */
export async function fetchCue(server: string, reference: CueReference): Promise<Cue | undefined> {
    try {
        const response = await fetch(new URL(reference.uri, server));
        return response.ok ? ((await response.json()) as Cue) : undefined;
    } catch {
        return undefined;
    }
}
