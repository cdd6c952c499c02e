/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* cairn compare FILE SEGMENT SEGMENT: two segments of one journey beside each other. */
int cairn_cli_compare (int argc, char **argv);
