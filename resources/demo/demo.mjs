// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// `./tally demo [--seconds N] [--port P] [--edge]`: a show on a web page, each program a process of its own on free ports under
// a temporary folder. Nothing of it outlives this process.
import { spawn } from 'node:child_process';

import { launchBrowser } from './lib/browser.mjs';
import { CheckedRun } from './lib/checked_run.mjs';
import { HiddenDisplay, hasDisplay } from './lib/display.mjs';
import { Edge } from './lib/edge.mjs';
import { Endings } from './lib/endings.mjs';
import { Failure, reasonOf } from './lib/failure.mjs';
import { interruption } from './lib/interruption.mjs';
import { readOptions } from './lib/options.mjs';
import { freePort, wantedPort } from './lib/ports.mjs';
import { kRoot } from './lib/programs.mjs';
import { sayTo } from './lib/say.mjs';
import { Show } from './lib/show.mjs';
import { studioFor } from './lib/studio.mjs';
import { Viewer } from './lib/viewer.mjs';
import { Workspace } from './lib/workspace.mjs';

/** @typedef {import('./lib/options.mjs').DemoOptions} DemoOptions */

const kOutFolder = `${kRoot}build/demo`;
const kPageMs = 20_000;

const say = sayTo(process.stdout, performance.now());
const endings = new Endings();

/** @param {DemoOptions} options @returns {Promise<{show: Show, edge?: Edge}>} */
async function createShow(options) {
    const wanted = options.port === undefined ? undefined : await wantedPort(options.port);
    const workspace = new Workspace();
    endings.defer(() => workspace.remove());
    const surroundings = { workspace, outFolder: kOutFolder, say };
    const port = options.edge ? await freePort() : wanted;
    const edge = options.edge && port ? await Edge.create(surroundings, port, wanted) : undefined;
    // The one browser that takes any certificate is our own.
    const front = options.seconds === undefined ? edge?.nginx.url : edge?.nginx.secureUrl;
    const show = await Show.create({ ...surroundings, port, front });
    endings.defer(() => show.stop());
    if (edge) {
        endings.defer(() => edge.stop());
    }
    return { show, edge };
}

/** @param {NodeJS.ProcessEnv} env @param {Show} show */
function openStudio(show, env) {
    const studio = studioFor(show, env);
    endings.defer(() => studio.stop());
    studio.start();
    return studio;
}

/** @param {Show} show */
async function openWindows(show) {
    if (!hasDisplay()) {
        say('page', `no display here: open ${show.watchUrl} in a browser; the studio is left out`);
        return;
    }
    openStudio(show, show.options.workspace.environment());
    // The person's browser is not ours: it stays when the show is over.
    spawn('xdg-open', [show.watchUrl], { detached: true, stdio: 'ignore' })
        .on('error', () => say('page', `no xdg-open here: open ${show.watchUrl} in a browser`))
        .unref();
}

/** Runs until it is interrupted. @param {DemoOptions} options @param {Promise<string>} interrupted */
async function demonstrate(options, interrupted) {
    const show = await Promise.race([goOnAir(options), interrupted]);
    if (show instanceof Show) {
        say('demo', 'Ctrl-C ends it');
        await interrupted;
        const { fired, shown, complete } = await show.report();
        say('demo', `fired ${fired}, shown ${shown}, complete ${complete}`);
    }
    return true;
}

/** @param {DemoOptions} options */
async function goOnAir(options) {
    const { show, edge } = await createShow(options);
    await Promise.all([show.start(), edge?.start()]);
    await openWindows(show);
    return show;
}

/** Drives a browser of its own and checks what it sees. @param {DemoOptions & {seconds: number}} options */
async function check(options) {
    const { show, edge } = await createShow(options);
    const { workspace } = show.options;
    const display = new HiddenDisplay(workspace);
    endings.defer(() => display.stop());
    const browser = launchBrowser(workspace);
    endings.defer(async () => (await browser).close());
    await Promise.all([show.start(), edge?.start(), display.ready(), browser]);

    const viewer = await Viewer.open(await browser, show.watchUrl);
    await viewer.moves(1, kPageMs);
    say('page', 'on air in Chromium');
    const studio = openStudio(show, display.environment());
    const stage = { show, viewer, display, studio, edge, outFolder: kOutFolder };
    return new CheckedRun(stage, say).run(options.seconds);
}

/** @returns {Promise<boolean>} whether everything was as it has to be */
async function run() {
    const { seconds, ...options } = readOptions(process.argv.slice(2));
    const interrupted = interruption();
    if (seconds === undefined) {
        return demonstrate(options, interrupted);
    }
    return Promise.race([check({ seconds, ...options }), interrupted.then((signal) => {
        throw new Failure(`ended by ${signal} before its time`);
    })]);
}

/** @param {unknown} error */
function complain(error) {
    say('FAILED', reasonOf(error));
}

let ok = false;
try {
    ok = await run();
} catch (error) {
    complain(error);
}
await endings.run(complain);
say('end', ok ? 'everything is ended and removed' : 'it did not go as it should; everything is ended and removed');
process.exit(ok ? 0 : 1);
