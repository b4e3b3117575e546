// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import assert from 'node:assert/strict';
import { readFileSync, existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

import { Supervised } from '../../../resources/demo/lib/supervised.mjs';
import { waitFor } from '../../../resources/demo/lib/wait.mjs';
import { Workspace } from '../../../resources/demo/lib/workspace.mjs';

describe('a supervised program', () => {
    /** @type {Workspace} */ let workspace;
    /** @type {string[]} */ let said;

    before(() => { workspace = new Workspace(); });
    after(() => workspace.remove());

    /**
     * @param {string} script of sh
     * @param {'always' | 'afterCrash'} restart
     */
    function supervise(script, restart) {
        said = [];
        return new Supervised({
            name: 'program', command: 'sh', args: ['-c', script], env: workspace.environment(),
            log: workspace.path('program.log'), restart,
        }, (topic, text) => said.push(`${topic} ${text}`));
    }

    test('is started again when it is killed', async () => {
        const file = workspace.path('ready');
        const program = supervise(`echo $$ > ${file}; exec tail -f /dev/null`, 'always');
        program.start();
        await program.ready('it is ready', 5000, () => existsSync(file));
        const first = program.pid;
        process.kill(/** @type {number} */ (first), 'SIGKILL');
        await waitFor('it is up again', 5000, () => program.pid && program.pid !== first);
        assert.deepEqual(said, ['program ended by SIGKILL; starts again in 0.25 s']);
        await program.stop();
        assert.equal(program.pid, undefined);
        assert.equal(program.restarts, 1);
    });

    test('that ends before it is ready is a failure with its last words', async () => {
        const program = supervise('echo all is lost >&2; exit 3', 'always');
        program.start();
        await assert.rejects(program.ready('it is ready', 5000, () => false), /ended with code 3: all is lost/);
        await program.stop();
    });

    test('is not started again when a person has closed it', async () => {
        const program = supervise('exit 0', 'afterCrash');
        program.start();
        await waitFor('it was closed', 5000, () => said.length > 0);
        assert.deepEqual(said, ['program was closed; the show goes on']);
        assert.equal(program.restarts, 0);
    });

    test('is not started after it was stopped', async () => {
        const file = workspace.path('never');
        const program = supervise(`touch ${file}`, 'always');
        await program.stop();
        program.start();
        assert.equal(program.pid, undefined);
    });

    test('that ignores SIGTERM is killed', async () => {
        const program = supervise('trap "" TERM; echo deaf; exec tail -f /dev/null', 'always');
        program.graceMs = 200;
        program.start();
        const log = program.program.log;
        await program.ready('it is deaf', 5000, () => readFileSync(log, 'utf8').includes('deaf'));
        await program.stop();
        assert.equal(program.pid, undefined);
    });
});
