// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <optional>
#include <QString>
#include <QStringList>
#include <QUrl>

namespace tally::app {

// Where the studio's server is and what it may do there.
struct ServerOptions {
    QUrl url;
    QString event; // slug
    std::optional<QString> tokenFile;
};

struct StudioOptions {
    std::optional<QString> controlFile;  // absent: no engine is attached
    std::optional<ServerOptions> server; // absent: no server is asked
};

// Reads the command line, program name included. --help and --version print and end the program.
// Error: invalid, a sentence for the terminal.
core::Result<StudioOptions> studioOptions(const QStringList& arguments);

// The admin token in a file, without the line's end. Kept in memory only.
// Error: unavailable when it cannot be read, invalid when it is empty or no single line.
core::Result<QByteArray> readToken(const QString& file);

} // namespace tally::app
