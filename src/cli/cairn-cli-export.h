/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* cairn export JOURNEY [options] -o FILE.svg|.png|.pdf: see cairn_cli_main() for @argv and what it
 * returns. */
int cairn_cli_export (int argc, char **argv);
