// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/main_window.h"

#include "ui/model/ad_desk_model.h"
#include "ui/model/switcher_model.h"
#include "ui/model/switching.h"
#include "ui/widgets/ad_desk.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/monitor_view.h"
#include "ui/widgets/multiview.h"
#include "ui/widgets/status_strip.h"
#include "ui/widgets/take_bar.h"
#include "ui/widgets/top_bar.h"
#include "ui/window/studio_keys.h"
#include "ui/window/window_memory.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QScreen>
#include <QVBoxLayout>

using namespace std::chrono_literals;

namespace tally::ui {

namespace {

constexpr auto kPaintInterval = 40ms;  // 25 pictures a second
constexpr auto kClockInterval = 200ms; // seconds change where they should
constexpr QSize kSmallest{1280, 700};  // a 1366×768 screen with the desktop's own bars
constexpr int kAdDeskWidth = 332;

} // namespace

MainWindow::MainWindow(StudioParts parts, QWidget* parent)
    : QMainWindow(parent),
      m_parts(std::move(parts)),
      m_topBar(new TopBar(m_parts.switcher, m_parts.desk, m_parts.clock)),
      m_preview(new MonitorView(Bus::preview, m_parts.switcher, m_parts.pictures)),
      m_programme(new MonitorView(Bus::programme, m_parts.switcher, m_parts.pictures)),
      m_inputs(new Multiview(m_parts.switcher, m_parts.pictures)),
      m_adDesk(new AdDesk(m_parts.desk)) {
    setWindowTitle(tr("Tallylight"));
    new StudioKeys(*this, m_parts.switching, m_parts.desk);
    buildLayout();
    connectSignals();
    restoreState();
}

void MainWindow::buildLayout() {
    m_adDesk->setFixedWidth(kAdDeskWidth);
    auto* work = new QHBoxLayout;
    work->setContentsMargins(12, 12, 12, 12);
    work->setSpacing(12);
    work->addWidget(switcherSide(), 1);
    work->addWidget(m_adDesk);

    auto* central = new QWidget;
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_topBar);
    layout->addWidget(new Banner(m_parts.switcher, m_parts.desk));
    layout->addLayout(work, 1);
    layout->addWidget(new StatusStrip(m_parts.switcher));
    // Holds the focus until Tab is pressed, so that no ring lights up on a key nobody chose.
    central->setFocusPolicy(Qt::ClickFocus);
    setCentralWidget(central);
    central->setFocus();
    setMinimumSize(kSmallest);
}

QWidget* MainWindow::switcherSide() {
    auto* monitors = new QHBoxLayout;
    monitors->setSpacing(12);
    monitors->addWidget(m_preview, 1);
    monitors->addWidget(m_programme, 1);

    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addLayout(monitors);
    layout->addWidget(new TakeBar(m_parts.switcher, m_parts.switching));
    layout->addWidget(m_inputs, 1);
    return side;
}

void MainWindow::connectSignals() {
    connect(m_inputs, &Multiview::previewRequested, &m_parts.switching, &Switching::toPreview);
    connect(&m_paintTimer, &QTimer::timeout, this, [this] {
        m_preview->refresh();
        m_programme->refresh();
        m_inputs->refresh();
    });
    connect(&m_clockTimer, &QTimer::timeout, this, [this] {
        m_topBar->refresh();
        m_adDesk->refresh();
    });
    m_paintTimer.start(kPaintInterval);
    m_clockTimer.start(kClockInterval);
}

void MainWindow::restoreState() {
    // The first start fills the screen, also where no window manager would maximise it.
    if (!restoreGeometry(m_parts.memory.geometry())) {
        setGeometry(screen()->availableGeometry());
        setWindowState(Qt::WindowMaximized);
    }
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) {
        Q_EMIT shownChanged(!isMinimized());
    }
}

void MainWindow::closeEvent(QCloseEvent* event) {
    m_parts.memory.keepGeometry(saveGeometry());
    event->accept();
}

} // namespace tally::ui
