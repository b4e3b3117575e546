// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/switcher.h"

#include "gst/base/elements.h"
#include "gst/handles/glib.h"
#include "gst/live_switcher.h"
#include "gst/switcher_check.h"

namespace tally::gst {
namespace {

core::Status initialise() {
    GError* raw = nullptr;
    const bool done = gst_init_check(nullptr, nullptr, &raw) != FALSE;
    const GlibError error(raw);
    if (!done) {
        return core::fail(core::ErrorCode::unavailable,
                          std::string("GStreamer does not start: ") + (error ? error->message : "no reason given"));
    }
    return requireElements();
}

} // namespace

core::Result<std::unique_ptr<Switcher>> createSwitcher(const ProgrammeProfile& profile, std::vector<InputSpec> inputs,
                                                       const std::string& programme, const std::string& preview,
                                                       SwitcherListener& listener) {
    if (const auto initialised = initialise(); !initialised) {
        return core::propagate(initialised);
    }
    if (const auto checked = checkProfile(profile); !checked) {
        return core::propagate(checked);
    }
    if (const auto checked = checkInputs(inputs, programme, preview); !checked) {
        return core::propagate(checked);
    }
    auto switcher = LiveSwitcher::create(profile, std::move(inputs), programme, preview, listener);
    if (!switcher) {
        return core::propagate(switcher);
    }
    return std::unique_ptr<Switcher>(std::move(*switcher));
}

} // namespace tally::gst
