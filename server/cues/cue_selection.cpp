// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/cue_selection.h"

#include <algorithm>
#include <tuple>

namespace tally::server::cues {
namespace {

constexpr std::size_t kMostCandidates = 8; // more would only be preloaded in vain

bool goesBefore(const Offer& a, const Offer& b) {
    const auto key = [](const Offer& offer) {
        return std::tie(offer.fired, offer.candidate.campaign);
    };
    return std::tuple_cat(key(a), std::tie(b.candidate.creative)) <
           std::tuple_cat(key(b), std::tie(a.candidate.creative));
}

bool sameCampaign(const Offer& a, const Offer& b) {
    return a.candidate.campaign == b.candidate.campaign;
}

} // namespace

std::vector<core::CueCandidate> selectCandidates(std::vector<Offer> offers,
                                                 const std::optional<std::string>& campaign) {
    std::erase_if(offers, [&](const Offer& offer) { return campaign && offer.candidate.campaign != *campaign; });
    std::sort(offers.begin(), offers.end(), goesBefore);
    offers.erase(std::unique(offers.begin(), offers.end(), sameCampaign), offers.end());
    std::vector<core::CueCandidate> candidates;
    for (const Offer& offer : offers) {
        if (candidates.size() < kMostCandidates) {
            candidates.push_back(offer.candidate);
        }
    }
    return candidates;
}

} // namespace tally::server::cues
