/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The settings of the program; NULL where its schema is not installed, which is no reason to stop:
 * then nothing is remembered. Owned by the caller. */
GSettings *cairn_settings_new (void);

G_END_DECLS
