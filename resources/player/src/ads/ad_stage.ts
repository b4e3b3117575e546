// SPDX-License-Identifier: Apache-2.0
import { CueBook } from '../cues/cue_book';
import { contentRect, cueTimes, type CuePhase, phaseAt, squeezeAt } from '../cues/timing';
import type { Cue, CueCandidate } from '../protocol';
import type { AssetCache } from './asset_cache';
import { Play, type PlayReport } from './play';

export interface StageElements {
    host: HTMLElement;
    video: HTMLVideoElement;
    underlay: HTMLImageElement;
    label: HTMLElement;
}

export interface StageEvents {
    ready(cue: string, creative: string | undefined): void;
    report(report: PlayReport): void;
}

const kLateStartMs = 1500; // how far a cue may have gone for a viewer who joins, where it is to be skipped

/** Puts cues on the picture, frame by frame on the programme clock. Content wins: nothing cached, no squeeze. */
export class AdStage {
    readonly book = new CueBook();
    #play: Play | undefined;
    #candidate: CueCandidate | undefined;
    readonly #skipped = new Set<string>();

    constructor(
        private readonly elements: StageElements,
        private readonly assets: AssetCache,
        private readonly events: StageEvents,
    ) {}

    /** A cue that became known: its creatives are fetched, the server hears when one can be shown. */
    async learn(cue: Cue): Promise<void> {
        if (!this.book.put(cue) || cue.state !== 'committed') {
            return;
        }
        for (const candidate of cue.candidates) {
            if (await this.assets.load(candidate.asset)) {
                this.events.ready(cue.id, candidate.creative);
                return;
            }
        }
        this.events.ready(cue.id, undefined);
    }

    /** For each presented frame; NaN while the programme clock is not known. */
    frame(programmeMs: number): void {
        const cue = Number.isNaN(programmeMs) ? undefined : this.book.at(programmeMs);
        if (!cue || !this.#begin(cue, programmeMs)) {
            this.#clear();
            return;
        }
        const times = cueTimes(cue);
        const { x, y, width, height } = contentRect(cue.layout.content, squeezeAt(times, programmeMs));
        const { host, video, underlay, label } = this.elements;
        video.style.transform = `translate(${x * 100}%, ${y * 100}%) scale(${width}, ${height})`;
        underlay.hidden = false;
        label.hidden = false;
        this.#show(host, phaseAt(times, programmeMs), cue.id);
        this.#play?.frame(programmeMs).forEach((report) => this.events.report(report));
    }

    #begin(cue: Cue, programmeMs: number): boolean {
        if (this.#play?.cue.id === cue.id) {
            return true;
        }
        const isLate = programmeMs - Date.parse(cue.start) > kLateStartMs;
        const candidate = cue.candidates.find(({ asset }) => this.assets.url(asset) !== undefined);
        if (!candidate || this.#skipped.has(cue.id) || (isLate && cue.late === 'skip')) {
            this.#skipped.add(cue.id); // an ad that comes in half-way through would break the picture
            return false;
        }
        this.#candidate = candidate;
        this.#play = new Play(cue, candidate);
        this.elements.underlay.src = this.assets.url(candidate.asset) ?? '';
        this.elements.underlay.alt = candidate.name;
        return true;
    }

    #clear(): void {
        if (!this.#play && !this.#candidate) {
            return;
        }
        this.#play?.end().forEach((report) => this.events.report(report));
        this.#play = undefined;
        this.#candidate = undefined;
        const { host, video, underlay, label } = this.elements;
        video.style.transform = '';
        underlay.hidden = true;
        label.hidden = true;
        this.#show(host, 'over', undefined);
    }

    #show(host: HTMLElement, phase: CuePhase, cue: string | undefined): void {
        if (host.dataset['cuePhase'] !== phase) {
            host.dataset['cuePhase'] = phase;
        }
        if (cue) {
            host.dataset['cue'] = cue;
        } else {
            delete host.dataset['cue'];
        }
    }
}
