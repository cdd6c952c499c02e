/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Finding words in words. Case and the way in which accents are written do not matter unless asked
 * for; an accent itself does. */

typedef enum
{
  CAIRN_MATCH_DEFAULT = 0,
  CAIRN_MATCH_CASE = 1 << 0,  /* upper and lower case differ */
  CAIRN_MATCH_WORDS = 1 << 1, /* only whole words */
} CairnMatchFlags;

/* The first place in @text, from byte @from on, where @needle stands; FALSE if there is none.
 * @start and @end are bytes of @text, at the borders of characters. An empty @needle is nowhere. */
gboolean cairn_text_match (const char *text,
                           gsize from,
                           const char *needle,
                           CairnMatchFlags flags,
                           gsize *start,
                           gsize *end);

/* @text with every @needle become @with; @n (may be NULL) says how many there were. What was put in
 * is not searched again. Owned by the caller. */
char *cairn_text_replace (
  const char *text, const char *needle, const char *with, CairnMatchFlags flags, guint *n);

/* How well @query, some words or beginnings of words in any order, fits @text: 0 not at all, more
 * is better. A word of the query may also be the first letters of words of @text ("zs": zoom to the
 * selection), or letters in their order. An empty query fits everything alike. */
guint cairn_text_rank (const char *text, const char *query);

G_END_DECLS
