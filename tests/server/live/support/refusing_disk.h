// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/resource.h>

#include <csignal>

namespace tally::server::test {

// No file of this process grows beyond it: a disk in trouble, which errs with EFBIG.
class RefusingDisk {
public:
    explicit RefusingDisk(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~RefusingDisk() { setrlimit(RLIMIT_FSIZE, &m_before); }
    RefusingDisk(const RefusingDisk&) = delete;
    RefusingDisk& operator=(const RefusingDisk&) = delete;

private:
    rlimit m_before{};
};

} // namespace tally::server::test
