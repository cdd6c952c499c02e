/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-svg.h"

#include "base/cairn-web-address.h"
#include "render/cairn-describe-private.h"
#include "render/cairn-layer-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <libxml/tree.h>
#include <libxml/xmlwriter.h>
#include <math.h>
#include <string.h>

/* Files that any reader of SVG 1.1 shows alike: no style sheets, no foreignObject, no clip paths,
 * no markers, no filters; text as text, one line each where Pango broke it. */

/* Not the order of painting: a reader should meet stages and lanes before the steps that are in
 * them. Nothing of these layers overlaps, or the lower one comes first here too. */
static const CairnLayerKind reading_order[]
  = { CAIRN_LAYER_PAPER,          CAIRN_LAYER_PAPER_OVERLAY,  CAIRN_LAYER_STAGES,
      CAIRN_LAYER_STAGES_OVERLAY, CAIRN_LAYER_STAGES_CHANGES, CAIRN_LAYER_LANES,
      CAIRN_LAYER_LANES_CHANGES,  CAIRN_LAYER_BODY,           CAIRN_LAYER_CHANGES,
      CAIRN_LAYER_LEGEND };
G_STATIC_ASSERT (G_N_ELEMENTS (reading_order) == CAIRN_N_LAYERS);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlBuffer, xmlBufferFree)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlTextWriter, xmlFreeTextWriter)

typedef struct
{
  xmlTextWriterPtr writer;
  const CairnScene *scene;
  CairnDescriber *describer;
  GHashTable *taken;    /* ids, owned */
  GHashTable *ids;      /* group → its id */
  GHashTable *outlines; /* points of a shared shape → GString */
  GString *tags;        /* not yet handed on */
  GString *scratch;     /* of clean() */
  gboolean failed;
} Writer;

static void
check (Writer *self, int rc)
{
  if (rc < 0)
    self->failed = TRUE;
}

/* XML cannot hold control characters, not even escaped, nor U+FFFE and U+FFFF. */
static gboolean
is_text (gunichar c)
{
  return (c >= 0x20 || c == '\n' || c == '\t') && c != 0xfffe && c != 0xffff;
}

static const char *
clean (Writer *self, const char *text)
{
  const char *p = text;

  /* U+FFFE and U+FFFF begin with the byte EF. */
  while ((guchar) *p >= 0x20 && (guchar) *p != 0xef)
    p++;
  if (*p == '\0')
    return text;
  g_string_truncate (self->scratch, 0);
  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (self->scratch, is_text (c) ? c : 0xfffd);
    }
  return self->scratch->str;
}

static void
start (Writer *self, const char *name)
{
  check (self, xmlTextWriterStartElement (self->writer, BAD_CAST name));
}

static void
end (Writer *self)
{
  check (self, xmlTextWriterEndElement (self->writer));
}

static void
attribute (Writer *self, const char *name, const char *value)
{
  check (self, xmlTextWriterWriteAttribute (self->writer, BAD_CAST name, BAD_CAST value));
}

static void
text (Writer *self, const char *content)
{
  check (self, xmlTextWriterWriteString (self->writer, BAD_CAST clean (self, content)));
}

static void
text_element (Writer *self, const char *name, const char *content)
{
  start (self, name);
  text (self, content);
  end (self);
}

/* Shapes are nothing but names and numbers, and there are tens of thousands: their tags are put
 * together here and handed to the writer at once; whatever a person wrote goes through the writer.
 */

static void
flush (Writer *self)
{
  if (self->tags->len == 0)
    return;
  check (self,
         xmlTextWriterWriteRawLen (self->writer, BAD_CAST self->tags->str, (int) self->tags->len));
  g_string_truncate (self->tags, 0);
}

static void
put (Writer *self, const char *tag)
{
  g_string_append (self->tags, tag);
}

/* At most two decimals, no locale, no exponent, no "-0". */
static char *
write_number (char *p, double value)
{
  gint64 n = llround (value * 100);
  guint64 whole = (guint64) ABS (n) / 100;
  guint fraction = (guint) ((guint64) ABS (n) % 100);
  char digits[24];
  guint n_digits = 0;

  if (n < 0)
    *p++ = '-';
  do
    digits[n_digits++] = (char) ('0' + whole % 10);
  while ((whole /= 10) > 0);
  while (n_digits > 0)
    *p++ = digits[--n_digits];
  if (fraction > 0)
    {
      *p++ = '.';
      *p++ = (char) ('0' + fraction / 10);
      if (fraction % 10 > 0)
        *p++ = (char) ('0' + fraction % 10);
    }
  *p = '\0';
  return p;
}

#define NUMBER_SIZE 28

static void
put_number (Writer *self, double value)
{
  char buffer[NUMBER_SIZE];

  g_string_append_len (self->tags, buffer, write_number (buffer, value) - buffer);
}

/* @name is ' x="': what stands before the value. */
static void
number (Writer *self, const char *name, double value)
{
  put (self, name);
  put_number (self, value);
  g_string_append_c (self->tags, '"');
}

/* @name as #rrggbb, and @opacity if it is not opaque. */
static void
color (Writer *self, const char *name, const char *opacity, CairnColor value)
{
  static const char hex[] = "0123456789abcdef";
  char buffer[] = "#rrggbb\"";

  put (self, name);
  if (!cairn_color_visible (value))
    {
      put (self, "none\"");
      return;
    }
  for (guint i = 0; i < 6; i++)
    buffer[i + 1] = hex[value >> (28 - 4 * i) & 0xf];
  put (self, buffer);
  if ((value & 0xff) != 0xff)
    number (self, opacity, (value & 0xff) / 255.0);
}

static void
put_paint (Writer *self, const CairnPrim *prim)
{
  color (self, " fill=\"", " fill-opacity=\"", prim->fill);
  if (cairn_color_visible (prim->stroke))
    {
      color (self, " stroke=\"", " stroke-opacity=\"", prim->stroke);
      if (prim->stroke_width != 1)
        number (self, " stroke-width=\"", prim->stroke_width);
      if (prim->dash > 0)
        number (self, " stroke-dasharray=\"", prim->dash);
      if (prim->round)
        put (self, " stroke-linecap=\"round\" stroke-linejoin=\"round\"");
    }
  put (self, "/>\n");
}

static void
put_rect (Writer *self, const CairnPrim *prim)
{
  number (self, "<rect x=\"", prim->rect.x);
  number (self, " y=\"", prim->rect.y);
  number (self, " width=\"", prim->rect.width);
  number (self, " height=\"", prim->rect.height);
  if (prim->radius > 0)
    number (self, " rx=\"", prim->radius);
  put_paint (self, prim);
}

static void
put_ellipse (Writer *self, const CairnPrim *prim)
{
  number (self, "<ellipse cx=\"", prim->rect.x + prim->rect.width / 2);
  number (self, " cy=\"", prim->rect.y + prim->rect.height / 2);
  number (self, " rx=\"", prim->rect.width / 2);
  number (self, " ry=\"", prim->rect.height / 2);
  put_paint (self, prim);
}

static void
append_outline (GString *d, const CairnPrim *prim)
{
  static const char letters[] = { 'M', 'L', 'C', 'Z' };
  const CairnPoint *point = prim->path.points;

  for (guint i = 0; i < prim->path.n_ops; i++)
    {
      guint8 op = prim->path.ops[i];

      g_string_append_c (d, letters[op]);
      for (guint j = 0; j < cairn_path_op_points (op); j++, point++)
        {
          char buffer[2 * NUMBER_SIZE + 2];
          char *p = buffer;

          if (j > 0)
            *p++ = ' ';
          p = write_number (p, point->x);
          *p++ = ' ';
          p = write_number (p, point->y);
          g_string_append_len (d, buffer, p - buffer);
        }
    }
}

/* A shape that many share is written out once and then copied. */
static const GString *
shared_outline (Writer *self, const CairnPrim *prim)
{
  GString *d = g_hash_table_lookup (self->outlines, prim->path.points);

  if (d == NULL)
    {
      d = g_string_new (NULL);
      append_outline (d, prim);
      g_hash_table_insert (self->outlines, (gpointer) prim->path.points, d);
    }
  return d;
}

static void
put_path (Writer *self, const CairnPrim *prim)
{
  if (prim->relative)
    {
      const GString *d = shared_outline (self, prim);

      put (self, "<path transform=\"translate(");
      put_number (self, prim->rect.x);
      g_string_append_c (self->tags, ' ');
      put_number (self, prim->rect.y);
      put (self, ")\" d=\"");
      g_string_append_len (self->tags, d->str, (gssize) d->len);
    }
  else
    {
      put (self, "<path d=\"");
      append_outline (self->tags, prim);
    }
  g_string_append_c (self->tags, '"');
  put_paint (self, prim);
}

static void
put_font (Writer *self, const CairnPrim *prim)
{
  static const char *const anchors[] = { NULL, " text-anchor=\"middle\"", " text-anchor=\"end\"" };
  const CairnTextFont *font = cairn_text_font (prim->text.block->style);

  number (self, " font-size=\"", font->size);
  if (font->weight != 400)
    number (self, " font-weight=\"", font->weight);
  if (anchors[prim->anchor] != NULL)
    put (self, anchors[prim->anchor]);
  color (self, " fill=\"", " fill-opacity=\"", prim->fill);
}

static gboolean
has_double_space (const CairnTextBlock *block)
{
  for (guint i = 0; i < block->n_lines; i++)
    if (strstr (block->lines[i].text, "  ") != NULL)
      return TRUE;
  return FALSE;
}

static void
put_place (Writer *self, const char *tag, const CairnPrim *prim, double y)
{
  put (self, tag);
  number (self, " x=\"", prim->text.x);
  number (self, " y=\"", y);
}

static void
put_text (Writer *self, const CairnPrim *prim)
{
  const CairnTextBlock *block = prim->text.block;
  double height = cairn_text_font (block->style)->line_height;
  double y = prim->rect.y + block->ascent;

  put (self, "<text");
  if (has_double_space (block))
    put (self, " xml:space=\"preserve\"");
  if (block->n_lines == 1)
    put_place (self, "", prim, y);
  put_font (self, prim);
  put (self, ">");
  /* No white space between the lines: it would count as part of them. */
  for (guint i = 0; i < block->n_lines; i++)
    {
      if (block->n_lines > 1)
        {
          put_place (self, "<tspan", prim, y + i * height);
          put (self, ">");
        }
      flush (self);
      text (self, block->lines[i].text);
      if (block->n_lines > 1)
        put (self, "</tspan>");
    }
  put (self, "</text>\n");
}

static void
put_prim (Writer *self, const CairnPrim *prim)
{
  switch (prim->kind)
    {
    case CAIRN_PRIM_RECT:
      put_rect (self, prim);
      break;
    case CAIRN_PRIM_ELLIPSE:
      put_ellipse (self, prim);
      break;
    case CAIRN_PRIM_PATH:
      put_path (self, prim);
      break;
    case CAIRN_PRIM_TEXT:
      put_text (self, prim);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* A name that XML takes as an id. Ids of the native file are such names; those of other files need
 * not be. */
static char *
escape_id (const char *wanted)
{
  GString *id = g_string_new (NULL);

  for (const char *p = wanted; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean letter = g_unichar_isalpha (c) || c == '_';
      gboolean other = g_unichar_isdigit (c) || c == '-' || c == '.';

      if (id->len == 0 && !letter)
        g_string_append_c (id, '_');
      if (letter || other)
        g_string_append_unichar (id, c);
      else
        g_string_append_printf (id, "_%x_", c);
    }
  return g_string_free (id, FALSE);
}

static void
take_id (Writer *self, const CairnSceneGroup *group)
{
  char *id = escape_id (group->id);

  for (guint i = 2; g_hash_table_contains (self->taken, id); i++)
    {
      g_autofree char *plain = escape_id (group->id);

      g_free (id);
      id = g_strdup_printf ("%s.%u", plain, i);
    }
  g_hash_table_add (self->taken, id);
  g_hash_table_insert (self->ids, (gpointer) group, id);
}

/* Elements first, so that it is never theirs that has to give way. */
static void
take_ids (Writer *self)
{
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < G_N_ELEMENTS (reading_order); i++)
      {
        guint n_groups;
        const CairnSceneGroup *groups
          = cairn_scene_get_groups (self->scene, reading_order[i], &n_groups);

        for (guint j = 0; j < n_groups; j++)
          {
            gboolean own = groups[j].element != NULL
                           && groups[j].id == cairn_element_get_id (groups[j].element);

            if (own == (pass == 0))
              take_id (self, &groups[j]);
          }
      }
}

/* Where a click on the badge goes; NULL: nowhere, or where no file should lead. */
static const char *
address_of (const CairnSceneGroup *group)
{
  const char *address;

  if (group->element == NULL || !cairn_element_has (group->element, CAIRN_PROP_URL))
    return NULL;
  address = cairn_element_get_string (group->element, CAIRN_PROP_URL);
  return cairn_web_address_may_open (address) ? address : NULL;
}

static void
write_prims (Writer *self, const CairnSceneGroup *group, const CairnPrim *prims)
{
  const char *address = address_of (group);
  gboolean linked = FALSE;

  for (guint i = group->first; i < group->first + group->n_prims; i++)
    {
      gboolean link = address != NULL && prims[i].part == CAIRN_PART_BADGE_WEB;

      if (!cairn_detail_shows (CAIRN_DETAIL_NEAR, prims[i].mark))
        continue;
      if (link != linked)
        flush (self);
      if (link && !linked)
        {
          start (self, "a");
          attribute (self, "xmlns:xlink", "http://www.w3.org/1999/xlink");
          attribute (self, "href", address);
          attribute (self, "xlink:href", address);
          attribute (self, "target", "_blank");
        }
      else if (linked && !link)
        end (self);
      linked = link;
      put_prim (self, &prims[i]);
    }
  flush (self);
  if (linked)
    end (self);
}

static void
write_group (Writer *self, const CairnSceneGroup *group, const CairnPrim *prims)
{
  g_autofree char *description = cairn_describer_describe (self->describer, group);
  const char *title = cairn_scene_get_title (self->scene, group);

  start (self, "g");
  attribute (self, "id", g_hash_table_lookup (self->ids, group));
  attribute (self, "cairn:kind", group->kind);
  if (title != NULL)
    text_element (self, "title", title);
  if (description != NULL)
    text_element (self, "desc", description);
  write_prims (self, group, prims);
  end (self);
}

static void
write_root (Writer *self)
{
  double width = ceil (cairn_scene_get_width (self->scene));
  double height = ceil (cairn_scene_get_height (self->scene));
  char sizes[2][NUMBER_SIZE];
  g_autofree char *box = NULL;

  write_number (sizes[0], width);
  write_number (sizes[1], height);
  box = g_strdup_printf ("0 0 %s %s", sizes[0], sizes[1]);
  start (self, "svg");
  attribute (self, "xmlns", "http://www.w3.org/2000/svg");
  attribute (self, "xmlns:cairn", CAIRN_SVG_NAMESPACE);
  attribute (self, "version", "1.1");
  attribute (self, "width", sizes[0]);
  attribute (self, "height", sizes[1]);
  attribute (self, "viewBox", box);
  attribute (self, "font-family", cairn_text_font (CAIRN_TEXT_STEP)->family);
  text_element (
    self, "title",
    cairn_element_get_title (cairn_layout_get_diagram (cairn_scene_get_layout (self->scene))));
  number (self, "<rect width=\"", width);
  number (self, " height=\"", height);
  color (self, " fill=\"", " fill-opacity=\"", cairn_scene_get_theme (self->scene)->paper);
  put (self, "/>\n");
  flush (self);
}

static void
write_document (Writer *self)
{
  check (self, xmlTextWriterStartDocument (self->writer, NULL, "UTF-8", NULL));
  write_root (self);
  for (guint i = 0; i < G_N_ELEMENTS (reading_order); i++)
    {
      guint n_groups, n_prims;
      const CairnSceneGroup *groups
        = cairn_scene_get_groups (self->scene, reading_order[i], &n_groups);
      const CairnPrim *prims = cairn_scene_get_prims (self->scene, reading_order[i], &n_prims);

      for (guint j = 0; j < n_groups; j++)
        write_group (self, &groups[j], prims);
    }
  check (self, xmlTextWriterEndDocument (self->writer));
}

static void
free_string_cb (gpointer data)
{
  g_string_free (data, TRUE);
}

GBytes *
cairn_svg_write (const CairnScene *scene, GError **error)
{
  g_autoptr (xmlBuffer) buffer = NULL;
  g_autoptr (xmlTextWriter) writer = NULL;
  g_autoptr (CairnDescriber) describer = NULL;
  Writer self = { .scene = scene };
  GBytes *bytes = NULL;

  g_return_val_if_fail (scene != NULL, NULL);

  buffer = xmlBufferCreate ();
  writer = buffer != NULL ? xmlNewTextWriterMemory (buffer, 0) : NULL;
  if (writer == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           _ ("Not enough memory for the SVG."));
      return NULL;
    }
  xmlTextWriterSetIndent (writer, 1);
  xmlTextWriterSetIndentString (writer, BAD_CAST "");
  describer = cairn_describer_new (scene);
  self.writer = writer;
  self.describer = describer;
  self.tags = g_string_new (NULL);
  self.scratch = g_string_new (NULL);
  self.taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.ids = g_hash_table_new (NULL, NULL);
  self.outlines = g_hash_table_new_full (NULL, NULL, NULL, free_string_cb);
  take_ids (&self);
  write_document (&self);
  g_clear_pointer (&self.ids, g_hash_table_unref);
  g_clear_pointer (&self.outlines, g_hash_table_unref);
  g_clear_pointer (&self.taken, g_hash_table_unref);
  g_string_free (self.tags, TRUE);
  g_string_free (self.scratch, TRUE);
  g_clear_pointer (&writer, xmlFreeTextWriter); /* flushes into the buffer */
  if (self.failed)
    g_set_error_literal (
      error, G_IO_ERROR, G_IO_ERROR_FAILED,
      _ ("The SVG could not be written: a text in the map is not valid UTF-8, or "
         "memory ran out."));
  else
    bytes = g_bytes_new (xmlBufferContent (buffer), (gsize) xmlBufferLength (buffer));
  return bytes;
}
