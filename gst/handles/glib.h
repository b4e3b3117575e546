// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <glib.h>

#include <memory>
#include <string>

namespace tally::gst {

struct GlibFree {
    void operator()(void* memory) const { g_free(memory); }
};

// Text that GLib allocated.
using GlibString = std::unique_ptr<char, GlibFree>;

struct GlibErrorFree {
    void operator()(GError* error) const { g_error_free(error); }
};

using GlibError = std::unique_ptr<GError, GlibErrorFree>;

} // namespace tally::gst
