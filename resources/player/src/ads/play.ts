// SPDX-License-Identifier: Apache-2.0
import { Quartiles, WatchedTime } from '../measurement/watched';
import type { Cue, CueCandidate, MeasurementEvent, MeasurementKind } from '../protocol';

export type PlayReport = Omit<MeasurementEvent, 'sequence'>;

const kLongestStepMs = 500; // between two frames that were watched in a row; more is a seek or a stall

/** One viewer's showing of one cue: what was watched, and what is to be reported of it. */
export class Play {
    readonly #id = randomUuid();
    readonly #watched = new WatchedTime();
    readonly #quartiles = new Quartiles();
    #lastMs: number | undefined;

    constructor(
        readonly cue: Cue,
        private readonly candidate: CueCandidate,
    ) {}

    /** What the frame at this programme time brought about. */
    frame(programmeMs: number): PlayReport[] {
        const first = this.#lastMs === undefined;
        const step = programmeMs - (this.#lastMs ?? programmeMs);
        if (step > 0 && step < kLongestStepMs) {
            this.#watched.add(programmeMs - step, programmeMs);
        }
        this.#lastMs = programmeMs;
        const kinds: MeasurementKind[] = first ? ['impression', 'start'] : [];
        return [...kinds, ...this.#quartiles.reached(this.#watched.ms, this.cue.durationMs)].map((kind) =>
            this.#report(kind, programmeMs),
        );
    }

    /** The cue is over: its last frame was on screen until its end. */
    end(): PlayReport[] {
        const end = Date.parse(this.cue.start) + this.cue.durationMs;
        return this.#lastMs !== undefined && end - this.#lastMs < kLongestStepMs ? this.frame(end) : [];
    }

    #report(kind: MeasurementKind, programmeMs: number): PlayReport {
        return {
            cue: this.cue.id,
            cueDate: new Date(this.cue.start).toISOString().slice(0, 10),
            play: this.#id,
            creative: this.candidate.creative,
            campaign: this.candidate.campaign,
            kind,
            ordinal: 0,
            programmeTime: new Date(programmeMs).toISOString(),
            watchedMs: Math.round(this.#watched.ms),
        };
    }
}

/** RFC 9562 version 4; crypto.randomUUID is there in secure contexts alone. */
export function randomUuid(): string {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
