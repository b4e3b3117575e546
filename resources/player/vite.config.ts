// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const tests = fileURLToPath(new URL('../../tests/player', import.meta.url));

export default defineConfig({
    base: '/',
    build: {
        target: 'es2022',
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 600, // hls.js, whole: its light build has no separate audio
        rollupOptions: { output: { manualChunks: { hls: ['hls.js'] } } }, // stays in caches when the player changes
    },
    server: { fs: { allow: ['../..'] } },
    test: { dir: tests, include: ['**/*.test.ts'] },
});
