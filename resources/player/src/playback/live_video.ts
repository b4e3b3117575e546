// SPDX-License-Identifier: Apache-2.0
import Hls, { type ErrorData, Events, type LevelUpdatedData } from 'hls.js';
import { cueReference, type CueReference } from '../cues/manifest_cues';
import { curedControllers, cureFragmentTracker } from './hls_cures';

export interface LiveVideoEvents {
    /** `fault`: in plain words, or undefined when all is well. */
    fault(fault: string | undefined): void;
    cueReferenced(reference: CueReference): void;
}

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

    constructor(
        private readonly video: HTMLVideoElement,
        private readonly url: string,
        private readonly events: LiveVideoEvents,
    ) {
        this.#watch = setInterval(() => this.#look(), kWatchMs);
        this.#start();
    }

    /** Unix epoch, milliseconds: the programme clock of a media time; NaN while it is not known. */
    programmeMs(mediaTime: number): number {
        const playing = this.#hls?.playingDate;
        return playing ? playing.getTime() + (mediaTime - this.video.currentTime) * 1000 : NaN;
    }

    get behindLive(): boolean {
        return (this.#hls?.latency ?? 0) > 5;
    }

    goLive(): void {
        const position = this.#hls?.liveSyncPosition;
        if (position) {
            this.video.currentTime = position;
        }
        void this.video.play().catch(() => undefined); // not allowed to start by itself: the play button says so
    }

    destroy(): void {
        clearInterval(this.#watch);
        clearTimeout(this.#retry);
        this.#hls?.destroy();
    }

    #start(): void {
        this.#hls?.destroy();
        if (!Hls.isSupported()) {
            this.video.src = this.url; // Safari on a phone plays HLS by itself
            void this.video.play().catch(() => undefined);
            return;
        }
        const hls = new Hls({ ...kConfig, ...curedControllers() });
        this.#hls = hls;
        hls.on(Events.ERROR, (_, data) => this.#failed(data));
        hls.on(Events.LEVEL_UPDATED, (_, data) => this.#updated(data));
        hls.on(Events.MANIFEST_PARSED, () => {
            cureFragmentTracker(hls);
            void this.video.play().catch(() => undefined);
        });
        hls.attachMedia(this.video);
        hls.loadSource(this.url);
        this.#lastMoved = performance.now();
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
        const now = performance.now();
        if (this.video.currentTime !== this.#lastTime || this.video.paused) {
            this.#lastTime = this.video.currentTime;
            this.#lastMoved = now;
            if (!this.video.paused && this.video.readyState > 2) {
                this.#pauseMs = kFirstPauseMs;
                this.events.fault(undefined);
            }
        } else if (now - this.#lastMoved > kFrozenMs) {
            this.#lastMoved = now;
            const { buffered, currentTime } = this.video;
            const end = buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
            if (end > currentTime + 0.5) {
                this.goLive();
            } else {
                this.#again('The picture stands still. Waiting for the show to go on …');
            }
        }
    }
}
