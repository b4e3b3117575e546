// SPDX-License-Identifier: GPL-3.0-or-later
// Every sample in tests/vectors is read into its struct and written again as the same value.
#include "core/protocol/catalog.h"
#include "core/protocol/control.h"
#include "core/protocol/measurement.h"
#include "core/protocol/viewer_socket.h"
#include "tests/core/support/print.h"

#include <functional>
#include <map>
#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tally::core;

namespace {

using RoundTrip = std::function<Result<std::string>(const std::string&)>;

template <typename T>
RoundTrip document() {
    return [](const std::string& text) {
        return parseJson<T>(text).map([](const T& value) { return serializeJson(value); });
    };
}

template <typename Message>
RoundTrip message() {
    return [](const std::string& text) -> Result<std::string> {
        const auto incoming = IncomingMessage::parse(text);
        if (!incoming || !incoming->is<Message>()) {
            return fail(ErrorCode::invalid, "not of type " + std::string(Message::kType));
        }
        return incoming->as<Message>().map([](const Message& value) { return encodeMessage(value); });
    };
}

const std::map<QString, RoundTrip>& roundTrips() {
    static const std::map<QString, RoundTrip> kAll{
        {QStringLiteral("auto"), message<Auto>()},
        {QStringLiteral("campaign"), document<Campaign>()},
        {QStringLiteral("campaign_request"), document<CampaignRequest>()},
        {QStringLiteral("control_address"), document<ControlAddress>()},
        {QStringLiteral("control_hello"), message<ControlHello>()},
        {QStringLiteral("control_refused"), message<ControlRefused>()},
        {QStringLiteral("control_reply"), message<ControlReply>()},
        {QStringLiteral("control_state"), message<ControlState>()},
        {QStringLiteral("control_welcome"), message<ControlWelcome>()},
        {QStringLiteral("creative"), document<Creative>()},
        {QStringLiteral("cue"), document<Cue>()},
        {QStringLiteral("cue_request"), document<CueRequest>()},
        {QStringLiteral("cut"), message<Cut>()},
        {QStringLiteral("event"), document<Event>()},
        {QStringLiteral("event_report"), document<EventReport>()},
        {QStringLiteral("event_request"), document<EventRequest>()},
        {QStringLiteral("event_status"), document<EventStatus>()},
        {QStringLiteral("ingest_key"), document<IngestKey>()},
        {QStringLiteral("playback_token"), document<PlaybackToken>()},
        {QStringLiteral("playback_token_request"), document<PlaybackTokenRequest>()},
        {QStringLiteral("ingest_position"), document<IngestPosition>()},
        {QStringLiteral("measurement_batch"), document<MeasurementBatch>()},
        {QStringLiteral("measurement_receipt"), document<MeasurementReceipt>()},
        {QStringLiteral("organization"), document<Organization>()},
        {QStringLiteral("organization_request"), document<OrganizationRequest>()},
        {QStringLiteral("problem"), document<Problem>()},
        {QStringLiteral("restart_input"), message<RestartInput>()},
        {QStringLiteral("set_preview"), message<SetPreview>()},
        {QStringLiteral("subscribe_previews"), message<SubscribePreviews>()},
        {QStringLiteral("viewer_cue"), message<ViewerCue>()},
        {QStringLiteral("viewer_hello"), message<ViewerHello>()},
        {QStringLiteral("viewer_ready"), message<ViewerReady>()},
        {QStringLiteral("viewer_refused"), message<ViewerRefused>()},
        {QStringLiteral("viewer_welcome"), message<ViewerWelcome>()},
    };
    return kAll;
}

QDir vectors() {
    return QDir(QStringLiteral(TALLY_VECTORS));
}

QByteArray textOf(const QString& name) {
    QFile file(vectors().filePath(name + QStringLiteral(".json")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestVectors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFileHasAStructAndEveryStructAFile() {
        QStringList files;
        for (const QFileInfo& file : vectors().entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
            files << file.completeBaseName();
        }
        QStringList structs;
        for (const auto& [name, roundTrip] : roundTrips()) {
            structs << name;
        }
        QCOMPARE(files, structs);
    }

    void isWrittenAsItWasRead_data() {
        QTest::addColumn<QString>("name");
        for (const auto& [name, roundTrip] : roundTrips()) {
            QTest::newRow(qPrintable(name)) << name;
        }
    }
    void isWrittenAsItWasRead() {
        QFETCH(QString, name);
        const QByteArray text = textOf(name);
        const auto again = roundTrips().at(name)(text.toStdString());
        QVERIFY2(again, tally::test::detailOf(again));
        const auto value = QJsonDocument::fromJson(text);
        QVERIFY(value.isObject());
        QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(*again)), value); // of another parser than ours
    }

    void anUnknownMemberIsIgnored_data() { isWrittenAsItWasRead_data(); }
    void anUnknownMemberIsIgnored() { // an old program meets a newer one
        QFETCH(QString, name);
        QJsonObject value = QJsonDocument::fromJson(textOf(name)).object();
        value[QStringLiteral("addedLater")] = QJsonObject{{QStringLiteral("x"), 1}};
        const auto read = roundTrips().at(name)(QJsonDocument(value).toJson().toStdString());
        QVERIFY2(read, tally::test::detailOf(read));
    }
};

QTEST_GUILESS_MAIN(TestVectors)
#include "test_vectors.moc"
