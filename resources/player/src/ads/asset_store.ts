// SPDX-License-Identifier: Apache-2.0
/** Where creatives outlive the page, by their SHA-256. Nothing here rejects: what is not kept is fetched again. */
export interface AssetStore {
    get(sha256: string): Promise<Blob | undefined>;
    put(sha256: string, asset: Blob): Promise<void>;
}

const kCacheName = 'tally-creatives-1';
const kMostBytes = 64 * 1024 * 1024;

/** Cache Storage is there in secure contexts alone. */
export function browserAssetStore(mostBytes = kMostBytes): AssetStore {
    return 'caches' in globalThis && globalThis.caches ? new CachedAssets(mostBytes) : kNoAssets;
}

const kNoAssets: AssetStore = { get: async () => undefined, put: async () => undefined };

/**
 * Cache Storage keeps its keys in the order they were put: an asset that is used is put again, so the first key is the
 * one that was used least recently.
 */
class CachedAssets implements AssetStore {
    constructor(private readonly mostBytes: number) {}

    async get(sha256: string): Promise<Blob | undefined> {
        try {
            const cache = await caches.open(kCacheName);
            const asset = await (await cache.match(keyOf(sha256)))?.blob();
            if (asset) {
                await putLast(cache, sha256, asset);
            }
            return asset;
        } catch {
            return undefined;
        }
    }

    async put(sha256: string, asset: Blob): Promise<void> {
        try {
            const cache = await caches.open(kCacheName);
            await putLast(cache, sha256, asset);
            await this.#evict(cache);
        } catch {
            // full, or forbidden
        }
    }

    async #evict(cache: Cache): Promise<void> {
        const keys = await cache.keys();
        const sizes = await Promise.all(keys.map(async (key) => sizeOf(await cache.match(key))));
        let bytes = sizes.reduce((sum, size) => sum + size, 0);
        for (let i = 0; i < keys.length - 1 && bytes > this.mostBytes; i += 1) {
            await cache.delete(keys[i]!);
            bytes -= sizes[i]!;
        }
    }
}

// An address of this origin that nothing is served at: the key says what it is, wherever the asset came from.
const keyOf = (sha256: string): string => `/creatives/${sha256}`;

async function putLast(cache: Cache, sha256: string, asset: Blob): Promise<void> {
    const headers = { 'Content-Type': asset.type, 'Content-Length': String(asset.size) };
    await cache.put(keyOf(sha256), new Response(asset, { headers }));
}

const sizeOf = (response: Response | undefined): number => Number(response?.headers.get('Content-Length') ?? 0);
