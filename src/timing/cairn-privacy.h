/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which names nobody is to see: neither in the window nor in what is exported from it. */
typedef enum
{
  CAIRN_PRIVACY_NONE = 0,
  CAIRN_PRIVACY_OWNERS = 1 << 0,    /* owners are not named at all */
  CAIRN_PRIVACY_CUSTOMERS = 1 << 1, /* customers have other names */
} CairnPrivacy;

/* "Customer 7F3A91": always the same for the same @name, on every machine. Whoever has a list of
 * the names can find out which is which. Owned by the caller. */
char *cairn_privacy_dup_pseudonym (const char *name);

G_END_DECLS
