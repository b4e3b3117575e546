// SPDX-License-Identifier: Apache-2.0
export function element<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    className: string,
    ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
    const made = document.createElement(tag);
    made.className = className;
    made.append(...children);
    return made;
}
