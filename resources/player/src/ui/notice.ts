// SPDX-License-Identifier: Apache-2.0
import { element } from './elements';

/** What the viewer is told: over everything while there is no picture, as a small sign while the last one stands. */
export class Notice {
    readonly element = element('div', 'notice');

    constructor() {
        this.element.setAttribute('role', 'status');
    }

    get isShown(): boolean {
        return !this.element.hidden;
    }

    show(sentence: string | undefined, covers: boolean): void {
        this.element.hidden = sentence === undefined;
        this.element.classList.toggle('small', !covers);
        if (sentence !== undefined && this.element.textContent !== sentence) {
            this.element.replaceChildren(element('span', 'sentence', sentence));
        }
    }
}
