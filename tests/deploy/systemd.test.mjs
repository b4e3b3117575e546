// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { runTied } from '../../resources/demo/lib/child.mjs';
import { adapted, findProgram } from '../../resources/demo/lib/deploy.mjs';
import { Workspace } from '../../resources/demo/lib/workspace.mjs';

// Of systemd's own scale, 0 to 10: at most this much is open to a program that was taken over.
const kMostExposed = 3;

describe('systemd', () => {
    /** @type {Workspace} */ let workspace;

    // The programs of the units lie where they are installed, which is not here: any program in their place.
    before(() => {
        workspace = new Workspace();
        mkdirSync(workspace.path('units'));
        for (const [unit, program] of [['tallylightd', 'tallylightd'], ['tallylight-engine', 'tallylight-engine']]) {
            workspace.write(`units/${unit}.service`,
                adapted(`systemd/${unit}.service`, { [`/usr/local/bin/${program}`]: '/bin/true' }));
        }
        workspace.write('units/tallylightd.socket', adapted('systemd/tallylightd.socket', {}));
        mkdirSync(workspace.path('units/varnish.service.d')); // over the unit of Debian's package
        workspace.write('units/varnish.service.d/tallylight.conf', adapted('varnish/varnish.service.conf', {}));
    });

    after(() => workspace.remove());

    /** @param {string[]} args */
    async function analyze(...args) {
        return runTied(findProgram('systemd-analyze', 'systemd'), args,
            workspace.environment({ SYSTEMD_UNIT_PATH: `${workspace.path('units')}:` }));
    }

    for (const unit of ['tallylightd.service', 'tallylightd.socket', 'tallylight-engine.service', 'varnish.service']) {
        test(`${unit} is understood`, async () => {
            const { code, stdout, stderr } = await analyze('verify', '--man=no', unit);
            const complaints = (stdout + stderr).split('\n').filter((line) => line.includes('tallylight'));
            assert.deepEqual(complaints, []);
            assert.equal(code, 0, stderr);
        });
    }

    for (const unit of ['tallylightd.service', 'tallylight-engine.service']) {
        test(`${unit} leaves little open`, async () => {
            const { code, stdout, stderr } = await analyze('security', '--offline=yes',
                `--threshold=${10 * kMostExposed}`, workspace.path(`units/${unit}`));
            assert.equal(code, 0, stdout.split('\n').slice(-3).join('\n') + stderr);
        });
    }
});
