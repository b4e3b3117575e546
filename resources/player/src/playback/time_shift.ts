// SPDX-License-Identifier: Apache-2.0
export const kTimeShiftedSeconds = 5; // behind where a live viewer is: less is made up for, not kept
const kAtLiveSeconds = 1;

/**
 * Whether the viewer has left the live picture by his own will: he paused, or went back. Who is behind because of his
 * connection has not, and is brought back to live. `behind`: seconds behind where a live viewer is.
 */
export class TimeShift {
    #on = false;
    #stands = false;
    #leftMs = NaN;

    constructor(private readonly changed: (on: boolean) => void) {}

    get on(): boolean {
        return this.#on;
    }

    /** The viewer has paused. A media element says so of itself whenever it is loaded anew. */
    get stands(): boolean {
        return this.#stands;
    }

    paused(): void {
        this.#stands = true;
        this.#set(true);
    }

    /** Nothing is known of the show (undefined) while the picture is started again: then he stays where he was. */
    resumed(behind: number | undefined): void {
        this.#stands = false;
        if (this.#on && behind !== undefined) {
            this.sought(behind);
        }
    }

    sought(behind: number): void {
        this.#set(behind > kTimeShiftedSeconds);
    }

    /** Played on: where the window has left him behind, he was carried to live. */
    played(behind: number): void {
        if (behind < kAtLiveSeconds) {
            this.#set(false);
        }
    }

    /** The picture is started again, it may be more than once; NaN where it was not there. */
    interrupted(programmeMs: number): void {
        this.#leftMs = !this.#on ? NaN : Number.isNaN(programmeMs) ? this.#leftMs : programmeMs;
    }

    /** Where a time-shifted viewer is to be taken back to, once; NaN: nowhere. */
    takeLeftMs(): number {
        const left = this.#leftMs;
        this.#leftMs = NaN;
        return left;
    }

    #set(on: boolean): void {
        if (on !== this.#on) {
            this.#on = on;
            this.changed(on);
        }
    }
}
