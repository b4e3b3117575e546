// SPDX-License-Identifier: Apache-2.0
export const kTimeShiftedSeconds = 5; // behind where a live viewer is: less is made up for, not kept
const kAtLiveSeconds = 1;

/**
 * Whether the viewer has left the live picture by his own will: he paused, or went back. Who is behind because of his
 * connection has not, and is brought back to live. `behind`: seconds behind where a live viewer is.
 */
export class TimeShift {
    #on = false;

    constructor(private readonly changed: (on: boolean) => void) {}

    get on(): boolean {
        return this.#on;
    }

    paused(): void {
        this.#set(true); // a picture that stands must not jump
    }

    resumedOrSought(behind: number): void {
        this.#set(behind > kTimeShiftedSeconds);
    }

    /** Played on: what was left of the window may have carried him to live. */
    played(behind: number): void {
        if (behind < kAtLiveSeconds) {
            this.#set(false);
        }
    }

    atLive(): void {
        this.#set(false);
    }

    #set(on: boolean): void {
        if (on !== this.#on) {
            this.#on = on;
            this.changed(on);
        }
    }
}
