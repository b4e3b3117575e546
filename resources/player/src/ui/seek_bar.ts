// SPDX-License-Identifier: Apache-2.0
import { element } from './elements';
import { clockBehind, spokenBehind } from './wording';

const kShortestWindowSeconds = 10; // less is no use to go back in

/** The rewind window as a slider: its right end is live. A native range: touch, keyboard and screen readers work. */
export class SeekBar {
    readonly element: HTMLElement;
    readonly #range = element('input', 'seek');
    readonly #bubble = element('output', 'bubble');
    #held = false;

    /** `seek`: to seconds behind live. */
    constructor(private readonly seek: (behind: number) => void) {
        Object.assign(this.#range, { type: 'range', min: '0', max: '0', step: '0.1', value: '0' });
        this.#range.setAttribute('aria-label', 'Position in the show');
        this.#range.addEventListener('input', () => this.#hold());
        this.#range.addEventListener('change', () => this.#letGo());
        this.#bubble.hidden = true;
        this.element = element('div', 'seek-row', this.#bubble, this.#range);
        this.element.hidden = true;
    }

    show(windowSeconds: number, behind: number): void {
        this.element.hidden = windowSeconds < kShortestWindowSeconds;
        if (!this.#held) {
            this.#range.max = windowSeconds.toFixed(1);
            this.#range.value = (windowSeconds - behind).toFixed(1);
            this.#paint();
        }
    }

    get #behind(): number {
        return Number(this.#range.max) - Number(this.#range.value);
    }

    #hold(): void {
        this.#held = true;
        this.#bubble.hidden = false;
        this.#bubble.textContent = this.#behind < 1 ? 'Live' : clockBehind(this.#behind);
        this.#paint();
    }

    #letGo(): void {
        this.#held = false;
        this.#bubble.hidden = true;
        this.seek(this.#behind);
    }

    #paint(): void {
        const share = Number(this.#range.value) / Math.max(1, Number(this.#range.max));
        this.element.style.setProperty('--played', `${(share * 100).toFixed(2)}%`);
        this.#range.setAttribute('aria-valuetext', spokenBehind(this.#behind));
    }
}
