// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { kRules } from './rules/rules.mjs';

/**
 * Notes that a rule was looked at. Every module of rules is a function of this and of what it looks at, nothing else.
 * @callback Check
 * @param {string} id of a rule in rules/rules.mjs
 * @param {boolean} holds
 * @param {() => string} evidence asked for only when the rule is breached
 * @returns {boolean} holds
 */

/** @typedef {{id: string, count: number, evidence: string[]}} Breach evidence: the first few, each with its subject */

const kMostEvidence = 5;

/** What was checked how often, and what was breached. */
export class Report {
    /** @type {Map<string, number>} */
    checked = new Map();
    /** @type {Map<string, Breach>} */
    breached = new Map();

    /**
     * @param {string} subject in front of the evidence: a rendition, a URL
     * @returns {Check}
     */
    about(subject) {
        return (id, holds, evidence) => {
            if (!kRules.has(id)) {
                throw new Error(`there is no rule "${id}"`);
            }
            this.checked.set(id, (this.checked.get(id) ?? 0) + 1);
            if (!holds) {
                this.#note(id, `${subject}: ${evidence()}`);
            }
            return holds;
        };
    }

    /** @returns {Breach[]} */
    get breaches() {
        return [...this.breached.values()];
    }

    /**
     * @param {string} id
     * @param {string} evidence
     */
    #note(id, evidence) {
        const breach = this.breached.get(id) ?? { id, count: 0, evidence: [] };
        breach.count += 1;
        if (breach.evidence.length < kMostEvidence) {
            breach.evidence.push(evidence);
        }
        this.breached.set(id, breach);
    }
}
