/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/cairn-templates.h"

#include "cairn-core-resources.h"
#include "io/cairn-own-templates.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define PREFIX "/io/github/cairn_journeys/Cairn/core/"

static const CairnTemplate templates[] = {
  { "onboarding", N_ ("SaaS onboarding"),
    N_ ("A whole onboarding as a swimlane, with playbooks on its touchpoints.") },
  { "onboarding-sipoc", N_ ("Onboarding SIPOC"),
    N_ ("The same onboarding as a SIPOC, with links and requirements.") },
  { "lifecycle", N_ ("Customer lifecycle"),
    N_ ("The eight milestones from implementation to advocacy, with targets, limits and "
        "playbooks.") },
  { "segments", N_ ("One journey, three segments"),
    N_ ("Onboarding for enterprise, and its variants for mid-market and digital touch.") },
  { "renewal", N_ ("Renewal"),
    N_ ("From 120 days before the contract ends to the first goal of the next term.") },
  { "escalation", N_ ("Escalation"),
    N_ ("One owner, updates that never fall silent, and a review, with the CSM’s part in it.") },
  { "workflow", N_ ("Customer success workflow"),
    N_ ("From payment or trial to the first survey, with a way for customers who fall silent.") },
  { "journey-map", N_ ("Customer journey map"),
    N_ ("What the customer does and feels, what they see of us, and what happens behind it.") },
  { "handoff-sipoc", N_ ("Sales to CS handoff"),
    N_ ("A SIPOC of the handoff, and the same as a swimlane with playbooks.") },
  { "empty-swimlane", N_ ("Empty swimlane"), N_ ("Two lanes and three stages to begin with.") },
  { "empty-sipoc", N_ ("Empty SIPOC"), N_ ("Five empty columns.") },
};

const CairnTemplate *
cairn_templates_list (guint *n_templates)
{
  g_return_val_if_fail (n_templates != NULL, NULL);

  *n_templates = G_N_ELEMENTS (templates);
  return templates;
}

/* What is built in is there and is valid: tests see to that. */
static GBytes *
lookup (const char *path)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resource_lookup_data (cairn_core_get_resource (), path,
                                          G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  return bytes;
}

static CairnDocument *
load (const char *path)
{
  g_autoptr (GBytes) bytes = lookup (path);
  g_autoptr (GError) error = NULL;
  CairnDocument *document = cairn_journey_read_bytes (bytes, path, NULL, &error);

  g_assert_no_error (error);
  return document;
}

CairnDocument *
cairn_templates_load (const char *id, GError **error)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    if (strcmp (templates[i].id, id) == 0)
      {
        g_autofree char *path = g_strdup_printf (PREFIX "templates/%s.cairn", id);

        return load (path);
      }
  return cairn_own_templates_load (id, error);
}

CairnDocument *
cairn_templates_load_sample (void)
{
  return load (PREFIX "samples/acme.cairn");
}

GBytes *
cairn_templates_get_schema (void)
{
  return lookup (PREFIX "cairn.rng");
}
