/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* cairn new TEMPLATE -o FILE, cairn new --list: see cairn_cli_main() for @argv and what it returns.
 */
int cairn_cli_new (int argc, char **argv);
