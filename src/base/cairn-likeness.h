/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Names likely enough to be offered as the same. */
#define CAIRN_LIKENESS_OFFER 0.7

/* How likely it is that both names mean the same thing, 0 to 1. 1: the same but for case, accents,
 * blanks and punctuation. Names with different numbers in them ("Phase 1", "Phase 2") are not
 * alike. Otherwise the greater of 1 − edit distance ÷ length, and of how much of the longer name
 * the shorter one is, if it stands in it whole. */
double cairn_likeness (const char *a, const char *b);

/* The one among @names that is most like @name, or NULL if none comes up to CAIRN_LIKENESS_OFFER.
 */
const char *cairn_likeness_find (const char *name, const char *const *names);

G_END_DECLS
