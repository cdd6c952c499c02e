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

/* "Customer 7F3A-91C2": always the same for the same @name, for this user on this machine. It
 * cannot be found out from a list of names without the salt, which stands in the user's
 * configuration (cairn/pseudonyms) and is made at the first need. Safe in any thread. Owned by the
 * caller. */
char *cairn_privacy_dup_pseudonym (const char *name);

/* What the user's preferences ask for; nothing where there are none. */
CairnPrivacy cairn_privacy_get_preferred (void);

G_END_DECLS
