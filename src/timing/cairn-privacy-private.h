/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-privacy.h"

G_BEGIN_DECLS

/* What makes the pseudonyms of this user other ones than everybody else's: that in the file @path,
 * which is made if it is not there. Without a place to keep it, another one each time. */
GBytes *cairn_privacy_take_salt (const char *path);

char *cairn_privacy_dup_salted (GBytes *salt, const char *name);

G_END_DECLS
