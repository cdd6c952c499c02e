/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Time that counts: nights, weekends and holidays left out. Working seconds since a fixed day grow
 * with the moments, so everything that holds for a calendar holds for them as well. They are
 * counted so that one working day of the usual length is 86,400 of them: a target of "5 d" then
 * means five working days. NULL, wherever it is taken, is the calendar itself. Immutable. */
typedef struct _CairnWorkingTime CairnWorkingTime;

/* @hours: days and hours such as "Mon-Fri 09:00-17:00", several with commas between them
 * ("Mon-Thu 9-17, Fri 9-15"); the names of days are English, as in the file. @holidays: ISO dates
 * with anything but digits and hyphens between them; "2026-12-24..2027-01-02" is a span; NULL:
 * none.
 * @zone: whose hours. On a day that changes the clocks the hours are as long as they are there.
 * NULL with CAIRN_SOURCE_ERROR_BAD_OPTION, which says what cannot be read, and how to write it. */
CairnWorkingTime *
cairn_working_time_new (const char *hours, const char *holidays, GTimeZone *zone, GError **error);
CairnWorkingTime *cairn_working_time_ref (CairnWorkingTime *self);
void cairn_working_time_unref (CairnWorkingTime *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnWorkingTime, cairn_working_time_unref)

/* "working days (Mon-Fri 09:00-17:00, 3 holidays)", translated; for NULL "calendar days". Owned by
 * the caller. */
char *cairn_working_time_describe (const CairnWorkingTime *self);

/* Working seconds before @moment. O(1). Before 1990 and after 2089 every week is as the hours say,
 * without holidays or changes of the clocks. */
gint64 cairn_working_time_count (const CairnWorkingTime *self, gint64 moment);

/* The first moment by which @count have gone by. O(log days). */
gint64 cairn_working_time_find (const CairnWorkingTime *self, gint64 count);

/* From @from to @to. */
static inline gint64
cairn_working_time_between (const CairnWorkingTime *self, gint64 from, gint64 to)
{
  return self == NULL ? to - from
                      : cairn_working_time_count (self, to) - cairn_working_time_count (self, from);
}

/* The first moment that is @span later than @moment. */
static inline gint64
cairn_working_time_add (const CairnWorkingTime *self, gint64 moment, gint64 span)
{
  return self == NULL
           ? moment + span
           : cairn_working_time_find (self, cairn_working_time_count (self, moment) + span);
}

/* The last moment from which @span have gone by at @moment: e is at or before it exactly if e plus
 * @span is at or before @moment. */
gint64 cairn_working_time_subtract (const CairnWorkingTime *self, gint64 moment, gint64 span);

G_END_DECLS
