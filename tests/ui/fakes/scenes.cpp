// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakes/scenes.h"

#include <functional>
#include <map>
#include <QBuffer>
#include <QImage>
#include <QLinearGradient>
#include <QPainter>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace tally::tests {

namespace {

QByteArray drawnPicture(int seed) {
    QImage image(480, 270, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient sky(0, 0, 0, 270);
    sky.setColorAt(0, QColor::fromHsv(200 + seed * 31 % 60, 140, 210));
    sky.setColorAt(1, QColor::fromHsv(90 + seed * 17 % 50, 120, 90));
    painter.fillRect(image.rect(), sky);
    painter.setPen(QPen(Qt::white, 3));
    painter.setBrush(QColor::fromHsv(seed * 53 % 360, 170, 220));
    painter.drawEllipse(QPoint(90 + seed * 60 % 300, 150), 46, 46);
    painter.drawLine(0, 210, 480, 190 + seed * 7 % 30);
    painter.end();
    QByteArray jpeg;
    QBuffer buffer(&jpeg);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPG", 90);
    return jpeg;
}

void sendPictures(StudioBench& bench) {
    Q_EMIT bench.engine.pictureArrived(std::nullopt, drawnPicture(0));
    for (std::uint16_t index = 0; index < bench.engine.state.inputs.size(); ++index) {
        Q_EMIT bench.engine.pictureArrived(index, drawnPicture(index));
    }
}

void running(StudioBench& bench) {
    bench.connectAll();
    sendPictures(bench);
}

void manyInputs(StudioBench& bench) {
    bench.connectAll();
    const char* names[] = {"Camera centre", "Camera left", "Camera right", "Replay A",
                           "Commentary",    "Scoreboard",  "Crane"};
    for (const char* name : names) {
        bench.engine.state.inputs.push_back(sampleInput(name, name));
    }
    bench.engine.state.inputs[4].signal = core::SignalState::lost;
    bench.engine.state.inputs[4].fault = "rtspsrc: could not connect to 10.0.0.14";
    bench.engine.state.inputs[4].since = kNow - 94s;
    bench.engine.publish();
    sendPictures(bench);
}

void mixing(StudioBench& bench) {
    running(bench);
    bench.engine.state.transition = core::TransitionState{25, 14};
    bench.engine.publish();
    bench.engine.answer = core::fail(core::ErrorCode::conflict, "a mix is running, it ends in 14 frames");
    bench.switching.cut();
}

void ledger(StudioBench& bench, core::WallTime newest) {
    std::vector<core::Cue> cues;
    core::EventReport report;
    for (int back = 0; back < 4; ++back) {
        core::Cue cue = sampleCue(newest - back * 3min);
        cue.id += std::to_string(back);
        cues.push_back(cue);
        core::CueReport counts;
        counts.cue = cue.id;
        counts.shown = back == 0 ? 11 : 10;
        counts.complete = back == 0 ? 0 : 9;
        report.cues.push_back(counts);
    }
    Q_EMIT bench.server.cuesRead(cues);
    Q_EMIT bench.server.reportRead(report);
}

void adOnAir(StudioBench& bench) {
    running(bench);
    bench.desk.fire();
    core::Cue fired = sampleCue(kNow - 3500ms);
    fired.id += "0";
    bench.server.accept(fired);
    ledger(bench, kNow - 3500ms);
    core::EventStatus status = sampleStatus();
    status.cues = {{"0192f0c1-5f0e-7000-8000-0000000000010", 11, 1}};
    bench.server.say(status);
}

void gapRuns(StudioBench& bench) {
    running(bench);
    ledger(bench, kNow - 22s);
    bench.server.refuse(409,
                        "a cue runs until 2026-11-24T12:22:25.000Z; the next may start at 2026-11-24T12:22:55.000Z");
}

void engineAway(StudioBench& bench) {
    running(bench);
    bench.engine.disconnectAt(kNow);
    bench.switching.cut();
}

void serverAway(StudioBench& bench) {
    running(bench);
    bench.engine.state.uplink.health = core::UplinkHealth::offline;
    bench.engine.state.uplink.since = kNow - 8s;
    bench.engine.state.uplink.backlogChunks = 120;
    bench.engine.state.uplink.backlogBytes = 3'400'000;
    bench.engine.publish();
    bench.server.disconnectAt(kNow - 8s);
}

const std::map<QString, std::function<void(StudioBench&)>>& scenes() {
    static const std::map<QString, std::function<void(StudioBench&)>> all{
        {u"empty"_s,
         [](StudioBench&) {
         }},
        {u"running"_s, running},
        {u"many-inputs"_s, manyInputs},
        {u"mixing"_s, mixing},
        {u"ad-on-air"_s, adOnAir},
        {u"gap"_s, gapRuns},
        {u"engine-away"_s, engineAway},
        {u"server-away"_s, serverAway},
    };
    return all;
}

} // namespace

QStringList sceneNames() {
    QStringList names;
    for (const auto& [name, play] : scenes()) {
        names << name;
    }
    return names;
}

void playScene(StudioBench& bench, const QString& name) {
    if (const auto found = scenes().find(name); found != scenes().end()) {
        found->second(bench);
    }
}

} // namespace tally::tests
