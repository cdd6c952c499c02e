/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two workshops, with nothing but keys, from an empty window to a finished diagram. Each scene
 * leaves a numbered picture of the screen in the build folder; the last line of each recording says
 * how many keys it took. */
#include "app/cairn-application.h"
#include "canvas/cairn-canvas.h"
#include "io/cairn-journey.h"
#include "ui/cairn-main-window.h"

#include "cairn-ui-test.h"

#include <string.h>

typedef struct
{
  CairnMainWindow *window;
  const char *name;
  guint n_scenes;
  guint n_keys;  /* pressed, modifiers not counted */
  guint n_typed; /* of these, letters of names */
} Recording;

static GtkApplication *application;

static void
begin (Recording *r, const char *name)
{
  *r = (Recording){ .name = name };
  r->window = cairn_main_window_new (application);
  gtk_window_set_default_size (GTK_WINDOW (r->window), 1600, 900);
  cairn_ui_test_open (GTK_WINDOW (r->window));
}

static void
end (Recording *r)
{
  g_test_message ("%s: %u keys, %u of them letters of names", r->name, r->n_keys, r->n_typed);
  cairn_ui_test_close (GTK_WINDOW (r->window));
}

static void
take_picture (Recording *r)
{
  g_autofree char *name = g_strdup_printf ("%s-%02u", r->name, ++r->n_scenes);

  cairn_ui_test_screenshot (name);
}

/* Plays @keys: text is typed, "{<Ctrl>Right}" is a chord, "\n" is Enter and "\t" is Tab. */
static void
play (Recording *r, const char *keys)
{
  while (*keys != '\0')
    {
      gsize length = strcspn (keys, "{");
      const char *close;

      if (length > 0)
        {
          g_autofree char *text = g_strndup (keys, length);

          cairn_ui_test_type (text);
          for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
            {
              r->n_keys++;
              r->n_typed += *c != '\n' && *c != '\t';
            }
          keys += length;
          continue;
        }
      close = strchr (keys, '}');
      {
        g_autofree char *chord = g_strndup (keys + 1, (gsize) (close - keys - 1));

        cairn_ui_test_key (chord);
        r->n_keys++;
      }
      keys = close + 1;
    }
}

static void
play_scenes (Recording *r, const char *const *scenes, guint n)
{
  take_picture (r);
  for (guint i = 0; i < n; i++)
    {
      play (r, scenes[i]);
      take_picture (r);
    }
}

static CairnElement *
get_diagram (Recording *r)
{
  return cairn_editor_get_diagram (cairn_main_window_get_editor (r->window));
}

static guint
count_kind (CairnElement *swimlane, CairnStepKind kind)
{
  guint n = 0;

  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    n += cairn_element_get_int (step, CAIRN_PROP_KIND) == kind;
  return n;
}

#define NEXT_STAGE "{<Control><Shift>Right}"
#define LANE_UP "{<Control><Shift>Up}"
#define LANE_DOWN "{<Control><Shift>Down}"
#define BELOW "{<Control>Down}" /* a new step in the lane below */
#define ABOVE "{<Control>Up}"
#define DECISION "{Menu}kd"
/* Names the flow by which the selected step was reached, and comes back. */
#define BY_FLOW(name) "{<Alt><Shift>Left}" name "\n{<Alt>Right}"
/* Back along the flow to the step before. */
#define BACK "{<Alt><Shift>Left}{<Alt>Left}"

static const char *const swimlane_scenes[] = {
  /* The three stages that are there, and three more; the same for the lanes. */
  "{<Alt>Down}{<Alt>Up}Sale\n{<Alt>Right}Handoff\n{<Alt>Right}Kick-off\n"
  "{<Control><Shift>k}Setup\n{<Control><Shift>k}Training\n{<Control><Shift>k}Live\n",
  "{<Alt>Down}Customer\n{<Alt>Down}Sales\n"
  "{<Control><Shift>l}CSM\n{<Control><Shift>l}Support\n{<Control><Shift>l}Product\n",
  /* Sale, handoff, and the way back if the goals are not clear. */
  "{<Alt>Up}{<Alt>Up}{<Alt>Up}{Insert}Contract signed\n{Menu}ks"
  "\tHandoff note\tHandoff call\n" NEXT_STAGE BELOW "Review goals\tGoals clear?\n" DECISION
  "{<Control>l}" BACK BACK "\nNo\n",
  "{<Alt>Left}\tKick-off call\n" NEXT_STAGE BY_FLOW ("Yes") "\tSuccess plan\n" ABOVE
                                                            "Approve plan\n" LANE_UP BELOW
                                                            "Setup guide\n" LANE_DOWN NEXT_STAGE,
  BELOW "Create workspace\n" LANE_DOWN "\tImport data\n" ABOVE
        "Check data\tData complete?\n" DECISION ABOVE
        "Fix data\n" LANE_UP LANE_UP BY_FLOW ("No") "{<Control>l}" BACK BACK BACK "\n",
  "{<Alt>Left}" BACK "\tAdmin training\n" LANE_UP NEXT_STAGE BY_FLOW (
    "Yes") "\tTeam training\n" ABOVE "First report\n" LANE_UP "\tPractice week\n" BELOW
           "Check-in call\n" LANE_DOWN,
  "\tGo live\n" NEXT_STAGE ABOVE "First value seen\n" LANE_UP BELOW "Value review\n" LANE_DOWN BELOW
  "Hand to support\n" BELOW "Watch usage\tOnboarded\n{Menu}ke",
  /* A playbook for the kick-off. */
  "{<Control>f}Kick-off call\n{Escape}{<Control>Return}\tCSM\t\t\n"
  "Send the agenda\nAgree on the goals\nWrite down who does what by when",
  "{Escape}{<Control>f}Value review\n{Escape}{<Control>Return}\tCSM\t\t\n"
  "Show usage against the goals\nAsk what is missing",
  "{Escape}{<Control>1}",
};

static void
test_swimlane (void)
{
  Recording r;
  CairnElement *swimlane;

  begin (&r, "recording-swimlane");
  play_scenes (&r, swimlane_scenes, G_N_ELEMENTS (swimlane_scenes));
  swimlane = get_diagram (&r);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_LANE), ==, 5);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STAGE), ==, 6);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STEP), ==, 25);
  g_assert_cmpuint (count_kind (swimlane, CAIRN_STEP_DECISION), ==, 2);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_FLOW), ==, 26);
  g_assert_cmpuint (cairn_element_count (cairn_element_ancestor (swimlane, CAIRN_KIND_JOURNEY),
                                         CAIRN_KIND_PLAYBOOK),
                    ==, 2);
  end (&r);
}

/* Process first: what is done, what comes of it, for whom, from what, by whom, and how it is
 * measured. Tab goes on to the next column, Enter adds another; a name that is there already is
 * linked. */
static const char *const sipoc_scenes[] = {
  "{<Control><Shift>p}New SIPOC\nOnboarding\n",
  "{Insert}Hand off account\nKick off project\nMigrate data\nTrain admins\nConfirm first value\n",
  "\tSuccess plan\nProject schedule\nLive tenant\nCertified admins\nValue report\n",
  "\tCSM\nCustomer sponsor\nCustomer users\n",
  "\tSigned order\nData export\n\tAccount executive\nCustomer IT\n",
  "\tFirst value in 30 days\n\n",
  "{<Control><Shift>p}Create Swimlane\n",
};

static void
test_sipoc (void)
{
  Recording r;
  CairnElement *swimlane;

  begin (&r, "recording-sipoc");
  play_scenes (&r, sipoc_scenes, G_N_ELEMENTS (sipoc_scenes));
  swimlane = get_diagram (&r);
  g_assert_cmpint (cairn_element_get_kind (swimlane), ==, CAIRN_KIND_SWIMLANE);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STAGE), ==, 5);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_LANE), ==, 5);
  end (&r);
}

int
main (int argc, char *argv[])
{
  int status;

  cairn_ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/recordings/swimlane", test_swimlane);
  g_test_add_func ("/recordings/sipoc", test_sipoc);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
