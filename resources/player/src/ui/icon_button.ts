// SPDX-License-Identifier: Apache-2.0
import { element } from './elements';
import { icon, type IconName } from './icons';

/** A button that is a picture; its name, said aloud and as a tip, is what pressing it does now. */
export class IconButton {
    readonly element = element('button', 'icon');
    #shown: string | undefined;

    constructor(
        private readonly key: string, // KeyboardEvent.key that does the same
        onClick: () => void,
    ) {
        this.element.type = 'button';
        this.element.setAttribute('aria-keyshortcuts', key);
        this.element.addEventListener('click', onClick);
    }

    show(name: IconName, does: string): void {
        if (this.#shown !== name) {
            this.#shown = name;
            this.element.replaceChildren(icon(name));
            this.element.setAttribute('aria-label', does);
            this.element.title = `${does} (${this.key})`;
        }
    }
}
