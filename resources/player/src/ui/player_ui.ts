// SPDX-License-Identifier: Apache-2.0
import type { LiveVideo } from '../playback/live_video';
import type { Commands } from './commands';
import { Controls } from './controls';
import { toggleFullScreen } from './full_screen';
import { Idle } from './idle';
import { press } from './keys';
import { Notice } from './notice';
import { followPointer } from './pointer';
import { Status } from './status';
import { style } from './style';
import { makeSurface } from './surface';

/** All that is to see of the player, and what it does when it is touched. */
export class PlayerUi {
    readonly surface = makeSurface();
    readonly status: Status;
    readonly controls: Controls;
    readonly #idle: Idle;
    readonly #commands: Commands;

    /** `live`: asked for when a viewer does something. */
    constructor(host: HTMLElement, root: ShadowRoot, live: () => LiveVideo) {
        const { frame, video } = this.surface;
        const notice = new Notice();
        this.#commands = commandsOf(host, video, live);
        this.controls = new Controls(host, video, this.#commands);
        root.adoptedStyleSheets = [style];
        root.replaceChildren(frame, notice.element, this.controls.element);
        host.setAttribute('role', 'region');
        host.setAttribute('aria-label', 'Live video');
        host.tabIndex = 0;
        this.status = new Status(host, notice);
        this.#idle = new Idle(host, () => video.paused || this.controls.isInUse);
        followPointer(frame, this.#idle, this.#commands);
    }

    press(event: KeyboardEvent): boolean {
        const isOurs = press(event, this.#commands);
        if (isOurs) {
            this.#idle.show();
        }
        return isOurs;
    }

    stop(): void {
        this.#idle.stop();
        this.status.stop();
    }
}

function commandsOf(host: HTMLElement, video: HTMLVideoElement, live: () => LiveVideo): Commands {
    return {
        togglePlay: () => (video.paused ? live().play() : video.pause()),
        toggleSound: () => {
            video.muted = !video.muted;
        },
        toggleFullScreen: () => toggleFullScreen(host, video),
        changeVolume: (by) => {
            video.volume = Math.min(1, Math.max(0, video.volume + by));
            video.muted = video.volume === 0;
        },
        skip: (seconds) => live().seekTo(live().behind - seconds),
        seekTo: (behind) => live().seekTo(behind),
        goLive: () => live().goLive(),
    };
}
