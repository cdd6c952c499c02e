/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* cairn diff A B: see cairn_cli_main() for @argv. Returns 0 if the two journeys say the same, 1 if
 * they differ, 2 if they cannot be compared. */
int cairn_cli_diff (int argc, char **argv);
