// SPDX-License-Identifier: Apache-2.0
import { TallyPlayer } from './tally_player';

// On the page of one event its name is the last part of the address, /watch/{event}; a page of others names it.
const player = document.querySelector('tally-player:not([event])');
if (player) {
    const event = decodeURIComponent(location.pathname.split('/').filter(Boolean).at(-1) ?? '');
    player.setAttribute('event', event);
    document.title = `${event} · Tallylight`;
}
customElements.define('tally-player', TallyPlayer);
