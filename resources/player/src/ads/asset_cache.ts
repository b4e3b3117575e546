// SPDX-License-Identifier: Apache-2.0
import type { CueAsset } from '../protocol';
import { decode, isAsset } from './asset_check';
import type { AssetStore } from './asset_store';
import { LeastRecentlyUsed } from './least_recently_used';

const kFetchTimeoutMs = 20_000;
const kMostBytesInMemory = 32 * 1024 * 1024;

/**
 * Creatives that are wholly here, are what their hash says and can be drawn, as object URLs. A failed one may be asked
 * for again.
 */
export class AssetCache {
    readonly #urls = new LeastRecentlyUsed<string>(kMostBytesInMemory, (url) => URL.revokeObjectURL(url));
    readonly #loading = new Map<string, Promise<boolean>>();

    constructor(
        private readonly server: string,
        private readonly store: AssetStore,
    ) {}

    url(asset: CueAsset): string | undefined {
        return this.#urls.get(asset.sha256);
    }

    /** True once the asset can be shown. */
    async load(asset: CueAsset): Promise<boolean> {
        if (this.url(asset)) {
            return true;
        }
        let loading = this.#loading.get(asset.sha256);
        if (!loading) {
            loading = this.#load(asset).finally(() => this.#loading.delete(asset.sha256));
            this.#loading.set(asset.sha256, loading);
        }
        return loading;
    }

    async #load(asset: CueAsset): Promise<boolean> {
        const kept = await this.store.get(asset.sha256);
        if (kept && (await this.#take(await kept.arrayBuffer(), asset))) {
            return true;
        }
        const bytes = await this.#fetch(asset);
        if (!bytes || !(await this.#take(bytes, asset))) {
            return false;
        }
        void this.store.put(asset.sha256, new Blob([bytes], { type: asset.mime }));
        return true;
    }

    async #fetch(asset: CueAsset): Promise<ArrayBuffer | undefined> {
        try {
            const response = await fetch(new URL(asset.url, this.server), { signal: AbortSignal.timeout(kFetchTimeoutMs) });
            return response.ok ? await response.arrayBuffer() : undefined;
        } catch {
            return undefined;
        }
    }

    async #take(bytes: ArrayBuffer, asset: CueAsset): Promise<boolean> {
        if (!(await isAsset(bytes, asset))) {
            return false;
        }
        const url = URL.createObjectURL(new Blob([bytes], { type: asset.mime }));
        try {
            await decode(url);
        } catch {
            URL.revokeObjectURL(url);
            return false;
        }
        this.#urls.set(asset.sha256, url, bytes.byteLength);
        return true;
    }
}
