/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-column-role.h"

/* The surest name first. Seen in CRM exports, help desks, XES and the public logs of the process
 * mining tools. */
static const struct
{
  const char *name;
  const char *words[28];
} roles[CAIRN_N_COLUMN_ROLES] = {
  [CAIRN_COLUMN_CUSTOMER]
  = { "customer", { "customerid",    "customer", "customername",    "accountid", "account",
                    "accountname",   "company",  "companyname",     "clientid",  "client",
                    "opportunityid", "dealid",   "caseconceptname", "caseid",    "case",
                    "ticketid",      "ticket",   "contactid",       "userid",    "user",
                    "patient",       "orderid",  "serviceid",       "traceid" } },
  [CAIRN_COLUMN_STAGE]
  = { "stage",
      { "stage", "stagename", "dealstage", "journeystage", "lifecyclestage", "phase", "milestone",
        "conceptname", "activity", "activityname", "step", "status", "state", "operation", "task",
        "handling", "event" } },
  [CAIRN_COLUMN_ENTERED]
  = { "entered",
      { "enteredat", "entered",       "dateentered", "entereddate", "entrydate",      "enteredon",
        "begindate", "beganat",       "startedat",   "starttime",   "starttimestamp", "startdate",
        "start",     "timetimestamp", "timestamp",   "changedat",   "createddate",    "createdat",
        "time",      "datetime",      "date" } },
  [CAIRN_COLUMN_LEFT]
  = { "left", { "leftat",        "left",     "dateexited",  "exitedat",     "exited",
                "exitdate",      "lefton",   "enddate",     "endedat",      "endtime",
                "endtimestamp",  "end",      "completedat", "completetime", "completetimestamp",
                "completeddate", "closedat", "closedate",   "closeddate",   "finishedat",
                "complete",      "finish" } },
  [CAIRN_COLUMN_OWNER]
  = { "owner",
      { "owner", "ownerid", "ownername", "csm", "csmid", "assignee", "assignedto", "orgresource",
        "resource", "agent", "employee", "rep", "responsible", "salesagent", "salesrep",
        "accountmanager", "accountowner", "customersuccessmanager", "handledby" } },
  [CAIRN_COLUMN_SEGMENT]
  = { "segment", { "segment", "customersegment", "tier", "plantier", "plan", "servicelevel" } },
};

const char *
cairn_column_role_name (CairnColumnRole role)
{
  return roles[role].name;
}

static char *
normalize (const char *name)
{
  GString *out = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (out, g_ascii_tolower (*p));
  return g_string_free (out, FALSE);
}

/* The column that is called what comes first among @words. */
static const char *
find_called (const char *const *words, gsize n_words, const char *const *columns)
{
  g_autoptr (GPtrArray) plain = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; columns[i] != NULL; i++)
    g_ptr_array_add (plain, normalize (columns[i]));
  for (gsize w = 0; w < n_words && words[w] != NULL; w++)
    for (guint i = 0; i < plain->len; i++)
      if (g_str_equal (g_ptr_array_index (plain, i), words[w]))
        return columns[i];
  return NULL;
}

const char *
cairn_column_role_guess (CairnColumnRole role, const char *const *columns)
{
  g_return_val_if_fail (columns != NULL, NULL);

  return find_called (roles[role].words, G_N_ELEMENTS (roles[role].words), columns);
}

const char *
cairn_column_guess_updated (const char *const *columns)
{
  static const char *const words[]
    = { "updatedat",     "lastupdatedat", "lastupdated",      "updatedon",
        "updateddate",   "updated",       "updatetime",       "lastupdate",
        "dateupdated",   "modifiedat",    "lastmodifieddate", "lastmodifiedat",
        "lastmodified",  "modifiedon",    "modifieddate",     "hslastmodifieddate",
        "datemodified",  "modified",      "lastchangedat",    "lastchanged",
        "systemmodstamp" };

  g_return_val_if_fail (columns != NULL, NULL);

  return find_called (words, G_N_ELEMENTS (words), columns);
}
