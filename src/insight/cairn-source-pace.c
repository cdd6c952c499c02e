/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-source-pace.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Shorter stretches say little; older ones say what was, not what is. */
#define STRETCH G_USEC_PER_SEC
#define WEIGHT 0.4 /* of the newest stretch */
/* Before, how long it will take is guesswork. */
#define SURE_AFTER (2 * G_USEC_PER_SEC)

static double
smooth (double before, double now)
{
  return before > 0 ? before + WEIGHT * (now - before) : now;
}

static double
a_second (guint64 from, guint64 to, double seconds)
{
  return to > from ? (double) (to - from) / seconds : 0;
}

void
cairn_source_pace_add (CairnSourcePace *self, const CairnSourceProgress *progress, gint64 now)
{
  double seconds = (double) (now - self->since) / G_USEC_PER_SEC;

  if (self->began == 0)
    {
      self->began = self->since = now;
      self->at_since = *progress;
    }
  else if (now - self->since >= STRETCH)
    {
      const CairnSourceProgress *from = &self->at_since;

      self->rows = smooth (self->rows, a_second (from->n_rows, progress->n_rows, seconds));
      self->bytes = smooth (self->bytes, a_second (from->n_bytes, progress->n_bytes, seconds));
      self->visits = smooth (self->visits, a_second (from->n_visits, progress->n_visits, seconds));
      self->work = smooth (self->work, MAX (0, progress->fraction - from->fraction) / seconds);
      self->since = now;
      self->at_since = *progress;
    }
  self->last = *progress;
  self->now = now;
}

/* "about 20 s left", in steps that do not flicker. NULL: nobody knows. */
static char *
dup_left (const CairnSourcePace *self)
{
  double left = self->work > 0 ? (1 - self->last.fraction) / self->work : INFINITY;

  if (self->now - self->began < SURE_AFTER || left > 100 * 3600)
    return NULL;
  if (left < 5)
    return g_strdup (_ ("a few seconds left"));
  if (left < 55)
    return g_strdup_printf (_ ("about %d s left"), (int) ceil (left / 5) * 5);
  if (left < 5400)
    return g_strdup_printf (_ ("about %d min left"), MAX (1, (int) round (left / 60)));
  return g_strdup_printf (_ ("about %d h left"), (int) round (left / 3600));
}

/* NULL: not known. */
static char *
dup_speed (const CairnSourcePace *self)
{
  double bytes = self->bytes / 1e6;

  if (self->last.n_visits > 0)
    /* translators: stays of customers in stages, that are written into a database */
    return self->visits > 0 ? g_strdup_printf (_ ("writing %'.0f stays a second"), self->visits)
                            : NULL;
  if (self->rows <= 0)
    return NULL;
  if (bytes < 0.05)
    return g_strdup_printf (_ ("%'.0f rows a second"), self->rows);
  /* translators: rows of a table, and megabytes */
  return g_strdup_printf (bytes < 10 ? _ ("%'.0f rows a second, %.1f MB/s")
                                     : _ ("%'.0f rows a second, %.0f MB/s"),
                          self->rows, bytes);
}

char *
cairn_source_pace_dup_words (const CairnSourcePace *self)
{
  g_autofree char *speed = dup_speed (self);
  g_autofree char *left = dup_left (self);
  GString *words = g_string_new (NULL);

  /* translators: how much of a file has been read */
  g_string_append_printf (words, _ ("%d %%"), (int) (self->last.fraction * 100));
  if (speed != NULL)
    g_string_append_printf (words, " · %s", speed);
  if (left != NULL)
    g_string_append_printf (words, " · %s", left);
  return g_string_free (words, FALSE);
}
