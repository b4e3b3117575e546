// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { Endings } from '../../resources/demo/lib/endings.mjs';
import { waitFor } from '../../resources/demo/lib/wait.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';
import { Encoder } from './lib/encoder.mjs';
import { FailingDisk } from './lib/failing_disk.mjs';
import { Server } from './lib/server.mjs';
import { WindowWatch, missingIn } from './lib/window_watch.mjs';

const kMediaSeconds = 120;
const kPlans = ['v720:video:3000', 'a128:audio:900'];
const kTracks = kPlans.map((plan) => plan.split(':')[0]);
// Before, in and behind the trouble: the 30 in memory hold what the disk did not take until the end of the test.
const kSegments = process.env.TALLY_LONG ? 8 : 4;
const kPatienceMs = 60_000;

const skip = FailingDisk.isPossible() ? false : 'the system lets only root look into a process (ptrace_scope)';

// No room on the disk (ENOSPC, on a small tmpfs): server_live_disk_trouble.
describe('the disk of the window errs with EIO for some seconds', { skip }, () => {
    const endings = new Endings();
    /** @type {Server} */ let server;
    /** @type {Encoder} */ let encoder;
    /** @type {string} */ let eventUrl;
    /** @type {WindowWatch[]} */ let watches;
    let firstBad = 0; // msn
    let firstGood = 0;

    before(async () => {
        const workspace = new Workspace();
        endings.defer(() => workspace.remove());
        server = await Server.create(workspace, 'disk');
        endings.defer(() => server.stop());
        server.launch();
        const event = await server.createEvent('disk');
        eventUrl = `${server.url}/live/${event.slug}`;
        watches = kTracks.map((track) => new WindowWatch(eventUrl, track));
        endings.defer(() => watches.forEach((watch) => watch.close()));
        encoder = await Encoder.start({
            server: server.url, event, folder: workspace.path('media'), plans: kPlans, seconds: kMediaSeconds,
        });
        endings.defer(() => encoder.kill());
        await segmentsPass(kSegments);
    });

    after(() => endings.run((error) => { throw error; }));

    const edges = () => watches.map(({ segments }) => segments[segments.length - 1]?.msn ?? 0);

    /** Follows all tracks at the live edge, and fetches what is new. @param {number} count of segments */
    async function segmentsPass(count) {
        const begin = edges();
        await waitFor(`${count} segments pass`, kPatienceMs, async () => {
            const looks = await Promise.all(watches.map((watch) => watch.look({ afterRestart: false })));
            return looks.every(Boolean) && edges().every((edge, index) => edge >= begin[index] + count);
        });
        await Promise.all(watches.map((watch) => watch.fetchNewest()));
    }

    function windowFiles() {
        return kTracks.flatMap((track) => {
            const folder = `${server.data}/live/disk/${track}`;
            const names = readdirSync(folder).filter((name) => /\.(media|index)$/.test(name));
            return names.map((name) => `${folder}/${name}`);
        });
    }

    /** @param {string} words */
    const lines = (words) => server.said.split('\n').filter((line) => line.includes(words));

    test('live goes on from memory', async () => {
        firstBad = Math.max(...edges()) + 1;
        const trouble = await FailingDisk.begin(server.pid, windowFiles());
        await segmentsPass(kSegments);
        await trouble.end();
        firstGood = Math.max(...edges()) + 2; // what is open is left out as a whole
        await segmentsPass(kSegments);
    });

    test('the log says so once a track, and when it is over', () => {
        assert.equal(lines('the window cannot be written').length, kTracks.length, lines('window').join('\n'));
        assert.equal(lines('the window is written again').length, kTracks.length, lines('window').join('\n'));
    });

    test('playlists were valid and names kept their bytes all the time', async () => {
        await encoder.finish();
        for (const watch of watches) {
            assert.ok(await watch.look({ afterRestart: false }));
            assert.equal(missingIn(await watch.play(), encoder.acknowledgedOf(watch.track)), 0, watch.track);
            watch.isStrict();
        }
    });

    test('a restart finds the window before and behind the trouble, and gaps where it was', async () => {
        await server.kill();
        server.launch();
        for (const track of kTracks) {
            const watch = new WindowWatch(eventUrl, track);
            endings.defer(() => watch.close());
            await waitFor('the window is back', kPatienceMs, () => watch.look({ afterRestart: false }));
            const missing = watch.segments.filter(({ gap }) => gap).map(({ msn }) => msn);
            assert.ok(missing.length >= kSegments - 1, `${track}: ${missing}`);
            assert.ok(missing.every((msn) => msn >= firstBad - 1 && msn < firstGood), `${track}: ${missing}`);
            watch.isStrict();
        }
    });
});
