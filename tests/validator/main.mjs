#!/usr/bin/env node
// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { parseArgs } from 'node:util';

import { formatJson, formatReport } from './format.mjs';
import { Session } from './session/session.mjs';

const kUsage = `node tests/validator/main.mjs URL [--seconds N] [--json] [--restarts]
Follows a live stream as a picky client and says which rules of rfc8216bis and DESIGN it breaks.
URL         of the multivariant playlist
--seconds   how long, 60 by default
--json      the report as JSON
--restarts  server and encoder may be killed meanwhile
Ends with 0 when nothing was breached, 1 when something was, 2 when it could not be read at all.
`;

const kDefaultSeconds = 60;

async function main() {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: { seconds: { type: 'string' }, json: { type: 'boolean' }, restarts: { type: 'boolean' } },
    });
    const [url] = positionals;
    const seconds = Number(values.seconds ?? kDefaultSeconds);
    if (url === undefined || !(seconds > 0)) {
        process.stderr.write(kUsage);
        return 2;
    }
    const report = await new Session({ url, seconds, allowsRestarts: values.restarts }).run();
    process.stdout.write(values.json ? formatJson(report) : formatReport(report));
    return report.breaches.length > 0 ? 1 : 0;
}

process.exitCode = await main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    return 2;
});
