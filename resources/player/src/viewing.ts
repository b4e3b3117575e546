// SPDX-License-Identifier: Apache-2.0
import { AdStage } from './ads/ad_stage';
import { AdView } from './ads/ad_view';
import { AssetCache } from './ads/asset_cache';
import { browserAssetStore } from './ads/asset_store';
import { ManifestCues } from './cues/manifest_cues';
import { ViewerSocket } from './cues/viewer_socket';
import { randomUuid } from './identity';
import { openOutbox } from './measurement/open_outbox';
import type { Outbox } from './measurement/outbox';
import { FrameWatch } from './playback/frame_watch';
import { LiveVideo } from './playback/live_video';
import { PlayerUi } from './ui/player_ui';

const kShowEveryMs = 250;

/** One event on the page: everything that runs while the element is connected. Undone by `end()`. */
export class Viewing {
    readonly #ui: PlayerUi;
    readonly #live: LiveVideo;
    readonly #frames: FrameWatch;
    readonly #stage: AdStage;
    readonly #outbox: Outbox;
    readonly #socket: ViewerSocket;
    readonly #timer: ReturnType<typeof setInterval>;
    readonly #listening = new AbortController();
    #clockOffsetMs = 0; // of the server's clock against this device's

    constructor(host: HTMLElement, root: ShadowRoot, server: string, event: string) {
        const session = randomUuid();
        const path = encodeURIComponent(event);
        this.#ui = new PlayerUi(host, root, () => this.#live);
        const { video, ad, label } = this.#ui.surface;
        this.#outbox = openOutbox(server, event, session);
        const stillMotion = matchMedia('(prefers-reduced-motion: reduce)');
        const assets = new AssetCache(server, browserAssetStore());
        this.#stage = new AdStage(new AdView({ host, video, ad, label }), assets, {
            ready: (cue, creative) => this.#socket.ready(cue, creative),
            report: (report) => this.#outbox.add(report),
        }, () => stillMotion.matches);
        const revisionOf = (id: string): number => this.#stage.book.revisionOf(id);
        const manifest = new ManifestCues(server, revisionOf, (cue) => void this.#stage.learn(cue));
        this.#live = new LiveVideo(video, `${server}/live/${path}/main.m3u8`, {
            fault: (fault) => this.#ui.status.fault(fault),
            playRefused: () => this.#ui.status.playRefused(),
            cueReferenced: (reference) => void manifest.follow(reference, this.#live.programmeMs(video.currentTime)),
        });
        this.#socket = new ViewerSocket(`${server.replace(/^http/, 'ws')}/api/v1/events/${path}/viewer`, session, {
            cue: (cue) => void this.#stage.learn(cue),
            serverTime: (ms) => (this.#clockOffsetMs = ms - Date.now()),
        });
        this.#frames = new FrameWatch(video, {
            frame: (mediaTime, nowMs) => this.#frame(mediaTime, nowMs),
            stalled: () => this.#stalled(),
        });
        this.#timer = setInterval(() => this.#show(host), kShowEveryMs);
        this.#followPage();
    }

    end(): void {
        this.#listening.abort();
        clearInterval(this.#timer);
        this.#outbox.flush();
        this.#frames.stop();
        this.#live.destroy();
        this.#socket.close();
        this.#ui.stop();
    }

    /** False: the key is not the player's. */
    press(event: KeyboardEvent): boolean {
        return this.#ui.press(event);
    }

    // A phone may end a page in the background without a word: what is measured leaves when it is left.
    #followPage(): void {
        const { signal } = this.#listening;
        addEventListener('pagehide', () => this.#outbox.flush(), { signal });
        document.addEventListener('visibilitychange', () => document.hidden && this.#outbox.flush(), { signal });
    }

    #frame(mediaTime: number, nowMs: number): void {
        this.#ui.status.frame();
        const programmeMs = this.#live.programmeMs(mediaTime);
        this.#stage.frame({ programmeMs, nowMs, timeShifted: this.#live.timeShifted });
    }

    #stalled(): void {
        this.#ui.status.stalled();
        this.#stage.stalled();
    }

    #show({ dataset }: HTMLElement): void {
        const { window, behind, timeShifted } = this.#live;
        const programmeMs = this.#live.programmeMs(this.#ui.surface.video.currentTime);
        const latencyMs = Math.round(Date.now() + this.#clockOffsetMs - programmeMs);
        if (!Number.isNaN(latencyMs)) {
            dataset['latencyMs'] = String(latencyMs);
        }
        const windowSeconds = window ? window.live - window.start : 0;
        this.#ui.controls.show({ windowSeconds, behind, timeShifted, latencyMs });
    }
}
