// SPDX-License-Identifier: GPL-3.0-or-later

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} className
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, className, ...children) {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
}

/** A text that is touched when it changes alone: what is selected stays so. */
export class Text {
    /** @param {string} className */
    constructor(className) {
        this.node = element('span', className);
    }

    /** @param {string} text @param {string} [level] fault, warning; absent: as it should be */
    set(text, level = '') {
        if (this.node.textContent !== text) {
            this.node.textContent = text;
        }
        if (this.node.dataset['level'] !== level) {
            this.node.dataset['level'] = level;
        }
    }
}

/** A caption with its value under it. */
export class Figure {
    value = new Text('value');
    more = new Text('more');

    /** @param {string} caption @param {string} [meaning] in full, for who points at it */
    constructor(caption, meaning) {
        this.node = element('div', 'figure', element('span', 'caption', caption), this.value.node, this.more.node);
        if (meaning) {
            this.node.title = meaning;
        }
    }

    /** @param {string} value @param {string} [more] @param {string} [level] */
    set(value, more = '', level = '') {
        this.value.set(value, level);
        this.more.set(more);
    }
}
