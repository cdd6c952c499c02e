/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-find.h"

#include <glib/gi18n-lib.h>

static gboolean
is_closed (CairnKind kind)
{
  return kind == CAIRN_KIND_SOURCE || kind == CAIRN_KIND_ALIAS || kind == CAIRN_KIND_SNAPSHOT
         || kind == CAIRN_KIND_FOREIGN;
}

static gboolean
is_text (const CairnPropSpec *spec)
{
  return spec->type == CAIRN_TYPE_STRING || spec->type == CAIRN_TYPE_TEXT;
}

/* Calls @visit for every text of @element and what stands below it. */
static void
walk (CairnElement *element,
      void (*visit) (CairnElement *element, const CairnPropSpec *spec, gpointer data),
      gpointer data)
{
  const CairnKindSpec *kind = cairn_schema_kind (cairn_element_get_kind (element));

  if (is_closed (cairn_element_get_kind (element)))
    return;
  for (guint i = 0; i < kind->n_props; i++)
    if (is_text (&kind->props[i]))
      visit (element, &kind->props[i], data);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    walk (cairn_element_get_child (element, i), visit, data);
}

typedef struct
{
  const char *needle;
  CairnMatchFlags flags;
  GArray *findings;

  CairnHistory *history;
  const char *with;
  guint n;
} Search;

static void
find_in (CairnElement *element, const CairnPropSpec *spec, gpointer data)
{
  Search *search = data;
  const char *text = cairn_element_get_string (element, spec->prop);
  CairnFinding finding = { element, spec->prop, 0, 0 };

  while (cairn_text_match (text, finding.end, search->needle, search->flags, &finding.start,
                           &finding.end))
    g_array_append_val (search->findings, finding);
}

GArray *
cairn_find (CairnDocument *document, const char *needle, CairnMatchFlags flags)
{
  Search search = { .needle = needle, .flags = flags };

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (needle != NULL, NULL);

  search.findings = g_array_new (FALSE, FALSE, sizeof (CairnFinding));
  if (*needle != '\0')
    walk (cairn_document_get_root (document), find_in, &search);
  return search.findings;
}

/* What stands on one line stays there. */
static void
set_text (CairnHistory *history, CairnElement *element, const CairnPropSpec *spec, char *text)
{
  if (spec->type == CAIRN_TYPE_STRING)
    g_strdelimit (text, "\n\r", ' ');
  cairn_history_set_string (history, element, spec->prop, text);
}

void
cairn_command_replace (CairnHistory *history, const CairnFinding *finding, const char *with)
{
  const char *text = cairn_element_get_string (finding->element, finding->prop);
  GString *made = g_string_new_len (text, (gssize) finding->start);
  g_autofree char *whole = NULL;

  g_string_append (made, with);
  g_string_append (made, text + finding->end);
  whole = g_string_free (made, FALSE);
  cairn_history_begin (history, _ ("Replace"));
  set_text (history, finding->element,
            cairn_schema_prop (cairn_element_get_kind (finding->element), finding->prop), whole);
  cairn_history_end (history);
}

static void
replace_in (CairnElement *element, const CairnPropSpec *spec, gpointer data)
{
  Search *search = data;
  guint n = 0;
  g_autofree char *text = cairn_text_replace (cairn_element_get_string (element, spec->prop),
                                              search->needle, search->with, search->flags, &n);

  if (n > 0)
    set_text (search->history, element, spec, text);
  search->n += n;
}

guint
cairn_command_replace_all (CairnHistory *history,
                           const char *needle,
                           const char *with,
                           CairnMatchFlags flags)
{
  Search search = { .needle = needle, .flags = flags, .history = history, .with = with };

  g_return_val_if_fail (needle != NULL && with != NULL, 0);

  if (*needle == '\0')
    return 0;
  cairn_history_begin (history, _ ("Replace All"));
  walk (cairn_document_get_root (cairn_history_get_document (history)), replace_in, &search);
  cairn_history_end (history);
  return search.n;
}
