// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/handles/object.h"

namespace tally::gst {

// One connected GObject signal, disconnected with this object. Made and destroyed on one thread.
class SignalConnection {
public:
    SignalConnection(Element source, const char* signal, GCallback handler, gpointer context)
        : m_source(std::move(source)), m_id(g_signal_connect(m_source.get(), signal, handler, context)) {}
    ~SignalConnection() { g_signal_handler_disconnect(m_source.get(), m_id); }

    SignalConnection(const SignalConnection&) = delete;
    SignalConnection& operator=(const SignalConnection&) = delete;

private:
    Element m_source;
    gulong m_id;
};

} // namespace tally::gst
