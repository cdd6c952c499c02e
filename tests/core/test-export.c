/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render-fixture.h"
#include "render/cairn-export.h"

#include "command/cairn-element-commands.h"

#include <cairo.h>
#include <glib/gstdio.h>

static char *folder;

static char *
path_in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static guint
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static CairnScene *
scene_new (void)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);

  return fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);
}

static void
test_format (void)
{
  static const struct
  {
    const char *path;
    gboolean ok;
    CairnExportFormat format;
  } rows[] = {
    { "a.svg", TRUE, CAIRN_EXPORT_SVG }, { "/x/a.b.PNG", TRUE, CAIRN_EXPORT_PNG },
    { "a.Pdf", TRUE, CAIRN_EXPORT_PDF }, { "a.svg.bak", FALSE, CAIRN_EXPORT_SVG },
    { "svg", FALSE, CAIRN_EXPORT_SVG },  { ".svg", FALSE, CAIRN_EXPORT_SVG },
    { "", FALSE, CAIRN_EXPORT_SVG },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      CairnExportFormat format = CAIRN_EXPORT_SVG;

      g_assert_cmpint (cairn_export_format_from_path (rows[i].path, &format), ==, rows[i].ok);
      g_assert_cmpint (format, ==, rows[i].format);
    }
}

static void
test_write (void)
{
  static const struct
  {
    const char *name;
    CairnExportFormat format;
    const char *begins;
  } rows[] = {
    { "a.svg", CAIRN_EXPORT_SVG, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg " },
    { "a.png", CAIRN_EXPORT_PNG, "\x89PNG\r\n" },
    { "a.pdf", CAIRN_EXPORT_PDF, "%PDF-1" },
  };
  g_autoptr (CairnScene) scene = scene_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = path_in_folder (rows[i].name);
      g_autofree char *bytes = NULL;
      g_autofree char *note = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      g_assert_true (g_file_set_contents (path, "what was there", -1, NULL));
      g_assert_true (cairn_export_scene (scene, path, rows[i].format, 1.5, &note, &error));
      g_assert_no_error (error);
      g_assert_null (note);
      g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      g_assert_cmpuint (size, >, 1000);
      g_assert_true (g_str_has_prefix (bytes, rows[i].begins));
      g_assert_cmpuint (count_files (), ==, 1); /* nothing is left beside it */
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
test_png_size (void)
{
  g_autoptr (CairnScene) scene = scene_new ();
  g_autofree char *path = path_in_folder ("a.png");
  cairo_surface_t *picture;

  g_assert_true (cairn_export_scene (scene, path, CAIRN_EXPORT_PNG, 2, NULL, NULL));
  picture = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_image_surface_get_width (picture), ==,
                   (int) ceil (2 * cairn_scene_get_width (scene) - 1e-6));
  g_assert_cmpint (cairo_image_surface_get_height (picture), ==,
                   (int) ceil (2 * cairn_scene_get_height (scene) - 1e-6));
  cairo_surface_destroy (picture);
  g_unlink (path);
}

/* Two runs write the same bytes, whatever the clock says. */
static void
test_pdf_has_no_date (void)
{
  g_autoptr (CairnScene) scene = scene_new ();
  g_autofree char *path = path_in_folder ("a.pdf");
  g_autofree char *bytes = NULL;
  g_autoptr (GString) text = NULL;
  gsize size;

  g_assert_true (cairn_export_scene (scene, path, CAIRN_EXPORT_PDF, 1, NULL, NULL));
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  text = g_string_new (NULL);
  for (gsize i = 0; i < size; i++)
    if (bytes[i] != 0)
      g_string_append_c (text, bytes[i]);
  g_assert_nonnull (strstr (text->str, "/Creator"));
  g_assert_null (strstr (text->str, "/CreationDate"));
  g_unlink (path);
}

/* A map of @n stages with a step each: as wide as one likes. */
static CairnScene *
wide_scene (guint n)
{
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "journey-1");
  g_autoptr (CairnElement) segment = cairn_element_new (CAIRN_KIND_SEGMENT, "segment-1");
  g_autoptr (CairnElement) map = cairn_element_new (CAIRN_KIND_SWIMLANE, "swimlane-1");
  g_autoptr (CairnDocument) document = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("stage-%u", i + 1);
      g_autoptr (CairnElement) stage = cairn_element_new (CAIRN_KIND_STAGE, id);

      cairn_element_append (map, stage);
    }
  cairn_element_append (segment, map);
  cairn_element_append (root, segment);
  document = cairn_document_new_from_root (root, NULL, NULL);
  return fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
}

/* Too large for the format: smaller, said so, and never an empty file. */
static void
test_too_large (void)
{
  g_autoptr (CairnScene) scene = wide_scene (250);
  g_autofree char *png = path_in_folder ("a.png");
  g_autofree char *pdf = path_in_folder ("a.pdf");
  g_autofree char *png_note = NULL;
  g_autofree char *pdf_note = NULL;
  cairo_surface_t *picture;

  g_assert_cmpfloat (cairn_scene_get_width (scene), >, 40000);
  g_assert_true (cairn_export_scene (scene, png, CAIRN_EXPORT_PNG, 1, &png_note, NULL));
  g_assert_nonnull (strstr (png_note, "scaled down to"));
  picture = cairo_image_surface_create_from_png (png);
  g_assert_cmpint (cairo_surface_status (picture), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (picture), ==, 32767);
  cairo_surface_destroy (picture);
  g_assert_true (cairn_export_scene (scene, pdf, CAIRN_EXPORT_PDF, 1, &pdf_note, NULL));
  g_assert_nonnull (strstr (pdf_note, "scaled down to"));
  g_unlink (png);
  g_unlink (pdf);
}

static void
test_failure (void)
{
  g_autoptr (CairnScene) scene = scene_new ();
  g_autofree char *nowhere = g_build_filename (folder, "none", "a.svg", NULL);
  g_autofree char *taken = path_in_folder ("a.svg");
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (cairn_export_scene (scene, nowhere, CAIRN_EXPORT_SVG, 1, &note, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, nowhere));
  g_clear_error (&error);

  /* a folder stands where the file should: it stays, and nothing beside it */
  g_assert_cmpint (g_mkdir (taken, 0700), ==, 0);
  g_assert_false (cairn_export_scene (scene, taken, CAIRN_EXPORT_PDF, 1, &note, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (), ==, 1);
  g_assert_cmpint (g_rmdir (taken), ==, 0);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (G_IS_TASK (result));
  *(GAsyncResult **) data = g_object_ref (result);
}

/* In a thread: the same bytes, of the journey as it was. */
static void
test_thread (void)
{
  static const char *const names[] = { "t.svg", "t.png", "t.pdf" };
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (CairnHistory) history = cairn_history_new (document, selection);
  CairnElement *diagram = cairn_document_lookup (document, "swimlane-1");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CairnScene) scene = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
      g_autofree char *once = g_build_filename (folder, "once", NULL);
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *written = NULL;
      gsize n_expected, n_written;

      g_assert_true (cairn_export_scene (scene, once, (CairnExportFormat) i, 1.5, NULL, NULL));
      cairn_export_scene_async (scene, path, (CairnExportFormat) i, 1.5, exported_cb, &result);
      g_clear_pointer (&scene, cairn_scene_unref);
      cairn_command_rename (history, diagram, "Something else");
      while (result == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_true (cairn_export_scene_finish (result, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (cairn_history_undo (history));
      g_assert_true (g_file_get_contents (once, &expected, &n_expected, NULL));
      g_assert_true (g_file_get_contents (path, &written, &n_written, NULL));
      g_assert_cmpmem (expected, n_expected, written, n_written);
      g_unlink (once);
      g_unlink (path);
    }
}

int
main (int argc, char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("cairn-export-XXXXXX", NULL);
  g_test_add_func ("/export/format", test_format);
  g_test_add_func ("/export/write", test_write);
  g_test_add_func ("/export/png-size", test_png_size);
  g_test_add_func ("/export/pdf-has-no-date", test_pdf_has_no_date);
  g_test_add_func ("/export/too-large", test_too_large);
  g_test_add_func ("/export/thread", test_thread);
  g_test_add_func ("/export/failure", test_failure);
  code = g_test_run ();
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  return code;
}
