// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace tally::ui::tokens {

namespace {

QString pixels(int size) {
    return u"%1px"_s.arg(size);
}

} // namespace

QString filledIn(QStringView sheet) {
    const std::pair<QStringView, QString> values[] = {
        {u"background", kBackground.name()},
        {u"panel", kPanel.name()},
        {u"raised", kRaised.name()},
        {u"line", kLine.name()},
        {u"text", kText.name()},
        {u"secondary", kSecondary.name()},
        {u"programme", kProgramme.name()},
        {u"preview", kPreview.name()},
        {u"fault", kFault.name()},
        {u"information", kInformation.name()},
        {u"small", pixels(kSmall)},
        {u"body", pixels(kBody)},
        {u"title", pixels(kTitle)},
        {u"clock", pixels(kClock)},
        {u"corner", pixels(kCorner)},
        {u"focus-ring", pixels(kFocusRing)},
    };
    QString filled = sheet.toString();
    for (const auto& [name, value] : values) {
        filled.replace(u"${%1}"_s.arg(name), value);
    }
    return filled;
}

} // namespace tally::ui::tokens
