// SPDX-License-Identifier: Apache-2.0
import { CueBook } from '../cues/cue_book';
import { cueTimes, type CuePhase, phaseAt, squeezeAt } from '../cues/timing';
import type { Cue, CueCandidate } from '../protocol';
import { entranceTo } from './admission';
import type { AdPhase, AdView } from './ad_view';
import type { AssetCache } from './asset_cache';
import { Opening } from './opening';
import { placementOf } from './placement';
import { Play, type PlayReport } from './play';
import { Preloader } from './preloader';

export interface StageEvents {
    ready(cue: string, creative: string | undefined): void;
    report(report: PlayReport): void;
}

/** A presented frame. `nowMs`: the device's clock, for what is no matter of the programme's. */
export interface StageFrame { programmeMs: number; nowMs: number; timeShifted: boolean }

/** Puts cues on the picture, frame by frame on the programme clock. Content wins: nothing cached, no squeeze. */
export class AdStage {
    readonly book = new CueBook();
    readonly #preloader: Preloader;
    readonly #plays = new Map<string, Play>();
    readonly #missed = new Set<string>();
    #play: Play | undefined;
    #opening = Opening.atOnce();
    #hidden = false;

    constructor(
        private readonly view: AdView,
        private readonly assets: AssetCache,
        private readonly events: StageEvents,
        private readonly stillMotion: () => boolean, // the viewer wants no animation
    ) {
        this.#preloader = new Preloader(assets, events.ready);
    }

    /** A cue that became known, or is said again: its creatives are fetched, the server hears when one can be shown. */
    async learn(cue: Cue): Promise<void> {
        if (!this.book.put(cue)) {
            this.#preloader.repeat(cue.id);
        } else if (cue.state !== 'cancelled') {
            await this.#preloader.preload(cue);
        }
    }

    /** For each presented frame; its programme time is NaN while the programme clock is not known. */
    frame(frame: StageFrame): void {
        const cue = Number.isNaN(frame.programmeMs) ? undefined : this.book.at(frame.programmeMs);
        if (!cue || !this.#isOn(cue, frame)) {
            this.#clear(frame.programmeMs);
            return;
        }
        if (this.#hidden) {
            this.#hidden = false;
            this.#opening = Opening.from(frame.nowMs, cue.layout.enterMs);
        }
        this.#show(cue, frame);
        this.#report(this.#play?.frame(frame.programmeMs) ?? []);
    }

    /** The content stands still: the picture is given back until it goes on. */
    stalled(): void {
        if (this.#play && !this.#hidden) {
            this.#hidden = true;
            this.#play.interrupt();
            this.view.hide(this.#play.cue.id);
        }
    }

    #show(cue: Cue, { programmeMs, nowMs }: StageFrame): void {
        const times = cueTimes(cue);
        const eased = squeezeAt(times, programmeMs) * this.#opening.at(nowMs);
        const amount = this.stillMotion() ? Math.ceil(eased) : eased;
        this.view.show(placementOf(cue.layout, amount), adPhase(phaseAt(times, programmeMs)), cue.id);
    }

    #isOn(cue: Cue, frame: StageFrame): boolean {
        if (this.#play?.cue.id === cue.id) {
            this.#play.cue = cue;
            return true;
        }
        const entrance = entranceTo(cue, frame.programmeMs, frame.timeShifted);
        const play = entrance === 'none' ? undefined : this.#playOf(cue, frame);
        if (!play) {
            return false;
        }
        this.#clear(frame.programmeMs);
        this.#play = play;
        const comesIn = entrance === 'late' && cue.layout.enterMs > 0;
        this.#opening = comesIn ? Opening.from(frame.nowMs, cue.layout.enterMs) : Opening.atOnce();
        this.view.begin(this.assets.url(play.candidate.asset) ?? '', play.candidate.name);
        return true;
    }

    #playOf(cue: Cue, { programmeMs }: StageFrame): Play | undefined {
        const known = this.#plays.get(cue.id);
        if (known && this.#isHere(known.candidate)) {
            return known;
        }
        const candidate = known ? undefined : cue.candidates.find((each) => this.#isHere(each));
        if (!candidate) {
            this.#reportMissed(cue, programmeMs);
            return undefined;
        }
        const play = new Play(cue, candidate);
        this.#plays.set(cue.id, play);
        return play;
    }

    #isHere({ asset }: CueCandidate): boolean {
        return this.assets.url(asset) !== undefined;
    }

    // Once a cue, and only where it would have been on this viewer's screen.
    #reportMissed(cue: Cue, programmeMs: number): void {
        const best = cue.candidates[0];
        if (best && this.#preloader.hasFailed(cue.id) && !this.#missed.has(cue.id)) {
            this.#missed.add(cue.id);
            this.#report([new Play(cue, best).failed(programmeMs)]);
        }
    }

    #clear(programmeMs: number): void {
        if (this.#play) {
            this.#report(this.#play.end(programmeMs));
            this.#play = undefined;
            this.#hidden = false;
            this.view.end();
        }
    }

    #report(reports: PlayReport[]): void {
        reports.forEach((report) => this.events.report(report));
    }
}

function adPhase(phase: CuePhase): AdPhase {
    return phase === 'before' ? 'over' : phase;
}
