// SPDX-License-Identifier: Apache-2.0
import type { Notice } from './notice';

const kPatienceMs = 700; // with a stall, before it is spoken of

/** In one sentence, why there is no moving picture; the host's data-state and data-fault say the same. */
export class Status {
    #fault: string | undefined;
    #refused = false;
    #hasPicture = false;
    #waiting = false;
    #patience: ReturnType<typeof setTimeout> | undefined;

    constructor(
        private readonly host: HTMLElement,
        private readonly notice: Notice,
    ) {
        this.#show();
    }

    fault(sentence: string | undefined): void {
        this.#fault = sentence;
        this.#show();
    }

    playRefused(): void {
        this.#refused = true;
        this.#show();
    }

    stalled(): void {
        clearTimeout(this.#patience);
        this.#patience = setTimeout(() => {
            this.#waiting = true;
            this.#show();
        }, kPatienceMs);
    }

    frame(): void {
        clearTimeout(this.#patience);
        if (!this.#hasPicture || this.#waiting || this.#refused) {
            this.#hasPicture = true;
            this.#waiting = false;
            this.#refused = false;
            this.#show();
        }
    }

    stop(): void {
        clearTimeout(this.#patience);
    }

    #show(): void {
        const { dataset } = this.host;
        dataset['state'] = this.#fault ? 'fault' : !this.#hasPicture ? 'loading' : this.#waiting ? 'waiting' : 'playing';
        if (this.#fault) {
            dataset['fault'] = this.#fault;
        } else {
            delete dataset['fault'];
        }
        this.notice.show(this.#sentence(), this.#fault !== undefined || !this.#hasPicture);
    }

    #sentence(): string | undefined {
        if (this.#fault || this.#refused) {
            return this.#fault ?? 'Press play to start.';
        }
        if (!this.#hasPicture) {
            return 'Loading the show …';
        }
        return this.#waiting ? 'Waiting for the picture …' : undefined;
    }
}
