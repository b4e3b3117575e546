// SPDX-License-Identifier: Apache-2.0
import { TallyPlayer } from './tally_player';

// The page of one event: its name is the last part of the address, /watch/{event}.
const event = decodeURIComponent(location.pathname.split('/').filter(Boolean).at(-1) ?? '');
document.querySelector('tally-player')?.setAttribute('event', event);
document.title = `${event} · Tallylight`;
customElements.define('tally-player', TallyPlayer);
