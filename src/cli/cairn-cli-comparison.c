/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-private.h"
#include "timing/cairn-report-json.h"

#include <glib/gi18n-lib.h>

static gboolean
parse_format (const char *format, gboolean *as_json, GError **error)
{
  *as_json = g_strcmp0 (format, "json") == 0;
  if (format == NULL || *as_json || g_str_equal (format, "text"))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("“%s” is not a format. Use text or json."), format);
  return FALSE;
}

char **
cairn_cli_parse_comparison (
  const CairnCliComparison *about, int argc, char **argv, gboolean *as_json, GError **error)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *format = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, N_ ("text (default) or json"), "F" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (_ (about->words));

  g_option_context_set_summary (context, _ (about->summary));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, error)
      || !parse_format (format, as_json, error))
    return NULL;
  if (words == NULL || g_strv_length (words) != about->n_words)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   /* translators: the first %s says what is lacking */
                   _ ("%s; see “%s --help”"), _ (about->lacking), g_get_prgname ());
      return NULL;
    }
  return g_steal_pointer (&words);
}

void
cairn_cli_add_text (JsonBuilder *b, const char *name, const char *text)
{
  json_builder_set_member_name (b, name);
  if (text != NULL)
    json_builder_add_string_value (b, text);
  else
    json_builder_add_null_value (b);
}

void
cairn_cli_print_json (JsonBuilder *b)
{
  g_autofree char *text = cairn_report_json_dup (b);

  g_print ("%s", text);
}
