/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-difference-words-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_SHORT 60 /* characters of a text that a sentence quotes */

static const char *const nouns[CAIRN_N_KINDS] = {
  [CAIRN_KIND_JOURNEY] = N_ ("journey"),
  [CAIRN_KIND_SOURCE] = N_ ("timings"),
  [CAIRN_KIND_SEGMENT] = N_ ("segment"),
  [CAIRN_KIND_SWIMLANE] = N_ ("swimlane"),
  [CAIRN_KIND_LANE] = N_ ("lane"),
  [CAIRN_KIND_STAGE] = N_ ("stage"),
  [CAIRN_KIND_ALIAS] = N_ ("name in the data"),
  [CAIRN_KIND_STEP] = N_ ("step"),
  [CAIRN_KIND_ATTACHMENT] = N_ ("playbook"),
  [CAIRN_KIND_FLOW] = N_ ("flow"),
  [CAIRN_KIND_SIPOC] = N_ ("SIPOC"),
  [CAIRN_KIND_ITEM] = N_ ("item"),
  [CAIRN_KIND_REQUIREMENT] = N_ ("requirement"),
  [CAIRN_KIND_LINK] = N_ ("link"),
  [CAIRN_KIND_PLAYBOOK] = N_ ("playbook"),
  [CAIRN_KIND_TASK] = N_ ("task"),
};

static const struct
{
  CairnProp prop;
  const char *noun;
} places[] = {
  { CAIRN_PROP_LANE, N_ ("lane") },
  { CAIRN_PROP_STAGE, N_ ("stage") },
  { CAIRN_PROP_COLUMN, N_ ("column") },
};

static const char *
noun_of (CairnKind kind)
{
  const char *noun = nouns[kind] != NULL ? nouns[kind] : cairn_schema_kind (kind)->label;

  return _ (noun);
}

char *
cairn_difference_words_shorten (const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);
  guint n = 0;

  for (const char *c = text; *c != '\0' && n <= MAX_SHORT; c = g_utf8_next_char (c), n++)
    {
      gunichar character = g_utf8_get_char (c);

      if (n == MAX_SHORT)
        g_string_append (line, "…");
      else
        g_string_append_unichar (
          line, g_unichar_isspace (character) || g_unichar_iscntrl (character) ? ' ' : character);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

/* What the end of a flow or link is called. */
static char *
end_name (CairnDocument *document, const CairnElement *connection, CairnProp prop)
{
  CairnElement *end = cairn_document_resolve (document, connection, prop);
  const char *title = end != NULL ? cairn_element_get_title (end) : "";

  return *title != '\0' ? cairn_difference_words_shorten (title) : g_strdup ("…");
}

static const char *
title_of (CairnDocument *document, const CairnElement *element)
{
  if (cairn_element_get_kind (element) == CAIRN_KIND_ATTACHMENT)
    element = cairn_document_resolve (document, element, CAIRN_PROP_PLAYBOOK);
  return element != NULL ? cairn_element_get_title (element) : "";
}

char *
cairn_difference_words_name (CairnDocument *document, const CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);
  g_autofree char *title = cairn_difference_words_shorten (title_of (document, element));
  g_autofree char *name = NULL;

  if (kind == CAIRN_KIND_JOURNEY || kind == CAIRN_KIND_SOURCE)
    return g_strdup (kind == CAIRN_KIND_JOURNEY ? _ ("the journey") : _ ("the timings"));
  /* translators: what kind of thing, and its name: step “Kick-off call” */
  name = *title != '\0' ? g_strdup_printf (_ ("%s “%s”"), noun_of (kind), title)
                        : g_strdup (noun_of (kind));
  if (cairn_element_has (element, CAIRN_PROP_FROM))
    {
      g_autofree char *from = end_name (document, element, CAIRN_PROP_FROM);
      g_autofree char *to = end_name (document, element, CAIRN_PROP_TO);

      /* translators: flow “yes” from “Data accepted?” to “Training” */
      return g_strdup_printf (_ ("%s from “%s” to “%s”"), name, from, to);
    }
  if (*title == '\0')
    /* translators: step without a name */
    return g_strdup_printf (_ ("%s without a name"), name);
  return g_steal_pointer (&name);
}

static char *
ref_text (CairnDocument *document, const CairnElement *element, CairnProp prop)
{
  CairnElement *other = cairn_document_resolve (document, element, prop);

  if (other == NULL)
    return NULL;
  if (*cairn_element_get_title (other) != '\0')
    return g_strdup (cairn_element_get_title (other));
  return cairn_difference_words_name (document, other);
}

char *
cairn_difference_words_value (CairnDocument *document,
                              const CairnElement *element,
                              const CairnPropSpec *spec)
{
  const CairnValue *value = cairn_element_get_value (element, spec->prop);

  switch (spec->type)
    {
    case CAIRN_TYPE_REF:
      return ref_text (document, element, spec->prop);
    case CAIRN_TYPE_ENUM:
      return g_strdup (_ (spec->labels[value->integer]));
    case CAIRN_TYPE_BOOL:
      return g_strdup (value->integer ? _ ("yes") : _ ("no"));
    case CAIRN_TYPE_STRING:
    case CAIRN_TYPE_TEXT:
      return *value->string != '\0' ? g_strdup (value->string) : NULL;
    case CAIRN_TYPE_NUMBER:
      return isnan (value->number) ? NULL : cairn_value_to_text (value, spec);
    case CAIRN_TYPE_INT:
    case CAIRN_TYPE_DURATION:
    default:
      return value->integer != 0 ? cairn_value_to_text (value, spec) : NULL;
    }
}

CairnElement *
cairn_difference_words_place (CairnElement *element)
{
  static const CairnKind kinds[] = { CAIRN_KIND_PLAYBOOK, CAIRN_KIND_SEGMENT, CAIRN_KIND_JOURNEY };
  CairnElement *found = cairn_element_get_diagram (element);

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && found == NULL; i++)
    found = cairn_element_ancestor (element, kinds[i]);
  return found;
}

static char *
title_or_noun (const CairnElement *element)
{
  const char *title = cairn_element_get_title (element);

  return *title != '\0'
           ? cairn_difference_words_shorten (title)
           : g_strdup (_ (cairn_schema_kind (cairn_element_get_kind (element))->label));
}

char *
cairn_difference_words_where (CairnElement *place)
{
  CairnKind kind = cairn_element_get_kind (place);
  g_autofree char *name = title_or_noun (place);

  if (kind == CAIRN_KIND_JOURNEY)
    return g_strdup (_ ("Journey"));
  if (kind == CAIRN_KIND_PLAYBOOK)
    /* translators: the place of a difference: Playbook “Kick-off” */
    return g_strdup_printf (_ ("Playbook “%s”"), name);
  if (cairn_kind_is_diagram (kind))
    {
      g_autofree char *segment = title_or_noun (cairn_element_get_parent (place));

      return g_strdup_printf ("%s · %s", segment, name);
    }
  return g_steal_pointer (&name);
}

gboolean
cairn_difference_words_is_place (CairnProp prop)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (places[i].prop == prop)
      return TRUE;
  return FALSE;
}

static gboolean
differs_in (const CairnElement *one, const CairnElement *other, guint place)
{
  return cairn_element_has (one, places[place].prop)
         && !cairn_value_equal (cairn_element_get_value (one, places[place].prop),
                                cairn_element_get_value (other, places[place].prop));
}

static gboolean
is_set (const CairnElement *element, guint place)
{
  const CairnValue *value = cairn_element_get_value (element, places[place].prop);

  return value->type != CAIRN_TYPE_REF || *value->string != '\0';
}

/* "stage Kick-off", "no stage"; only the name if @bare. */
static char *
place_text (CairnDocument *document, const CairnElement *element, guint place, gboolean bare)
{
  const CairnPropSpec *spec
    = cairn_schema_prop (cairn_element_get_kind (element), places[place].prop);
  g_autofree char *value = cairn_difference_words_value (document, element, spec);
  g_autofree char *name = value != NULL ? cairn_difference_words_shorten (value) : NULL;

  if (name == NULL)
    /* translators: no lane, no stage */
    return g_strdup_printf (_ ("no %s"), _ (places[place].noun));
  /* translators: lane CSM, stage Kick-off, column Output */
  return bare ? g_steal_pointer (&name)
              : g_strdup_printf (_ ("%s %s"), _ (places[place].noun), name);
}

static char *
join_places (CairnDocument *document,
             const CairnElement *element,
             const CairnElement *other,
             gboolean bare)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (differs_in (element, other, i))
      {
        g_autofree char *one = place_text (document, element, i, bare);

        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", one);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
cairn_difference_words_moved (CairnDocument *a,
                              const CairnElement *before,
                              CairnDocument *b,
                              const CairnElement *after)
{
  g_autofree char *from = join_places (a, before, after, FALSE);
  g_autofree char *to = NULL;
  guint n = 0;

  /* "from stage Kick-off to Implementation"; but "from no stage to stage Implementation". */
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (differs_in (before, after, i))
      n += is_set (before, i) ? 1 : G_N_ELEMENTS (places);
  to = join_places (b, after, before, n == 1);
  /* translators: moved from stage Kick-off to Implementation */
  return g_strdup_printf (_ ("moved from %s to %s"), from, to);
}

gboolean
cairn_difference_words_is_detail (CairnKind kind)
{
  return kind == CAIRN_KIND_ALIAS || kind == CAIRN_KIND_ATTACHMENT;
}

guint
cairn_difference_words_count (const CairnElement *element, CairnDocument *other)
{
  guint n = 0;

  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    {
      CairnElement *child = cairn_element_get_child (element, i);
      const char *id = cairn_element_get_id (child);

      if (id == NULL || cairn_difference_words_is_detail (cairn_element_get_kind (child)))
        continue;
      n += cairn_document_lookup (other, id) == NULL;
      n += cairn_difference_words_count (child, other);
    }
  return n;
}
