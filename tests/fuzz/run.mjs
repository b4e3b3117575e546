// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// `./tally fuzz [SECONDS]`: every fuzzer for so many seconds, two at a time; without SECONDS a minute in all.
import { mkdir, readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { lineCoverage } from './lib/coverage.mjs';
import { kTargets } from './lib/targets.mjs';
import { corpusOf, fuzz, kBuild, kRoot, programOf, run, seedsOf } from './lib/workshop.mjs';

/** @typedef {import('./lib/targets.mjs').Target} Target */
/** @typedef {{ target: Target, runs: number, coverage: number, findings: string[] }} Outcome */

const kAtOnce = 2;
const kFindings = path.join(kBuild, 'findings');

const given = process.argv[2];
const seconds = given === undefined ? Math.ceil((60 * kAtOnce) / kTargets.length) : Number(given);
if (!Number.isInteger(seconds) || seconds < 1 || process.argv.length > 3) {
    console.error('fuzz takes the seconds for each target, a whole number');
    process.exit(1);
}
await run(path.join(kBuild, 'tests/fuzz/fuzz_seeds'), [path.join(kBuild, 'seeds')]);
const outcomes = await inTurn(kTargets, examine);
for (const { target, runs, coverage, findings } of outcomes) {
    console.log(`  ${target.name.padEnd(20)} ${String(runs).padStart(12)} inputs   ${coverage.toFixed(1).padStart(5)} %`
        + ` of the parser's lines   ${findings.length} findings`);
}
const broken = outcomes.filter(({ findings }) => findings.length > 0);
for (const { target, findings } of broken) {
    console.error(`${target.name}: the log is ${path.relative(kRoot, logOf(target))}; replay with`);
    findings.forEach((input) => console.error(
        `    ${path.relative(kRoot, programOf(target))} ${path.relative(kRoot, path.join(kFindings, input))}`));
}
process.exitCode = broken.length > 0 ? 1 : 0;

/** @param {Target} target */
function logOf(target) {
    return path.join(kBuild, 'log', `${target.name}.log`);
}

/**
 * @param {Target} target
 * @returns {Promise<Outcome>}
 */
async function examine(target) {
    await mkdir(corpusOf(target), { recursive: true });
    await mkdir(kFindings, { recursive: true });
    const begin = Date.now();
    const code = await fuzz(target, argumentsOf(target), logOf(target), '/dev/null');
    const log = await readFile(logOf(target), 'utf8');
    const findings = await findingsSince(begin, target);
    if (code !== 0 && findings.length === 0) {
        throw new Error(`fuzz_${target.name} ended with ${code}: see ${path.relative(kRoot, logOf(target))}`);
    }
    const runs = Number(/stat::number_of_executed_units:\s+(\d+)/.exec(log)?.[1] ?? 0);
    return { target, runs, coverage: await lineCoverage(target), findings };
}

/** @param {Target} target */
function argumentsOf(target) {
    const dictionary = target.dictionary === undefined ? []
        : [`-dict=${path.join(kRoot, 'tests/fuzz/dictionaries', target.dictionary)}`];
    return [`-max_total_time=${seconds}`, `-max_len=${target.longest}`, '-timeout=10', '-rss_limit_mb=1024',
        '-malloc_limit_mb=64', '-print_final_stats=1', `-artifact_prefix=${kFindings}/${target.name}-`,
        ...dictionary, corpusOf(target), ...seedsOf(target)];
}

/**
 * @param {number} begin
 * @param {Target} target
 */
async function findingsSince(begin, target) {
    const names = (await readdir(kFindings)).filter((name) => name.startsWith(`${target.name}-`));
    const ages = await Promise.all(names.map(async (name) => (await stat(path.join(kFindings, name))).mtimeMs));
    return names.filter((_, index) => ages[index] >= begin);
}

/**
 * A few at a time; the results in the order of the items.
 * @template Item, Result
 * @param {Item[]} items
 * @param {(item: Item) => Promise<Result>} work
 */
async function inTurn(items, work) {
    /** @type {Result[]} */
    const results = [];
    let next = 0;
    const worker = async () => {
        while (next < items.length) {
            const mine = next++;
            results[mine] = await work(items[mine]);
        }
    };
    await Promise.all(Array.from({ length: kAtOnce }, worker));
    return results;
}
