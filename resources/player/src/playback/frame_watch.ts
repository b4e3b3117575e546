// SPDX-License-Identifier: Apache-2.0
export interface FrameWatchEvents {
    /** A frame is on screen. `mediaTime`: seconds. */
    frame(mediaTime: number, nowMs: number): void;
    /** No frame for half a second, though none was to be waited for; once a stall. */
    stalled(): void;
}

const kStallMs = 500;
const kLookMs = 100;

/** Follows what is presented, not what the element says of itself: a frozen picture may have no event. */
export class FrameWatch {
    readonly #timer: ReturnType<typeof setInterval>;
    #lastMs: number | undefined;
    #stalled = false;
    #stopped = false;

    constructor(
        private readonly video: HTMLVideoElement,
        private readonly events: FrameWatchEvents,
    ) {
        this.#timer = setInterval(() => this.#look(), kLookMs);
        if ('requestVideoFrameCallback' in video) {
            this.#next();
        } else {
            this.#nextWithoutFrames(NaN);
        }
    }

    stop(): void {
        this.#stopped = true;
        clearInterval(this.#timer);
    }

    #next(): void {
        this.video.requestVideoFrameCallback((nowMs, { mediaTime }) => {
            if (!this.#stopped) {
                this.#take(mediaTime, nowMs);
                this.#next();
            }
        });
    }

    // Browsers without the callback: a picture whose time has moved is taken for a new frame.
    #nextWithoutFrames(lastTime: number): void {
        requestAnimationFrame((nowMs) => {
            const { currentTime } = this.video;
            if (!this.#stopped) {
                if (currentTime !== lastTime) {
                    this.#take(currentTime, nowMs);
                }
                this.#nextWithoutFrames(currentTime);
            }
        });
    }

    #take(mediaTime: number, nowMs: number): void {
        this.#lastMs = performance.now();
        this.#stalled = false;
        this.events.frame(mediaTime, nowMs);
    }

    #look(): void {
        const { paused, ended } = this.video;
        if (paused || ended || this.#lastMs === undefined) {
            this.#lastMs = this.#lastMs === undefined ? undefined : performance.now();
        } else if (!this.#stalled && performance.now() - this.#lastMs > kStallMs) {
            this.#stalled = true;
            this.events.stalled();
        }
    }
}
