/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-visit-decoder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where databases put "never": 2050, 2099, 9999 … */
#define NEVER (G_GINT64_CONSTANT (2524521600)) /* 2049-12-31 */

/* Where they put "unknown": the day their calendar begins, in whatever zone. */
#define ZONE (14 * 3600)
#define DAY 86400
#define LAST_PLACEHOLDER 315532800 /* 1980-01-01 */
static const gint64 placeholders[] = {
  LAST_PLACEHOLDER,                 /* 1980-01-01 */
  0,                                /* 1970-01-01 */
  G_GINT64_CONSTANT (-2208988800),  /* 1900-01-01 */
  G_GINT64_CONSTANT (-62135596800), /* 0001-01-01 */
};

#define RECENT 64 /* a power of two */
#define RECENT_OWNERS 256

typedef struct
{
  guint16 number; /* G_MAXUINT16: not asked for yet */
  gint64 first;   /* row in it, of those that a helper read */
} Cell;

typedef struct
{
  const char *value; /* in the data */
  gsize n_bytes;     /* of it */
  const char *name;  /* on the journey; NULL: not on it */
  guint unmapped;
  CairnMappingResult end; /* 0: none */
  GArray *cells;          /* Cell, by segment */
} Stage;

typedef struct
{
  GString *name; /* NULL: none yet */
  guint16 number;
} Owner;

struct _CairnVisitDecoder
{
  const CairnMapping *mapping;
  CairnEngine *engine;
  CairnTimeReader *times;
  CairnSegmentTable *segments;
  CairnCustomerBook *book;
  Owner owners[RECENT_OWNERS]; /* by a hash of the name */
  GHashTable *stages;          /* value → Stage */
  Stage *recent[RECENT];       /* by a hash of the value: a journey has few */
  GPtrArray *unmapped;         /* values, borrowed from the keys of @stages */

  /* of a helper */
  CairnVisitDecoder *main;     /* NULL: this one is nobody's helper */
  GHashTable *segment_numbers; /* value → number */

  GMutex lock; /* of the main one, for its helpers */
};

const char *
cairn_row_state_reason (CairnRowState state)
{
  switch (state)
    {
    case CAIRN_ROW_NO_CUSTOMER:
      return _ ("no customer given");
    case CAIRN_ROW_NO_STAGE:
      return _ ("no stage given");
    case CAIRN_ROW_BAD_ENTERED:
      return _ ("the time of entering cannot be read");
    case CAIRN_ROW_BAD_LEFT:
      return _ ("the time of leaving cannot be read");
    case CAIRN_ROW_LEFT_BEFORE_ENTERED:
      return _ ("left before it was entered");
    case CAIRN_ROW_FUTURE:
      return _ ("entered in the future");
    case CAIRN_ROW_PLACEHOLDER:
      return _ ("the time of entering is a placeholder, such as 1970-01-01");
    case CAIRN_ROW_OTHER_TRANSITION:
      return _ ("neither a start nor an end");
    case CAIRN_ROW_TOO_MANY_STAGES:
      return _ ("too many different stages");
    case CAIRN_ROW_NO_DATE:
      return _ ("no date of any stage");
    case CAIRN_ROW_VISIT:
    case CAIRN_ROW_UNMAPPED:
    case CAIRN_ROW_SUCCESS:
    case CAIRN_ROW_CHURN:
    case CAIRN_ROW_OTHER_END:
      break;
    }
  return NULL;
}

static void
stage_free (gpointer data)
{
  Stage *stage = data;

  g_array_unref (stage->cells);
  g_free (stage);
}

CairnVisitDecoder *
cairn_visit_decoder_new (const CairnMapping *mapping,
                         const CairnTimeFormat *format,
                         GTimeZone *zone,
                         CairnEngine *engine)
{
  CairnVisitDecoder *self = g_new0 (CairnVisitDecoder, 1);

  self->mapping = mapping;
  self->engine = engine;
  self->times = cairn_time_reader_new (format, zone);
  self->segments = cairn_segment_table_new (mapping);
  self->book = cairn_customer_book_new (engine, self->segments);
  self->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, stage_free);
  self->unmapped = g_ptr_array_new ();
  g_mutex_init (&self->lock);
  return self;
}

CairnVisitDecoder *
cairn_visit_decoder_new_helper (CairnVisitDecoder *main)
{
  CairnVisitDecoder *self = g_new0 (CairnVisitDecoder, 1);

  self->main = main;
  self->mapping = main->mapping;
  self->times = cairn_time_reader_copy (main->times);
  self->book = main->book;
  self->stages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, stage_free);
  self->segment_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
cairn_visit_decoder_set_shared (CairnVisitDecoder *self, gboolean shared)
{
  cairn_customer_book_set_shared (self->book, shared);
}

void
cairn_visit_decoder_lock (CairnVisitDecoder *self)
{
  g_mutex_lock (&self->lock);
}

void
cairn_visit_decoder_unlock (CairnVisitDecoder *self)
{
  g_mutex_unlock (&self->lock);
}

void
cairn_visit_decoder_free (CairnVisitDecoder *self)
{
  if (self->main == NULL)
    {
      g_clear_pointer (&self->book, cairn_customer_book_free);
      g_clear_pointer (&self->segments, cairn_segment_table_free);
      g_clear_pointer (&self->unmapped, g_ptr_array_unref);
      g_mutex_clear (&self->lock);
    }
  g_clear_pointer (&self->segment_numbers, g_hash_table_unref);
  g_clear_pointer (&self->times, cairn_time_reader_free);
  for (guint i = 0; i < RECENT_OWNERS; i++)
    if (self->owners[i].name != NULL)
      g_string_free (self->owners[i].name, TRUE);
  g_hash_table_unref (self->stages);
  g_free (self);
}

CairnTimeReader *
cairn_visit_decoder_get_times (CairnVisitDecoder *self)
{
  return self->times;
}

CairnCustomerBook *
cairn_visit_decoder_get_book (CairnVisitDecoder *self)
{
  return self->book;
}

const char *
cairn_visit_decoder_get_unmapped (CairnVisitDecoder *self, guint number)
{
  return g_ptr_array_index (self->unmapped, number);
}

static Stage *
add_stage (CairnVisitDecoder *self, const char *value)
{
  /* A journey's file is UTF-8, so what is not can only be unmapped or a stage of its own. */
  char *key = g_strdup (value);
  Stage *stage = g_new0 (Stage, 1);

  stage->value = key;
  stage->n_bytes = strlen (key);
  stage->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  stage->end = cairn_mapping_get_outcome (self->mapping, value);
  if (g_hash_table_size (self->mapping->stages) == 0)
    stage->name = stage->end == 0 ? key : NULL;
  else
    stage->name = g_hash_table_lookup (self->mapping->stages, value);
  g_hash_table_insert (self->stages, key, stage);
  return stage;
}

static Stage *
find_stage (CairnVisitDecoder *self, const char *value)
{
  Stage *stage = g_hash_table_lookup (self->stages, value);

  if (stage != NULL)
    return stage;
  stage = add_stage (self, value);
  if (stage->name != NULL || stage->end != 0)
    return stage;
  if (self->main != NULL)
    {
      g_mutex_lock (&self->main->lock);
      stage->unmapped = find_stage (self->main, value)->unmapped;
      g_mutex_unlock (&self->main->lock);
      return stage;
    }
  stage->unmapped = MIN (self->unmapped->len, G_MAXUINT16);
  if (stage->unmapped < G_MAXUINT16)
    g_ptr_array_add (self->unmapped, (gpointer) stage->value);
  return stage;
}

/* @n: the length of @value, which differs among stages more often than not. */
static inline Stage **
find_recent (CairnVisitDecoder *self, const char *value, gsize n)
{
  guint hash = n > 0 ? (guint) n * 7 + (guchar) value[n - 1] + 3 * (guchar) value[0] : 0;

  return &self->recent[hash % RECENT];
}

static inline gboolean
stage_is (const Stage *stage, const char *value, gsize n)
{
  return stage != NULL && stage->n_bytes == n && memcmp (stage->value, value, n) == 0;
}

static Stage *
get_stage (CairnVisitDecoder *self, const char *value, gsize n)
{
  Stage **recent = find_recent (self, value, n);

  if (!stage_is (*recent, value, n))
    {
      g_autofree char *copy = g_strndup (value, n);

      *recent = find_stage (self, copy);
    }
  return *recent;
}

/* The stage that @field names, if it is one of those just seen; else NULL. */
static inline Stage *
peek_stage (CairnVisitDecoder *self, const CairnField *field)
{
  Stage *stage;

  if (field->type != SQLITE_TEXT || field->n_bytes == 0)
    return NULL;
  stage = *find_recent (self, field->text, field->n_bytes);
  return stage_is (stage, field->text, field->n_bytes) ? stage : NULL;
}

static guint16
add_cell (CairnVisitDecoder *self, const Stage *stage, guint16 segment)
{
  g_autofree char *valid = g_utf8_make_valid (stage->name, -1);
  CairnVisitDecoder *main = self->main != NULL ? self->main : self;
  guint16 cell;

  if (self->main != NULL)
    g_mutex_lock (&main->lock);
  cell = cairn_engine_add_cell (main->engine, cairn_segment_table_get (main->segments, segment),
                                valid);
  if (self->main != NULL)
    g_mutex_unlock (&main->lock);
  return cell;
}

/* G_MAXUINT16: there are too many already. */
static guint16
get_cell (CairnVisitDecoder *self, Stage *stage, guint16 segment, gint64 id)
{
  const Cell none = { G_MAXUINT16, G_MAXINT64 };
  Cell *cell;

  while (stage->cells->len <= segment)
    g_array_append_val (stage->cells, none);
  cell = &g_array_index (stage->cells, Cell, segment);
  if (cell->number == none.number)
    cell->number = add_cell (self, stage, segment);
  if (id < cell->first)
    cell->first = id;
  return cell->number;
}

static char *
copy_text (const CairnField *field)
{
  char digits[CAIRN_FIELD_DIGITS];
  gsize n;
  const char *text = cairn_field_get_text (field, digits, &n);

  return text != NULL ? g_strndup (text, n) : NULL;
}

static guint16
get_segment (CairnVisitDecoder *self, const char *value)
{
  gpointer known;
  guint16 number;

  if (self->main == NULL)
    return cairn_segment_table_add (self->segments, value);
  if (value == NULL)
    value = "";
  if (g_hash_table_lookup_extended (self->segment_numbers, value, NULL, &known))
    return (guint16) GPOINTER_TO_UINT (known);
  g_mutex_lock (&self->main->lock);
  number = cairn_segment_table_add (self->main->segments, value);
  g_mutex_unlock (&self->main->lock);
  g_hash_table_insert (self->segment_numbers, g_strdup (value), GUINT_TO_POINTER (number));
  return number;
}

/* A segment that a visit itself names. */
static guint16
read_segment (CairnVisitDecoder *self, const CairnField *field)
{
  g_autofree char *copy = copy_text (field);

  return get_segment (self, copy);
}

static gboolean
find_customer (CairnVisitDecoder *self, const CairnCustomerKey *key, CairnCustomer *customer)
{
  gboolean found;

  if (cairn_customer_book_find_direct (self->book, key, customer))
    return TRUE;
  if (self->main == NULL)
    return cairn_customer_book_find (self->book, key, customer);
  g_mutex_lock (&self->main->lock);
  found = cairn_customer_book_find (self->book, key, customer);
  g_mutex_unlock (&self->main->lock);
  return found;
}

static guint16
add_owner (CairnVisitDecoder *self, const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  CairnVisitDecoder *main = self->main != NULL ? self->main : self;
  guint16 owner;

  if (self->main != NULL)
    g_mutex_lock (&main->lock);
  owner = cairn_engine_add_owner (main->engine, valid);
  if (self->main != NULL)
    g_mutex_unlock (&main->lock);
  return owner;
}

static inline gboolean
read_time (CairnVisitDecoder *self, const CairnField *field, gint64 *moment)
{
  switch (field->type)
    {
    case SQLITE_TEXT:
      return cairn_time_reader_text (self->times, field->text, field->n_bytes, moment);
    case SQLITE_INTEGER:
      return cairn_time_reader_integer (self->times, field->integer, moment);
    case SQLITE_FLOAT:
      return cairn_time_reader_real (self->times, field->real, moment);
    default:
      return FALSE;
    }
}

static gboolean
is_placeholder (gint64 moment)
{
  if (moment > LAST_PLACEHOLDER + DAY + ZONE)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
    if (moment >= placeholders[i] - ZONE && moment < placeholders[i] + DAY + ZONE)
      return TRUE;
  return FALSE;
}

static gboolean
is_missing (const CairnField *field)
{
  if (field->type != SQLITE_TEXT)
    return field->type == SQLITE_NULL;
  return cairn_time_is_missing (field->text, (gssize) field->n_bytes);
}

static gboolean
read_left (CairnVisitDecoder *self, const CairnField *field, gint64 *moment)
{
  *moment = CAIRN_VISIT_OPEN;
  if (field->type == SQLITE_NULL)
    return TRUE;
  if (!read_time (self, field, moment))
    return is_missing (field);
  if (*moment >= NEVER || is_placeholder (*moment))
    *moment = CAIRN_VISIT_OPEN;
  return TRUE;
}

static Owner *
find_owner (CairnVisitDecoder *self, const char *name, gsize n)
{
  guint hash = 5381;

  for (gsize i = 0; i < n; i++)
    hash = hash * 33 + (guchar) name[i];
  return &self->owners[hash % RECENT_OWNERS];
}

static guint16
read_owner (CairnVisitDecoder *self, const CairnField *field)
{
  char digits[CAIRN_FIELD_DIGITS];
  gsize n;
  const char *name = cairn_field_get_text (field, digits, &n);
  Owner *owner;

  if (n == 0)
    return 0;
  owner = find_owner (self, name, n);
  if (owner->name == NULL)
    owner->name = g_string_new (NULL);
  if (owner->name->len != n || memcmp (owner->name->str, name, n) != 0)
    {
      g_string_truncate (owner->name, 0);
      g_string_append_len (owner->name, name, (gssize) n);
      owner->number = add_owner (self, owner->name->str);
    }
  return owner->number;
}

/* Work that starts before the stage is entered, or after it is left, says nothing. */
static gint32
read_wait (CairnVisitDecoder *self, const CairnField *field, const CairnSourceRow *row)
{
  gint64 started;

  if (!read_time (self, field, &started) || started < row->entered || started > row->left
      || started - row->entered > G_MAXINT32)
    return CAIRN_WAIT_UNKNOWN;
  return (gint32) (started - row->entered);
}

/* What is known of a row before its stage is looked at. */
static CairnRowState
check_times (const CairnSourceRow *row, gint64 clock)
{
  if (is_placeholder (row->entered))
    return CAIRN_ROW_PLACEHOLDER;
  if (row->left < row->entered)
    return CAIRN_ROW_LEFT_BEFORE_ENTERED;
  return row->entered > clock + CAIRN_FUTURE_SLACK ? CAIRN_ROW_FUTURE : CAIRN_ROW_VISIT;
}

/* Where and by whom, once the times are good. */
static void
begin_place (CairnVisitDecoder *self, const CairnField *fields, Stage *stage, CairnHalfRow *half)
{
  half->stage = stage;
  if (self->mapping->owner != NULL)
    half->row.owner = read_owner (self, &fields[6]);
  if (self->mapping->segment != NULL && (stage->name != NULL || stage->end != 0))
    half->segment = read_segment (self, &fields[5]);
}

static CairnTransition
read_transition (const CairnField *field)
{
  g_autofree char *copy = copy_text (field);

  return cairn_transition_parse (copy);
}

/* Everything but the customer; CAIRN_ROW_VISIT: nothing against it so far. */
static CairnRowState
begin_row (CairnVisitDecoder *self, const CairnField *fields, gint64 clock, CairnHalfRow *half)
{
  CairnSourceRow *row = &half->row;
  char digits[CAIRN_FIELD_DIGITS];
  gsize n = 0;
  Stage *stage = peek_stage (self, &fields[2]);
  const char *value = stage == NULL ? cairn_field_get_text (&fields[2], digits, &n) : NULL;
  CairnRowState state;

  if (stage == NULL && n == 0)
    return CAIRN_ROW_NO_STAGE;
  if (self->mapping->shape == CAIRN_SOURCE_LIFECYCLE)
    {
      row->transition = (guint8) read_transition (&fields[4]);
      if (row->transition == CAIRN_TRANSITION_OTHER)
        return CAIRN_ROW_OTHER_TRANSITION;
    }
  if (!read_time (self, &fields[3], &row->entered))
    return CAIRN_ROW_BAD_ENTERED;
  if (self->mapping->shape <= CAIRN_SOURCE_VISITS && !read_left (self, &fields[4], &row->left))
    return CAIRN_ROW_BAD_LEFT;
  state = check_times (row, clock);
  if (state != CAIRN_ROW_VISIT)
    return state;
  if (self->mapping->started != NULL)
    row->wait = read_wait (self, &fields[7], row);
  begin_place (self, fields, stage != NULL ? stage : get_stage (self, value, n), half);
  return CAIRN_ROW_VISIT;
}

/* The end of a journey may be drawn as a stage, too: then it is entered and left at once. */
static CairnRowState
end_of_row (CairnVisitDecoder *self, Stage *stage, guint16 segment, CairnHalfRow *half)
{
  half->row.left = half->row.entered;
  half->row.cell = stage->name != NULL ? get_cell (self, stage, segment, half->id) : G_MAXUINT16;
  switch (stage->end)
    {
    case CAIRN_RESULT_OF_SUCCESS:
      return CAIRN_ROW_SUCCESS;
    case CAIRN_RESULT_OF_CHURN:
      return CAIRN_ROW_CHURN;
    case CAIRN_RESULT_OF_OTHER:
    default:
      return CAIRN_ROW_OTHER_END;
    }
}

static CairnRowState
finish_row (CairnVisitDecoder *self, CairnHalfRow *half)
{
  CairnSourceRow *row = &half->row;
  Stage *stage = half->stage;
  CairnCustomer customer;

  if (!find_customer (self, &half->key, &customer))
    {
      row->owner = 0;
      return CAIRN_ROW_NO_CUSTOMER;
    }
  row->customer = customer.number;
  if (stage->name == NULL && stage->end == 0)
    {
      row->cell = (guint16) stage->unmapped;
      return stage->unmapped < G_MAXUINT16 ? CAIRN_ROW_UNMAPPED : CAIRN_ROW_TOO_MANY_STAGES;
    }
  if (self->mapping->segment != NULL)
    customer.segment = half->segment;
  if (stage->end != 0)
    return end_of_row (self, stage, customer.segment, half);
  row->cell = get_cell (self, stage, customer.segment, half->id);
  return row->cell == G_MAXUINT16 ? CAIRN_ROW_TOO_MANY_STAGES : CAIRN_ROW_VISIT;
}

static void
half_init (CairnVisitDecoder *self, const CairnField *fields, char *digits, CairnHalfRow *half)
{
  half->row = (CairnSourceRow){ .left = CAIRN_VISIT_OPEN, .wait = CAIRN_WAIT_UNKNOWN };
  cairn_customer_book_prefetch (self->book, &fields[1], digits, &half->key);
}

void
cairn_visit_decoder_begin (
  CairnVisitDecoder *self, gint64 id, const CairnField *fields, gint64 clock, CairnHalfRow *half)
{
  char digits[CAIRN_FIELD_DIGITS];

  half->id = id;
  half_init (self, fields, digits, half);
  half->row.state = (guint8) begin_row (self, fields, clock, half);
  half->finished = half->row.state != CAIRN_ROW_VISIT;
  if (half->key.text != NULL)
    cairn_visit_decoder_finish (self, half);
}

void
cairn_visit_decoder_finish (CairnVisitDecoder *self, CairnHalfRow *half)
{
  if (!half->finished)
    half->row.state = (guint8) finish_row (self, half);
  half->finished = TRUE;
}

static void
read_fields (sqlite3_stmt *stmt, CairnField *fields)
{
  for (int i = 1; i < CAIRN_FIRST_DATE; i++)
    cairn_field_set_value (&fields[i], sqlite3_column_value (stmt, i));
}

void
cairn_visit_decoder_read (CairnVisitDecoder *self,
                          sqlite3_stmt *stmt,
                          gint64 clock,
                          CairnSourceRow *row)
{
  CairnField fields[CAIRN_FIRST_DATE];
  CairnHalfRow half;

  read_fields (stmt, fields);
  cairn_visit_decoder_begin (self, 0, fields, clock, &half);
  cairn_visit_decoder_finish (self, &half);
  *row = half.row;
}

/* Both times of a row of dates; FALSE: nobody was there yet. */
static gboolean
read_dates (CairnVisitDecoder *self,
            const CairnField *entered,
            const CairnField *left,
            gint64 clock,
            CairnSourceRow *row)
{
  if (is_missing (entered))
    return FALSE;
  if (!read_time (self, entered, &row->entered))
    row->state = CAIRN_ROW_BAD_ENTERED;
  else if (row->entered >= NEVER || is_placeholder (row->entered))
    return FALSE;
  else if (!read_left (self, left, &row->left))
    row->state = CAIRN_ROW_BAD_LEFT;
  else
    row->state = (guint8) check_times (row, clock);
  return TRUE;
}

gboolean
cairn_visit_decoder_read_date (
  CairnVisitDecoder *self, sqlite3_stmt *stmt, guint date, gint64 clock, CairnSourceRow *row)
{
  const CairnMappingDates *dates = g_ptr_array_index (self->mapping->date_columns, date);
  int column = CAIRN_FIRST_DATE + 2 * (int) date;
  CairnField fields[CAIRN_FIRST_DATE], entered, left;
  char digits[CAIRN_FIELD_DIGITS];
  CairnHalfRow half = { 0 };

  read_fields (stmt, fields);
  cairn_field_set_value (&entered, sqlite3_column_value (stmt, column));
  cairn_field_set_value (&left, sqlite3_column_value (stmt, column + 1));
  half_init (self, fields, digits, &half);
  if (!read_dates (self, &entered, &left, clock, &half.row))
    return FALSE;
  if (half.row.state == CAIRN_ROW_VISIT)
    {
      begin_place (self, fields, get_stage (self, dates->stage, strlen (dates->stage)), &half);
      half.row.state = (guint8) finish_row (self, &half);
    }
  *row = half.row;
  return TRUE;
}

/* ---- to a file and back ---- */

CairnSegmentTable *
cairn_visit_decoder_get_segments (CairnVisitDecoder *self)
{
  return self->segments;
}

guint
cairn_visit_decoder_count_unmapped (const CairnVisitDecoder *self)
{
  return self->unmapped->len;
}

gboolean
cairn_visit_decoder_add_unmapped (CairnVisitDecoder *self, const char *value)
{
  guint n = self->unmapped->len;

  find_stage (self, value);
  return self->unmapped->len == n + 1;
}

/* ---- helpers ---- */

static void
merge_cells (GArray *firsts, const Stage *stage)
{
  const gint64 never = G_MAXINT64;

  for (guint i = 0; i < stage->cells->len; i++)
    {
      const Cell *cell = &g_array_index (stage->cells, Cell, i);

      if (cell->number == G_MAXUINT16)
        continue;
      while (firsts->len <= cell->number)
        g_array_append_val (firsts, never);
      g_array_index (firsts, gint64, cell->number)
        = MIN (g_array_index (firsts, gint64, cell->number), cell->first);
    }
}

void
cairn_visit_decoder_merge_firsts (const CairnVisitDecoder *self, GArray *firsts)
{
  GHashTableIter iter;
  gpointer stage;

  g_hash_table_iter_init (&iter, self->stages);
  while (g_hash_table_iter_next (&iter, NULL, &stage))
    merge_cells (firsts, stage);
}
