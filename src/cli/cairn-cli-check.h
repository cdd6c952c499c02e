/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* cairn check JOURNEY: see cairn_cli_main() for @argv and what it returns. */
int cairn_cli_check (int argc, char **argv);
