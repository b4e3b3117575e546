// SPDX-License-Identifier: Apache-2.0
/**
 * A map with a bound on the bytes of its values: what was used least recently goes first. Holds the newest, whatever its
 * size.
 */
export class LeastRecentlyUsed<T> {
    readonly #entries = new Map<string, { value: T; bytes: number }>(); // a Map keeps the order of insertion
    #bytes = 0;

    constructor(
        private readonly mostBytes: number,
        private readonly evicted: (value: T) => void,
    ) {}

    /** Counts as a use. */
    get(key: string): T | undefined {
        const entry = this.#entries.get(key);
        if (entry) {
            this.#entries.delete(key);
            this.#entries.set(key, entry);
        }
        return entry?.value;
    }

    set(key: string, value: T, bytes: number): void {
        this.#remove(key);
        this.#entries.set(key, { value, bytes });
        this.#bytes += bytes;
        for (const oldest of this.#entries.keys()) {
            if (this.#bytes <= this.mostBytes || oldest === key) {
                break;
            }
            this.#remove(oldest);
        }
    }

    #remove(key: string): void {
        const entry = this.#entries.get(key);
        if (entry) {
            this.#entries.delete(key);
            this.#bytes -= entry.bytes;
            this.evicted(entry.value);
        }
    }
}
