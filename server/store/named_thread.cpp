// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/store/named_thread.h"

#include <pthread.h>

namespace tally::server::store {

std::thread startNamedThread(const std::string& name, std::function<void()> body) {
    std::thread thread(std::move(body));
    pthread_setname_np(thread.native_handle(), name.c_str());
    return thread;
}

} // namespace tally::server::store
