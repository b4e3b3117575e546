// SPDX-License-Identifier: Apache-2.0
import { AdStage } from './ads/ad_stage';
import { AssetCache } from './ads/asset_cache';
import { randomUuid } from './ads/play';
import { fetchCue, type CueReference } from './cues/manifest_cues';
import { ViewerSocket } from './cues/viewer_socket';
import { browserStore, Outbox } from './measurement/outbox';
import { LiveVideo } from './playback/live_video';
import { type Controls, makeControls } from './ui/controls';
import { style } from './ui/style';

const kLatencyEveryMs = 500;

/**
 * `<tally-player event="…" server="https://…">`: one event, live, with its ads. `server` defaults to the page's own.
 * For whoever measures: data-state (loading, playing, fault), data-fault, data-latency-ms, data-cue, data-cue-phase.
 */
export class TallyPlayer extends HTMLElement {
    #live: LiveVideo | undefined;
    #socket: ViewerSocket | undefined;
    #outbox: Outbox | undefined;
    #stage: AdStage | undefined;
    #controls: Controls | undefined;
    #video: HTMLVideoElement | undefined;
    #timer: ReturnType<typeof setInterval> | undefined;
    #clockOffsetMs = 0; // of the server's clock against this device's
    readonly #asked = new Set<string>();

    connectedCallback(): void {
        const server = new URL(this.getAttribute('server') ?? location.origin).origin;
        const event = encodeURIComponent(this.getAttribute('event') ?? '');
        const session = randomUuid();
        const { video, underlay, label } = this.#build();
        const assets = new AssetCache(server);
        this.#outbox = new Outbox(`${server}/api/v1/measurement`, session, event, browserStore(`tally-outbox-${event}-`));
        this.#stage = new AdStage({ host: this, video, underlay, label }, assets, {
            ready: (cue, creative) => this.#socket?.ready(cue, creative),
            report: (report) => this.#outbox?.add(report),
        });
        this.#live = new LiveVideo(video, `${server}/live/${event}/main.m3u8`, {
            fault: (fault) => this.#showFault(fault),
            cueReferenced: (reference) => void this.#follow(server, reference),
        });
        const socketUrl = `${server.replace(/^http/, 'ws')}/api/v1/events/${event}/viewer`;
        this.#socket = new ViewerSocket(socketUrl, session, {
            cue: (cue) => void this.#stage?.learn(cue),
            serverTime: (ms) => (this.#clockOffsetMs = ms - Date.now()),
        });
        this.#followFrames(video);
        this.#timer = setInterval(() => this.#showLatency(video), kLatencyEveryMs);
        addEventListener('pagehide', this.#leave);
    }

    disconnectedCallback(): void {
        removeEventListener('pagehide', this.#leave);
        clearInterval(this.#timer);
        this.#live?.destroy();
        this.#socket?.close();
    }

    readonly #leave = (): void => this.#outbox?.leave();

    #build(): { video: HTMLVideoElement; underlay: HTMLImageElement; label: HTMLElement } {
        const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
        root.adoptedStyleSheets = [style];
        const underlay = document.createElement('img');
        underlay.className = 'underlay';
        underlay.hidden = true;
        const video = document.createElement('video');
        Object.assign(video, { muted: true, autoplay: true, playsInline: true, disablePictureInPicture: false });
        const label = document.createElement('div');
        label.className = 'label';
        label.textContent = 'Advertisement';
        label.hidden = true;
        this.#controls = makeControls(this, video, () => this.#live?.goLive());
        root.replaceChildren(underlay, video, label, this.#controls.notice, this.#controls.bar);
        this.dataset['state'] = 'loading';
        this.#video = video;
        return { video, underlay, label };
    }

    #followFrames(video: HTMLVideoElement): void {
        const each = (mediaTime: number): void => this.#stage?.frame(this.#live?.programmeMs(mediaTime) ?? NaN);
        const next = (): void => {
            video.requestVideoFrameCallback((_, { mediaTime }) => {
                each(mediaTime);
                if (this.isConnected && this.#video === video) {
                    next();
                }
            });
        };
        next();
    }

    async #follow(server: string, reference: CueReference): Promise<void> {
        const key = `${reference.id}.${reference.revision}`;
        if (this.#asked.has(key) || (this.#stage?.book.revisionOf(reference.id) ?? 0) >= reference.revision) {
            return;
        }
        this.#asked.add(key);
        const cue = await fetchCue(server, reference);
        if (cue) {
            await this.#stage?.learn(cue);
        } else {
            this.#asked.delete(key);
        }
    }

    #showFault(fault: string | undefined): void {
        this.dataset['state'] = fault ? 'fault' : 'playing';
        if (fault) {
            this.dataset['fault'] = fault;
        } else {
            delete this.dataset['fault'];
        }
        if (this.#controls) {
            this.#controls.notice.hidden = !fault;
            this.#controls.notice.textContent = fault ?? '';
        }
    }

    #showLatency(video: HTMLVideoElement): void {
        const programmeMs = this.#live?.programmeMs(video.currentTime) ?? NaN;
        const latencyMs = Math.round(Date.now() + this.#clockOffsetMs - programmeMs);
        if (this.#controls && !Number.isNaN(latencyMs)) {
            this.dataset['latencyMs'] = String(latencyMs);
            this.#controls.latency.textContent = `${(latencyMs / 1000).toFixed(1)} s behind`;
            this.#controls.goLive.hidden = !this.#live?.behindLive;
        }
    }
}
