// SPDX-License-Identifier: Apache-2.0
import { Viewing } from './viewing';

/**
 * `<tally-player event="…" server="https://…">`: one event, live, with its ads. `server` defaults to the page's own.
 * With `page-keys` the keys of the whole page are the player's, else those pressed while the focus is in it.
 * For whoever measures: data-state (loading, playing, waiting, fault), data-fault, data-latency-ms, data-controls (shown,
 * hidden), data-cue, data-cue-phase (entering, showing, leaving, over; hidden: a stall has taken the ad off).
 */
export class TallyPlayer extends HTMLElement {
    #viewing: Viewing | undefined;
    #listening: AbortController | undefined;

    connectedCallback(): void {
        const server = new URL(this.getAttribute('server') ?? location.origin).origin;
        const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
        const viewing = new Viewing(this, root, server, this.getAttribute('event') ?? '');
        this.#viewing = viewing;
        this.#listening = new AbortController();
        const keys: EventTarget = this.hasAttribute('page-keys') ? document : this;
        keys.addEventListener('keydown', (event) => {
            if (viewing.press(event as KeyboardEvent)) {
                event.preventDefault();
            }
        }, { signal: this.#listening.signal });
    }

    disconnectedCallback(): void {
        this.#listening?.abort();
        this.#viewing?.end();
        this.#viewing = undefined;
    }
}
