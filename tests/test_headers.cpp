// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing of its own: the program that the tests' precompiled header is compiled for (CMakeLists.txt).
