// SPDX-License-Identifier: Apache-2.0
import Hls, { type ErrorData, Events, type LevelUpdatedData } from 'hls.js';
import { cueReference, type CueReference } from '../cues/manifest_cues';
import { curedControllers, cureFragmentTracker } from './hls_cures';
import { mediaTimeAt } from './programme_clock';
import { TimeShift } from './time_shift';

export interface LiveVideoEvents {
    /** `fault`: in plain words, or undefined when all is well. */
    fault(fault: string | undefined): void;
    /** The browser lets nothing start without a gesture. */
    playRefused(): void;
    cueReferenced(reference: CueReference): void;
}

/** Media times, seconds: how far back one can go, and where a live viewer is. */
export interface LiveWindow { start: number; live: number }

// What holds on stock hls.js with parts of 200 ms: near enough to live, and no stall that adds a whole second.
const kConfig = {
    lowLatencyMode: true,
    liveSyncDuration: 0.45,
    liveMaxLatencyDuration: 0.9,
    liveSyncOnStallIncrease: 0.05,
    backBufferLength: 30,
    enableWorker: true,
} as const;
const kFirstPauseMs = 500;
const kLongestPauseMs = 5000;
const kFrozenMs = 3000;
const kWatchMs = 500;

/** The live picture in a <video>: starts it, keeps it near live, and starts again for ever whatever happens. */
export class LiveVideo {
    #hls: Hls | undefined;
    #pauseMs = kFirstPauseMs;
    #retry: ReturnType<typeof setTimeout> | undefined;
    readonly #watch: ReturnType<typeof setInterval>;
    #lastTime = 0;
    #lastMoved = performance.now();
    readonly #shift = new TimeShift((on) => this.#holdToLive(!on));
    readonly #listening = new AbortController();

    constructor(
        private readonly video: HTMLVideoElement,
        private readonly url: string,
        private readonly events: LiveVideoEvents,
    ) {
        this.#watch = setInterval(() => this.#look(), kWatchMs);
        const { signal } = this.#listening;
        video.addEventListener('pause', () => this.#shift.paused(), { signal });
        video.addEventListener('play', () => this.#shift.resumed(this.window && this.behind), { signal });
        video.addEventListener('loadedmetadata', () => this.#returnToWhereHeWas(), { signal });
        this.#start();
    }

    /** Unix epoch, milliseconds: the programme clock of a media time; NaN while it is not known. */
    programmeMs(mediaTime: number): number {
        const playing = this.#hls?.playingDate;
        return playing ? playing.getTime() + (mediaTime - this.video.currentTime) * 1000 : NaN;
    }

    /** Undefined while nothing is known of the show. */
    get window(): LiveWindow | undefined {
        const details = this.#hls?.latestLevelDetails;
        if (details) {
            return { start: details.fragmentStart, live: this.#hls?.liveSyncPosition ?? details.edge };
        }
        const { seekable } = this.video; // Safari on a phone
        const last = seekable.length - 1;
        return this.#hls || last < 0 ? undefined : { start: seekable.start(0), live: seekable.end(last) };
    }

    /** Seconds behind where a live viewer is. */
    get behind(): number {
        return Math.max(0, (this.window?.live ?? 0) - this.video.currentTime);
    }

    /** The viewer has left the live picture by his own will. */
    get timeShifted(): boolean {
        return this.#shift.on;
    }

    /** To seconds behind live, as far as the window goes. */
    seekTo(behind: number): void {
        const { window } = this;
        if (window) {
            const held = Math.min(Math.max(behind, 0), window.live - window.start);
            this.#shift.sought(held);
            this.video.currentTime = window.live - held;
        }
    }

    goLive(): void {
        this.#shift.sought(0);
        this.video.currentTime = this.window?.live ?? this.video.currentTime;
        this.play();
    }

    play(): void {
        this.video.play().catch((error: DOMException) => {
            if (error.name === 'NotAllowedError') {
                this.events.playRefused();
            }
        });
    }

    destroy(): void {
        this.#listening.abort();
        clearInterval(this.#watch);
        clearTimeout(this.#retry);
        this.#hls?.destroy();
    }

    #start(): void {
        this.#retry = undefined;
        this.#shift.interrupted(this.programmeMs(this.video.currentTime));
        this.video.autoplay = !this.#shift.stands;
        this.#hls?.destroy();
        if (!Hls.isSupported()) {
            this.video.src = this.url; // Safari on a phone plays HLS by itself
            this.play();
            return;
        }
        const hls = new Hls({ ...kConfig, ...curedControllers() });
        this.#hls = hls;
        hls.on(Events.ERROR, (_, data) => this.#failed(data));
        hls.on(Events.LEVEL_UPDATED, (_, data) => this.#updated(data));
        hls.on(Events.MANIFEST_PARSED, () => {
            cureFragmentTracker(hls);
            if (!this.#shift.stands) {
                this.play();
            }
        });
        this.#holdToLive(!this.#shift.on);
        hls.attachMedia(this.video);
        hls.loadSource(this.url);
        this.#lastMoved = performance.now();
    }

    // Who has gone back, or has paused, is left where he is.
    #holdToLive(hold: boolean): void {
        if (this.#hls) {
            this.#hls.config.liveMaxLatencyDuration = hold ? kConfig.liveMaxLatencyDuration : Infinity;
        }
    }

    #returnToWhereHeWas(): void {
        const details = this.#hls?.latestLevelDetails;
        const time = details && mediaTimeAt(details.fragments, this.#shift.takeLeftMs());
        if (typeof time === 'number') {
            this.video.currentTime = time;
        }
    }

    #updated({ details }: LevelUpdatedData): void {
        for (const range of Object.values(details.dateRanges)) {
            const reference = range && cueReference(range.id, range.attr as unknown as Record<string, unknown>);
            if (reference) {
                this.events.cueReferenced(reference);
            }
        }
    }

    #failed(data: ErrorData): void {
        if (!data.fatal) {
            return;
        }
        const status = data.response?.code;
        this.#again(
            status === 404
                ? 'The show has not started yet. It begins here by itself.'
                : data.type === Hls.ErrorTypes.NETWORK_ERROR
                  ? 'The connection to the show is lost. Trying again …'
                  : 'The picture broke. Starting it again …',
        );
    }

    #again(fault: string): void {
        this.events.fault(fault);
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => this.#start(), this.#pauseMs);
        this.#pauseMs = Math.min(kLongestPauseMs, this.#pauseMs * 1.5);
    }

    // Judged by what moves, not by events: a frozen picture may have none.
    #look(): void {
        const { currentTime, paused, ended, readyState } = this.video;
        const now = performance.now();
        if (ended) {
            this.events.fault('The show is over.');
        } else if (currentTime !== this.#lastTime || paused) {
            this.#lastTime = currentTime;
            this.#lastMoved = now;
            if (readyState > 2 && this.#retry === undefined) {
                this.#pauseMs = kFirstPauseMs;
                this.events.fault(undefined);
                this.#shift.played(this.#shift.stands ? Infinity : this.behind);
            }
        } else if (now - this.#lastMoved > kFrozenMs) {
            this.#lastMoved = now;
            this.#thaw();
        }
    }

    #thaw(): void {
        const { buffered, currentTime } = this.video;
        const starts = Array.from({ length: buffered.length }, (_, range) => buffered.start(range));
        const end = buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
        if (end <= currentTime + 0.5) {
            this.#again('The picture stands still. Waiting for the show to go on …');
        } else if (this.#shift.on) {
            this.video.currentTime = starts.find((start) => start > currentTime) ?? currentTime + 0.1; // over the hole
        } else {
            this.goLive();
        }
    }
}
