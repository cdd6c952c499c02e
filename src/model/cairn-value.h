/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-schema.h"

G_BEGIN_DECLS

/* The value of one property. Strings are shared and never change, so copies cost nothing. */
typedef struct
{
  CairnType type;
  union
  {
    char *string;   /* STRING, TEXT, REF: a GRefString, interned for REF; never NULL */
    gint64 integer; /* INT, BOOL, ENUM, DURATION */
    double number;  /* NUMBER */
  };
} CairnValue;

/* The value a new element has. */
CairnValue cairn_value_initial (const CairnPropSpec *spec);

/* For STRING, TEXT and REF; @string NULL means "". */
CairnValue cairn_value_from_string (CairnType type, const char *string);
/* For INT (kept within 0 … 1,000,000), BOOL, ENUM and DURATION. */
CairnValue cairn_value_from_int (CairnType type, gint64 integer);
/* What is not finite becomes NAN, "not set". */
CairnValue cairn_value_from_number (double number);

CairnValue cairn_value_copy (const CairnValue *value);
void cairn_value_clear (CairnValue *value);
gboolean cairn_value_equal (const CairnValue *a, const CairnValue *b);

/* Text as it stands in a file, locale-free; and back. Parsing returns FALSE, leaving @value alone,
 * for text that is no value of @spec. REF texts are not looked up. */
char *cairn_value_to_text (const CairnValue *value, const CairnPropSpec *spec);
gboolean cairn_value_parse (const char *text, const CairnPropSpec *spec, CairnValue *value);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnValue, cairn_value_clear)

G_END_DECLS
