// SPDX-License-Identifier: Apache-2.0
import type { Commands } from './commands';
import { element } from './elements';
import { isFullScreen } from './full_screen';
import { IconButton } from './icon_button';
import { SeekBar } from './seek_bar';
import { clockBehind, latencyBehind } from './wording';

export interface ControlState {
    windowSeconds: number;
    behind: number; // seconds behind where a live viewer is
    timeShifted: boolean;
    latencyMs: number; // NaN: not known
}

/** The bar over the lower edge of the picture. */
export class Controls {
    readonly element: HTMLElement;
    readonly #play: IconButton;
    readonly #sound: IconButton;
    readonly #screen: IconButton;
    readonly #seek: SeekBar;
    readonly #live = element('button', 'live', 'Live');
    readonly #behind = element('span', 'behind');
    readonly #canHover = matchMedia('(hover: hover)');

    constructor(
        private readonly host: HTMLElement,
        private readonly video: HTMLVideoElement,
        commands: Commands,
    ) {
        this.#play = new IconButton('Space', () => commands.togglePlay());
        this.#sound = new IconButton('M', () => commands.toggleSound());
        this.#screen = new IconButton('F', () => commands.toggleFullScreen());
        this.#seek = new SeekBar((behind) => commands.seekTo(behind));
        this.#live.type = 'button';
        this.#live.setAttribute('aria-keyshortcuts', 'L');
        this.#live.addEventListener('click', () => commands.goLive());
        const [play, sound, screen] = [this.#play.element, this.#sound.element, this.#screen.element];
        const row = element('div', 'row', play, sound, this.#live, this.#behind, screen);
        this.element = element('div', 'bar', this.#seek.element, row);
        for (const event of ['play', 'pause', 'volumechange'] as const) {
            video.addEventListener(event, () => this.#showToggles());
        }
        host.addEventListener('fullscreenchange', () => this.#showToggles());
        this.#showToggles();
    }

    /** Someone is at the controls. */
    get isInUse(): boolean {
        const isPointedAt = this.#canHover.matches && this.element.matches(':hover'); // a finger leaves :hover behind
        return isPointedAt || this.element.querySelector(':focus-visible') !== null;
    }

    show({ windowSeconds, behind, timeShifted, latencyMs }: ControlState): void {
        this.#seek.show(windowSeconds, timeShifted ? behind : 0);
        this.#live.disabled = !timeShifted;
        this.#live.textContent = timeShifted ? 'Go live' : 'Live';
        const latency = Number.isNaN(latencyMs) ? '' : latencyBehind(latencyMs);
        this.#behind.textContent = timeShifted ? clockBehind(behind) : latency;
    }

    #showToggles(): void {
        const { paused, muted, volume } = this.video;
        const full = isFullScreen(this.host);
        const silent = muted || volume === 0;
        this.#play.show(paused ? 'play' : 'pause', paused ? 'Play' : 'Pause');
        this.#sound.show(silent ? 'muted' : 'sound', silent ? 'Turn the sound on' : 'Turn the sound off');
        this.#screen.show(full ? 'smallScreen' : 'fullScreen', full ? 'Leave full screen' : 'Full screen');
    }
}
