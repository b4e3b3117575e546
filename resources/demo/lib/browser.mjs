// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { chmodSync } from 'node:fs';

import { kTie } from './child.mjs';
import { Failure } from './failure.mjs';
import { findInFolders } from './path_search.mjs';

/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

export const kPageSize = { width: 1280, height: 800 };

const kArguments = [
    '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required',
];

/**
 * Headless Chromium with a fresh profile, both gone with this process.
 * @param {import('./workspace.mjs').Workspace} workspace
 * @returns {Promise<BrowserContext>}
 */
export async function launchBrowser(workspace) {
    process.env.TMPDIR = workspace.folder; // Playwright's own temporary folders
    const { chromium } = await import('playwright-core');
    return chromium.launchPersistentContext(workspace.path('profile'), {
        executablePath: tiedChromium(workspace),
        headless: true,
        // It opens nothing but our own page; root and containers have no sandbox.
        chromiumSandbox: false,
        ignoreHTTPSErrors: true, // the throwaway certificate of nginx.mjs
        args: kArguments,
        env: /** @type {Record<string, string>} */ (workspace.environment({ HOME: workspace.folder })),
        viewport: kPageSize,
        handleSIGHUP: false,
        handleSIGINT: false,
        handleSIGTERM: false,
    });
}

/**
 * Playwright starts one executable: a script that ties Chromium to us.
 * @param {import('./workspace.mjs').Workspace} workspace
 */
function tiedChromium(workspace) {
    const launcher = workspace.write('chromium', `#!/bin/sh\nexec ${kTie.join(' ')} '${findChromium()}' "$@"\n`);
    chmodSync(launcher, 0o700);
    return launcher;
}

function findChromium() {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
        const found = findInFolders(name);
        if (found) {
            return found;
        }
    }
    throw new Failure('no Chromium on PATH: ./tally setup installs it on Debian, "snap install chromium" on Ubuntu');
}
