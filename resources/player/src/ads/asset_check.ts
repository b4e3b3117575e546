// SPDX-License-Identifier: Apache-2.0
import type { CueAsset } from '../protocol';

const kTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/gif'];

/** Whether these bytes are the asset that was promised. What they are is said by the cue, never by a sender's header. */
export async function isAsset(bytes: ArrayBuffer, asset: CueAsset): Promise<boolean> {
    return kTypes.includes(asset.mime) && bytes.byteLength === asset.bytes && (await hasHash(bytes, asset.sha256));
}

/** Resolves when the picture can be drawn at once, with the first squeezed frame; rejects when it cannot be drawn. */
export async function decode(url: string): Promise<void> {
    const image = new Image();
    image.src = url;
    await image.decode();
}

// WebCrypto is there in secure contexts alone; elsewhere the transport has to do.
async function hasHash(bytes: ArrayBuffer, sha256: string): Promise<boolean> {
    if (!globalThis.crypto?.subtle) {
        return true;
    }
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256;
}
