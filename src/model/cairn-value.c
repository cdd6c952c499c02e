/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cairn-value.h"

#include "base/cairn-duration.h"

#include <math.h>
#include <string.h>

#define MAX_INT 1000000

static gboolean
is_string (CairnType type)
{
  return type == CAIRN_TYPE_STRING || type == CAIRN_TYPE_TEXT || type == CAIRN_TYPE_REF;
}

CairnValue
cairn_value_initial (const CairnPropSpec *spec)
{
  if (is_string (spec->type))
    return cairn_value_from_string (spec->type, "");
  if (spec->type == CAIRN_TYPE_NUMBER)
    return cairn_value_from_number (NAN);
  return cairn_value_from_int (spec->type, spec->initial);
}

CairnValue
cairn_value_from_string (CairnType type, const char *string)
{
  CairnValue value = { .type = type };

  g_assert (is_string (type));

  if (string == NULL)
    string = "";
  /* Ids and empty strings are few and compared often; prose is not. */
  if (type == CAIRN_TYPE_REF || *string == '\0')
    value.string = g_ref_string_new_intern (string);
  else
    value.string = g_ref_string_new (string);
  return value;
}

CairnValue
cairn_value_from_int (CairnType type, gint64 integer)
{
  g_assert (!is_string (type) && type != CAIRN_TYPE_NUMBER);

  if (type == CAIRN_TYPE_INT)
    integer = CLAMP (integer, 0, MAX_INT);
  return (CairnValue){ .type = type, .integer = integer };
}

CairnValue
cairn_value_from_number (double number)
{
  return (CairnValue){ .type = CAIRN_TYPE_NUMBER, .number = isfinite (number) ? number : NAN };
}

CairnValue
cairn_value_copy (const CairnValue *value)
{
  CairnValue copy = *value;

  if (is_string (value->type))
    copy.string = g_ref_string_acquire (value->string);
  return copy;
}

void
cairn_value_clear (CairnValue *value)
{
  if (is_string (value->type))
    g_clear_pointer (&value->string, g_ref_string_release);
}

gboolean
cairn_value_equal (const CairnValue *a, const CairnValue *b)
{
  if (a->type != b->type)
    return FALSE;
  if (is_string (a->type))
    return a->string == b->string || strcmp (a->string, b->string) == 0;
  if (a->type == CAIRN_TYPE_NUMBER)
    return a->number == b->number || (isnan (a->number) && isnan (b->number));
  return a->integer == b->integer;
}

/* With as few digits as give the same number back: 0.3, not 0.29999999999999999. */
static char *
number_to_text (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (number))
    return g_strdup ("");
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", number);
  if (g_ascii_strtod (buffer, NULL) != number)
    g_ascii_dtostr (buffer, sizeof buffer, number);
  return g_strdup (buffer);
}

char *
cairn_value_to_text (const CairnValue *value, const CairnPropSpec *spec)
{
  switch (value->type)
    {
    case CAIRN_TYPE_STRING:
    case CAIRN_TYPE_TEXT:
    case CAIRN_TYPE_REF:
      return g_strdup (value->string);
    case CAIRN_TYPE_INT:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->integer);
    case CAIRN_TYPE_NUMBER:
      return number_to_text (value->number);
    case CAIRN_TYPE_BOOL:
      return g_strdup (value->integer ? "yes" : "no");
    case CAIRN_TYPE_ENUM:
      return g_strdup (spec->words[value->integer]);
    case CAIRN_TYPE_DURATION:
      return cairn_duration_to_string (value->integer);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
parse_int (const char *text, gint64 *integer)
{
  char *end;
  gint64 n = g_ascii_strtoll (text, &end, 10);

  if (end == text || *end != '\0' || n < 0 || n > MAX_INT)
    return FALSE;
  *integer = n;
  return TRUE;
}

static gboolean
parse_number (const char *text, double *number)
{
  char *end;
  double n = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (n))
    return FALSE;
  *number = n;
  return TRUE;
}

static int
find_word (const char *const *words, const char *text)
{
  for (int i = 0; words[i] != NULL; i++)
    if (strcmp (words[i], text) == 0)
      return i;
  return -1;
}

gboolean
cairn_value_parse (const char *text, const CairnPropSpec *spec, CairnValue *value)
{
  CairnValue parsed = { .type = spec->type };

  switch (spec->type)
    {
    case CAIRN_TYPE_STRING:
    case CAIRN_TYPE_TEXT:
    case CAIRN_TYPE_REF:
      parsed = cairn_value_from_string (spec->type, text);
      break;
    case CAIRN_TYPE_INT:
      if (!parse_int (text, &parsed.integer))
        return FALSE;
      break;
    case CAIRN_TYPE_NUMBER:
      if (*text == '\0')
        parsed.number = NAN;
      else if (!parse_number (text, &parsed.number))
        return FALSE;
      break;
    case CAIRN_TYPE_BOOL:
      if (strcmp (text, "yes") != 0 && strcmp (text, "no") != 0)
        return FALSE;
      parsed.integer = *text == 'y';
      break;
    case CAIRN_TYPE_ENUM:
      parsed.integer = find_word (spec->words, text);
      if (parsed.integer < 0)
        return FALSE;
      break;
    case CAIRN_TYPE_DURATION:
      if (!cairn_duration_parse (text, &parsed.integer))
        return FALSE;
      break;
    default:
      g_assert_not_reached ();
    }
  *value = parsed;
  return TRUE;
}
