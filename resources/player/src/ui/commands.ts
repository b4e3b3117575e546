// SPDX-License-Identifier: Apache-2.0
/** What a viewer can do, by button, key or touch. */
export interface Commands {
    togglePlay(): void;
    toggleSound(): void;
    toggleFullScreen(): void;
    changeVolume(by: number): void;
    /** Seconds, forward of where he is. */
    skip(seconds: number): void;
    /** To seconds behind live. */
    seekTo(behind: number): void;
    goLive(): void;
}
