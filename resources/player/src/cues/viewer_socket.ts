// SPDX-License-Identifier: Apache-2.0
import type { Cue } from '../protocol';

export interface ViewerSocketEvents {
    cue(cue: Cue): void;
    serverTime(ms: number): void;
}

const kFirstPauseMs = 500;
const kLongestPauseMs = 15_000;

/** The viewer socket: the fastest way of a cue. Without it cues come by the manifest; so it only tries again, quietly. */
export class ViewerSocket {
    #socket: WebSocket | undefined;
    #pauseMs = kFirstPauseMs;
    #timer: ReturnType<typeof setTimeout> | undefined;
    #closed = false;

    constructor(
        private readonly url: string,
        private readonly session: string,
        private readonly events: ViewerSocketEvents,
    ) {
        this.#open();
    }

    ready(cue: string, creative: string | undefined): void {
        if (this.#socket?.readyState === WebSocket.OPEN) {
            this.#socket.send(JSON.stringify({ type: 'ready', cue, ...(creative ? { creative } : {}) }));
        }
    }

    close(): void {
        this.#closed = true;
        clearTimeout(this.#timer);
        this.#socket?.close();
    }

    #open(): void {
        const socket = new WebSocket(this.url);
        this.#socket = socket;
        socket.onopen = () => socket.send(JSON.stringify({ type: 'hello', protocol: 1, session: this.session }));
        socket.onmessage = ({ data }) => this.#take(String(data));
        socket.onclose = () => this.#tryAgain();
    }

    #take(text: string): void {
        const message = JSON.parse(text) as { type: string; cue?: Cue; cues?: Cue[]; serverTime?: string };
        if (message.type === 'welcome') {
            this.#pauseMs = kFirstPauseMs;
            this.events.serverTime(Date.parse(message.serverTime ?? ''));
            message.cues?.forEach((cue) => this.events.cue(cue));
        } else if (message.type === 'cue' && message.cue) {
            this.events.cue(message.cue);
        }
    }

    // With jitter: after a restart of the server not everybody comes at once.
    #tryAgain(): void {
        if (!this.#closed) {
            this.#timer = setTimeout(() => this.#open(), this.#pauseMs * (0.5 + Math.random()));
            this.#pauseMs = Math.min(kLongestPauseMs, this.#pauseMs * 2);
        }
    }
}
