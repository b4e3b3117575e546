# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -D FOLDER=resources/ops -D NAMES=index.html,… -D OUT=page_files.cpp -P embed_page.cmake
# Writes pageFiles() of ops_page.h; each file is known by its name without the folder.
set(entries "")
string(REPLACE "," ";" names "${NAMES}")
foreach(name IN LISTS names)
    file(READ "${FOLDER}/${name}" text)
    get_filename_component(short "${name}" NAME)
    string(APPEND entries "        {\"${short}\", R\"tally(${text})tally\"},\n")
endforeach()
file(WRITE "${OUT}" "// SPDX-License-Identifier: GPL-3.0-or-later
#include \"server/ops/ops_page.h\"

namespace tally::server::ops {

const std::vector<PageFile>& pageFiles() {
    static const std::vector<PageFile> files{
${entries}    };
    return files;
}

} // namespace tally::server::ops
")
