/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-study-handling.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LOW CAIRN_BUCKET_LOW_HANGING
#define TWEAK CAIRN_BUCKET_PROCESS
#define PROJECT CAIRN_BUCKET_PROJECT

static const CairnHandling absent[] = {
  { N_ ("Cover the absence; no process change"), LOW, FALSE },
};
/* Where it has been so for long, an absence is not the reason, but it has to be covered as well. */
static const CairnHandling absent_too[] = {
  { N_ ("Cover for the owner without recent exits"), LOW, FALSE },
};
static const CairnHandling passing[] = {
  { N_ ("Reassign the queue; tell the waiting customers"), LOW, FALSE },
  { N_ ("Change no process; look again in two weeks"), LOW, FALSE },
};
static const CairnHandling people[] = {
  { N_ ("Rebalance owners; review usage with the stuck customers"), LOW, FALSE },
  { N_ ("Set an alert for who waits past the target"), LOW, FALSE },
  { N_ ("Score customers' health from events, CRM and tickets"), TWEAK, FALSE },
  { N_ ("Redirect requests; skip or automate touchpoints"), TWEAK, FALSE },
  { N_ ("Train or hire: look at the capacity"), PROJECT, FALSE },
};
static const CairnHandling machine[] = {
  { N_ ("Automate reminders and messages"), LOW, FALSE },
  { N_ ("Attach a playbook, so that the steps run by themselves"), TWEAK, TRUE },
  { N_ ("Standardise how the stage is done"), TWEAK, FALSE },
  { N_ ("Analyse the journey; fix the report or integration behind it"), PROJECT, FALSE },
};
static const CairnHandling customers[] = {
  { N_ ("Report exceptions; send content; make courtesy calls"), TWEAK, FALSE },
  { N_ ("Share product news, congratulate, offer help"), TWEAK, FALSE },
};
static const CairnHandling lasting[] = {
  { N_ ("Change one thing, with an owner and a date, and see whether it worked"), TWEAK, FALSE },
};
static const CairnHandling unsure[] = {
  { N_ ("Talk to the team: what holds customers up?"), LOW, FALSE },
};
static const CairnHandling aimless[] = {
  { N_ ("Agree on a target for this stage"), LOW, FALSE },
};

#define ADD(list, table) add (list, table, G_N_ELEMENTS (table))

static void
add (GPtrArray *list, const CairnHandling *table, guint n)
{
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (list, (gpointer) &table[i]);
}

/* The system first where both are at fault: it holds up those who are not slow as well. */
static void
add_by_type (GPtrArray *list, CairnTypeClass type, const CairnStudySetting *setting)
{
  if (setting->customer_side)
    {
      ADD (list, customers);
      return;
    }
  if (type == CAIRN_TYPE_CLASS_SYSTEM || type == CAIRN_TYPE_CLASS_BOTH)
    ADD (list, machine);
  if (type == CAIRN_TYPE_CLASS_PEOPLE || type == CAIRN_TYPE_CLASS_BOTH)
    ADD (list, people);
  if (type == CAIRN_TYPE_CLASS_UNCLEAR || type == CAIRN_TYPE_CLASS_UNKNOWN)
    ADD (list, unsure);
}

static gboolean
anybody_absent (const CairnStageStudy *study)
{
  guint n;
  const CairnOwnerFigures *owners = cairn_stage_study_get_owners (study, &n);

  for (guint i = 0; i < n; i++)
    if (cairn_study_words_is_absent (&owners[i]))
      return TRUE;
  return FALSE;
}

GPtrArray *
cairn_study_handling_list (const CairnStageStudy *study, const CairnStudySetting *setting)
{
  const CairnStudyFigures *figures;
  GPtrArray *list;

  g_return_val_if_fail (study != NULL && setting != NULL, NULL);

  list = g_ptr_array_new ();
  figures = cairn_stage_study_get_figures (study);
  switch (figures->time.verdict)
    {
    case CAIRN_TIME_SHORT:
      if (anybody_absent (study))
        ADD (list, absent);
      if (setting->customer_side)
        ADD (list, customers);
      ADD (list, passing);
      break;
    case CAIRN_TIME_LONG:
      add_by_type (list, figures->type.verdict, setting);
      if (anybody_absent (study))
        ADD (list, absent_too);
      ADD (list, lasting);
      break;
    case CAIRN_TIME_UNCLEAR:
      ADD (list, unsure);
      if (figures->type.verdict != CAIRN_TYPE_CLASS_UNCLEAR
          && figures->type.verdict != CAIRN_TYPE_CLASS_UNKNOWN)
        add_by_type (list, figures->type.verdict, setting);
      break;
    case CAIRN_TIME_UNKNOWN:
      if (isnan (figures->lost_per_week))
        ADD (list, aimless);
      else if (figures->overdue > 0)
        ADD (list, unsure);
      break;
    case CAIRN_TIME_NONE:
    default:
      break;
    }
  return list;
}

const char *
cairn_study_handling_get_title (const CairnHandling *self)
{
  return _ (self->title);
}

const char *
cairn_study_handling_get_bucket (const CairnHandling *self)
{
  switch (self->bucket)
    {
    case CAIRN_BUCKET_LOW_HANGING:
      return _ ("Low-hanging fruit");
    case CAIRN_BUCKET_PROCESS:
      return _ ("Process tweak");
    case CAIRN_BUCKET_PROJECT:
    default:
      return _ ("Long-term project");
    }
}
