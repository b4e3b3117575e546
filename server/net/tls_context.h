// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <boost/asio/ssl/context.hpp>

#include <atomic>
#include <filesystem>
#include <memory>

namespace tally::server::net {

struct TlsFiles {
    std::filesystem::path certificate; // PEM: the server's, then those that lead to a root
    std::filesystem::path key;         // PEM
};

// How the server proves who it is: TLS 1.3 alone, ALPN http/1.1, session tickets. A reload is for the connections that
// come; those that are there go on with what they began with. Any thread.
class TlsContext {
public:
    // Error: unavailable for a file that cannot be read, invalid for one that holds no certificate or key, or for a key
    // that is another's; naming the file.
    static core::Result<std::shared_ptr<TlsContext>> load(TlsFiles files);

    // Reads the files again. Error: as load(); then everything stays as it was.
    core::Status reload();

    std::shared_ptr<boost::asio::ssl::context> current() const { return m_context.load(); }

private:
    using Context = std::shared_ptr<boost::asio::ssl::context>;

    TlsContext(TlsFiles files, Context context) : m_files(std::move(files)), m_context(std::move(context)) {}
    static core::Result<Context> contextOf(const TlsFiles& files);

    const TlsFiles m_files;
    std::atomic<Context> m_context;
};

} // namespace tally::server::net
