// SPDX-License-Identifier: Apache-2.0
const kIdleMs = 3000;
const kInputs = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

/** Puts the controls away after 3 s without input: data-controls of the host is `shown` or `hidden`. */
export class Idle {
    readonly #listening = new AbortController();
    #timer: ReturnType<typeof setTimeout> | undefined;

    /** `needed`: the controls stay. */
    constructor(
        private readonly host: HTMLElement,
        private readonly needed: () => boolean,
    ) {
        for (const input of kInputs) {
            host.addEventListener(input, () => this.show(), { signal: this.#listening.signal });
        }
        this.show();
    }

    get isShown(): boolean {
        return this.host.dataset['controls'] === 'shown';
    }

    show(): void {
        this.#set('shown');
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#putAway(), kIdleMs);
    }

    hide(): void {
        clearTimeout(this.#timer);
        this.#set('hidden');
    }

    stop(): void {
        clearTimeout(this.#timer);
        this.#listening.abort();
    }

    #putAway(): void {
        if (this.needed()) {
            this.show();
        } else {
            this.#set('hidden');
        }
    }

    #set(controls: 'shown' | 'hidden'): void {
        if (this.host.dataset['controls'] !== controls) {
            this.host.dataset['controls'] = controls;
        }
    }
}
