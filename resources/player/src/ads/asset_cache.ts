// SPDX-License-Identifier: Apache-2.0
import type { CueAsset } from '../protocol';

const kFetchTimeoutMs = 20_000;

/** Creatives that are wholly here and are what their hash says, as object URLs. A failed one may be asked for again. */
export class AssetCache {
    readonly #urls = new Map<string, string>();
    readonly #loading = new Map<string, Promise<boolean>>();

    constructor(private readonly server: string) {}

    url(asset: CueAsset): string | undefined {
        return this.#urls.get(asset.sha256);
    }

    /** True once the asset can be shown. */
    async load(asset: CueAsset): Promise<boolean> {
        if (this.#urls.has(asset.sha256)) {
            return true;
        }
        let loading = this.#loading.get(asset.sha256);
        if (!loading) {
            loading = this.#fetch(asset).finally(() => this.#loading.delete(asset.sha256));
            this.#loading.set(asset.sha256, loading);
        }
        return loading;
    }

    async #fetch(asset: CueAsset): Promise<boolean> {
        try {
            const url = new URL(asset.url, this.server);
            const response = await fetch(url, { signal: AbortSignal.timeout(kFetchTimeoutMs) });
            const bytes = await response.arrayBuffer();
            if (!response.ok || !(await hasHash(bytes, asset.sha256))) {
                return false;
            }
            const blobUrl = URL.createObjectURL(new Blob([bytes], { type: asset.mime }));
            const image = new Image();
            image.src = blobUrl;
            await image.decode(); // so that it is on screen with the first squeezed frame
            this.#urls.set(asset.sha256, blobUrl);
            return true;
        } catch {
            return false;
        }
    }
}

// WebCrypto is there in secure contexts alone; elsewhere the transport has to do.
async function hasHash(bytes: ArrayBuffer, sha256: string): Promise<boolean> {
    if (!globalThis.crypto?.subtle) {
        return true;
    }
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256;
}
