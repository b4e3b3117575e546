// SPDX-License-Identifier: Apache-2.0
import { randomUuid } from '../identity';
import { Quartiles, WatchedTime } from '../measurement/watched';
import type { Cue, CueCandidate, MeasurementEvent, MeasurementKind } from '../protocol';

export type PlayReport = Omit<MeasurementEvent, 'sequence'>;

const kLongestStepMs = 500; // between two frames that were watched in a row; more is a seek or a stall
const kNotFetched = 502; // VAST: unable to fetch a non-linear resource

/**
 * One viewer's showing of one cue: what was watched, and what is to be reported of it. It stays the same play when the
 * viewer goes back over it, so that nothing counts twice.
 */
export class Play {
    readonly #id = randomUuid();
    readonly #watched = new WatchedTime();
    readonly #quartiles = new Quartiles();
    #begun = false;
    #lastMs: number | undefined;

    constructor(
        public cue: Cue, // its latest revision
        readonly candidate: CueCandidate,
    ) {}

    /** What the frame at this programme time brought about. */
    frame(programmeMs: number): PlayReport[] {
        const kinds: MeasurementKind[] = this.#begun ? [] : ['impression', 'start'];
        this.#begun = true;
        const step = programmeMs - (this.#lastMs ?? programmeMs);
        if (step > 0 && step < kLongestStepMs) {
            this.#watched.add(programmeMs - step, programmeMs);
        }
        this.#lastMs = programmeMs;
        kinds.push(...this.#quartiles.reached(this.#watched.ms, this.cue.durationMs));
        return kinds.map((kind) => this.#report(kind, programmeMs));
    }

    /** The ad is hidden: what passes until its next frame is not watched. */
    interrupt(): void {
        this.#lastMs = undefined;
    }

    /** The picture has come to where the ad is not. Played up to there, its last frame was on screen until its end. */
    end(programmeMs: number): PlayReport[] {
        const end = Date.parse(this.cue.start) + this.cue.durationMs;
        const playedOut = programmeMs >= end && programmeMs - (this.#lastMs ?? NaN) < kLongestStepMs;
        const reports = playedOut ? this.frame(end) : [];
        this.interrupt();
        return reports;
    }

    /** Its time had come and it could not be shown. */
    failed(programmeMs: number): PlayReport {
        return { ...this.#report('error', programmeMs), vastError: kNotFetched };
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
