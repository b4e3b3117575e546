// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gst/handles/object.h"

#include <functional>

namespace tally::gst {

// Sees every message of a pipeline on the thread that posts it, mostly a streaming thread: it may note and hand over,
// never change states. Messages are not queued behind it. Made and destroyed on one thread.
class BusSyncHandler {
public:
    using OnMessage = std::function<void(GstMessage& message)>;

    BusSyncHandler(Object<GstBus> bus, OnMessage onMessage);
    ~BusSyncHandler();

    BusSyncHandler(const BusSyncHandler&) = delete;
    BusSyncHandler& operator=(const BusSyncHandler&) = delete;

private:
    static GstBusSyncReply called(GstBus* bus, GstMessage* message, gpointer self);

    Object<GstBus> m_bus;
    OnMessage m_onMessage;
};

} // namespace tally::gst
