// SPDX-License-Identifier: GPL-3.0-or-later
import { element } from './elements.mjs';

/** @typedef {import('../report.js').Finding} Finding */

const kWords = { fault: 'FAULT', warning: 'WARNING', note: 'NOTE' };

/** What is amiss, on top of the page: in words, in colour, and to a screen reader as it comes. */
export class FindingList {
    #shown = '';

    constructor() {
        this.node = element('section', 'findings');
        this.node.setAttribute('aria-live', 'polite');
        this.node.setAttribute('aria-label', 'What is amiss');
    }

    /** @param {Finding[]} findings */
    show(findings) {
        const now = JSON.stringify(findings);
        if (now === this.#shown) {
            return;
        }
        this.#shown = now;
        this.node.dataset['worst'] = findings[0]?.level ?? 'good';
        this.node.replaceChildren(...(findings.length > 0 ? findings.map(row) : [allWell()]));
    }
}

/** @param {Finding} finding */
function row({ level, where, what, todo }) {
    const made = element('div', 'finding', element('strong', 'word', kWords[level]), element('span', 'where', where),
        element('span', 'what', what), element('span', 'todo', todo));
    made.dataset['level'] = level;
    return made;
}

function allWell() {
    const made = element('div', 'finding', element('strong', 'word', 'GOOD'), element('span', 'what', 'Nothing is amiss.'));
    made.dataset['level'] = 'good';
    return made;
}
