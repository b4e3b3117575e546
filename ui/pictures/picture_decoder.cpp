// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/picture_decoder.h"

#include <algorithm>
#include <QThread>

using namespace Qt::StringLiterals;

namespace tally::ui {

PictureDecoder::PictureDecoder() : m_thread(QThread::create([this] { decodeUntilStopped(); })) {
    m_thread->setObjectName(u"pictures"_s);
    m_thread->start();
}

PictureDecoder::~PictureDecoder() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread->wait();
}

void PictureDecoder::submit(PictureSource source, QByteArray jpeg) {
    {
        const std::lock_guard lock(m_mutex);
        m_waiting[source].put(std::move(jpeg));
    }
    m_wake.notify_one();
}

void PictureDecoder::clear() {
    const std::lock_guard lock(m_mutex);
    m_waiting.clear();
    m_shown.clear();
    ++m_era;
}

Picture PictureDecoder::newest(PictureSource source) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_shown.find(source);
    return found == m_shown.end() ? Picture{} : found->second;
}

void PictureDecoder::decodeUntilStopped() {
    while (const auto job = nextJob()) {
        QImage image = QImage::fromData(job->jpeg, "JPG");
        if (!image.isNull()) {
            // Converted here, once, to what the raster engine paints fastest.
            show(*job, std::move(image).convertToFormat(QImage::Format_RGB32));
        }
    }
}

std::optional<PictureDecoder::Job> PictureDecoder::nextJob() {
    const auto hasPicture = [](const auto& entry) {
        return !entry.second.isEmpty();
    };
    std::unique_lock lock(m_mutex);
    auto found = m_waiting.end();
    m_wake.wait(lock, [&] {
        found = std::ranges::find_if(m_waiting, hasPicture);
        return m_stopping || found != m_waiting.end();
    });
    if (m_stopping) {
        return std::nullopt;
    }
    return Job{found->first, *found->second.take(), m_era};
}

void PictureDecoder::show(const Job& job, QImage image) {
    const std::lock_guard lock(m_mutex);
    if (job.era == m_era) {
        Picture& shown = m_shown[job.source];
        shown = {std::move(image), shown.number + 1, std::chrono::steady_clock::now()};
    }
}

} // namespace tally::ui
