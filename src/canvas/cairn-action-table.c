/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

#include "canvas/cairn-action.h"

#include <glib/gi18n-lib.h>

/* One line: name, label, keys, what it needs, and the words it shares with its neighbours. */
#define EVERYWHERE(section, name, label, keys, needs, together)                                    \
  {                                                                                                \
    name, label, keys, CAIRN_SCOPE_EVERYWHERE, CAIRN_SECTION_##section, needs, together            \
  }
#define WINDOW(section, name, label, keys, needs, together)                                        \
  {                                                                                                \
    name, label, keys, CAIRN_SCOPE_WINDOW, CAIRN_SECTION_##section, needs, together                \
  }
#define CANVAS(section, name, label, keys, needs, together)                                        \
  {                                                                                                \
    name, label, keys, CAIRN_SCOPE_CANVAS, CAIRN_SECTION_##section, needs, together                \
  }
#define LISTED(section, label, keys)                                                               \
  {                                                                                                \
    NULL, label, keys, CAIRN_SCOPE_LISTED, CAIRN_SECTION_##section, 0, NULL                        \
  }
#define POINTER(label, gesture)                                                                    \
  {                                                                                                \
    NULL, label, gesture, CAIRN_SCOPE_POINTER, CAIRN_SECTION_POINTER, 0, NULL                      \
  }

#define CHANGE CAIRN_NEEDS_CHANGE
#define DIAGRAM CAIRN_NEEDS_DIAGRAM
#define SWIMLANE (DIAGRAM | CAIRN_NEEDS_SWIMLANE)
#define SIPOC (DIAGRAM | CAIRN_NEEDS_SIPOC)
#define SELECTION CAIRN_NEEDS_SELECTION
#define ONE CAIRN_NEEDS_ONE

/* A line for each, however long. */
/* clang-format off */
static const CairnAction table[] = {
  CANVAS (STEPS, "canvas.rename", N_ ("Edit the Name"), "F2 Return", CHANGE | ONE, NULL),
  CANVAS (STEPS, "canvas.add-next", N_ ("Next Step, Connected"), "Tab Insert", CHANGE | DIAGRAM, NULL),
  CANVAS (STEPS, "canvas.add-before", N_ ("New Step Before"), "<Control>Left", CHANGE | ONE,
          N_ ("New step before, after")),
  CANVAS (STEPS, "canvas.add-after", N_ ("New Step After"), "<Control>Right", CHANGE | ONE,
          N_ ("New step before, after")),
  CANVAS (STEPS, "canvas.add-above", N_ ("New Step in the Lane Above"), "<Control>Up", CHANGE | ONE,
          N_ ("New step in the lane above, below")),
  CANVAS (STEPS, "canvas.add-below", N_ ("New Step in the Lane Below"), "<Control>Down", CHANGE | ONE,
          N_ ("New step in the lane above, below")),
  CANVAS (STEPS, "canvas.add-branch", N_ ("New Branch from the Same Step"), "<Control><Shift>Return", CHANGE | CAIRN_NEEDS_STEP,
          NULL),
  CANVAS (STEPS, "canvas.connect", N_ ("Connect, Then Choose the Other End"), "<Control>l", CHANGE | ONE, NULL),
  CANVAS (STEPS, "canvas.shift-up", N_ ("Move to the Lane Above"), "<Control><Shift>Up", CHANGE | SELECTION,
          N_ ("Move to the lane above, below")),
  CANVAS (STEPS, "canvas.shift-down", N_ ("Move to the Lane Below"), "<Control><Shift>Down", CHANGE | SELECTION,
          N_ ("Move to the lane above, below")),
  CANVAS (STEPS, "canvas.shift-left", N_ ("Move to the Stage Before"), "<Control><Shift>Left", CHANGE | SELECTION,
          N_ ("Move to the stage before, after")),
  CANVAS (STEPS, "canvas.shift-right", N_ ("Move to the Stage After"), "<Control><Shift>Right", CHANGE | SELECTION,
          N_ ("Move to the stage before, after")),
  CANVAS (STEPS, "canvas.nudge-up", N_ ("Move Up by One Place"), "Up", 0, N_ ("Move by one place")),
  CANVAS (STEPS, "canvas.nudge-down", N_ ("Move Down by One Place"), "Down", 0, N_ ("Move by one place")),
  CANVAS (STEPS, "canvas.nudge-left", N_ ("Move Left by One Place"), "Left", 0, N_ ("Move by one place")),
  CANVAS (STEPS, "canvas.nudge-right", N_ ("Move Right by One Place"), "Right", 0, N_ ("Move by one place")),
  CANVAS (STEPS, "canvas.nudge-far-up", N_ ("Move Up by Five Places"), "<Shift>Up", 0, N_ ("Move up, down by five places")),
  CANVAS (STEPS, "canvas.nudge-far-down", N_ ("Move Down by Five Places"), "<Shift>Down", 0, N_ ("Move up, down by five places")),
  CANVAS (STEPS, "canvas.nudge-far-left", N_ ("Move Left by Five Places"), "<Shift>Left", 0, N_ ("Move left, right by five places")),
  CANVAS (STEPS, "canvas.nudge-far-right", N_ ("Move Right by Five Places"), "<Shift>Right", 0, N_ ("Move left, right by five places")),
  CANVAS (STEPS, "canvas.open-playbook", N_ ("Open the Playbook, or Begin One"), "<Control>Return", CAIRN_NEEDS_PLAYBOOK, NULL),
  CANVAS (STEPS, "canvas.drill-in", N_ ("Go into the Diagram That a Step Leads To"), "<Alt><Shift>Down", ONE,
          N_ ("Into the diagram of a step, and back")),
  WINDOW (STEPS, "win.back", N_ ("Back to the Step That Led Here"), "<Alt><Shift>Up Back", 0,
          N_ ("Into the diagram of a step, and back")),
  CANVAS (STEPS, "canvas.open-address", N_ ("Open the Web Page of a Step"), "<Alt><Shift>Return", ONE, NULL),
  WINDOW (STEPS, "win.new-detail", N_ ("New Diagram from This Step"), NULL, CHANGE | CAIRN_NEEDS_STEP, NULL),
  CANVAS (STEPS, "canvas.set-kind::touchpoint", N_ ("Turn into a Touchpoint"), NULL, CHANGE | CAIRN_NEEDS_STEP, NULL),
  CANVAS (STEPS, "canvas.set-kind::task", N_ ("Turn into a Task"), NULL, CHANGE | CAIRN_NEEDS_STEP, NULL),
  CANVAS (STEPS, "canvas.set-kind::decision", N_ ("Turn into a Decision"), NULL, CHANGE | CAIRN_NEEDS_STEP, NULL),
  CANVAS (STEPS, "canvas.set-kind::start", N_ ("Turn into a Start"), NULL, CHANGE | CAIRN_NEEDS_STEP, NULL),
  CANVAS (STEPS, "canvas.set-kind::end", N_ ("Turn into an End"), NULL, CHANGE | CAIRN_NEEDS_STEP, NULL),
  CANVAS (STEPS, "canvas.set-kind::wait", N_ ("Turn into a Wait"), NULL, CHANGE | CAIRN_NEEDS_STEP, NULL),
  CANVAS (STEPS, "canvas.set-kind::note", N_ ("Turn into a Note"), NULL, CHANGE | CAIRN_NEEDS_STEP, NULL),
  CANVAS (EDITING, "canvas.toggle-note", N_ ("Turn into Notes, or Back into Steps"), "<Control><Shift>n",
          CHANGE | SELECTION, NULL),
  WINDOW (EDITING, "win.cut", N_ ("Cut"), "<Control>x", CHANGE | SELECTION, N_ ("Cut, copy, paste")),
  WINDOW (EDITING, "win.copy", N_ ("Copy"), "<Control>c", SELECTION, N_ ("Cut, copy, paste")),
  WINDOW (EDITING, "win.paste", N_ ("Paste"), "<Control>v", CHANGE | DIAGRAM, N_ ("Cut, copy, paste")),
  WINDOW (EDITING, "win.paste-lines", N_ ("Paste Lines as Steps"), "<Control><Shift>v", CHANGE | DIAGRAM, NULL),
  WINDOW (EDITING, "win.copy-picture", N_ ("Copy as a Picture"), "<Control><Shift>c", DIAGRAM, NULL),
  WINDOW (EDITING, "win.copy-style", N_ ("Copy the Style"), "<Control><Alt>c", SELECTION, N_ ("Copy, paste the style")),
  WINDOW (EDITING, "win.paste-style", N_ ("Paste the Style"), "<Control><Alt>v", CHANGE | SELECTION,
          N_ ("Copy, paste the style")),
  WINDOW (EDITING, "win.duplicate", N_ ("Duplicate"), "<Control>d", CHANGE | SELECTION, NULL),
  WINDOW (EDITING, "win.delete", N_ ("Delete"), "Delete BackSpace", CHANGE | SELECTION, NULL),
  WINDOW (EDITING, "win.undo", N_ ("Undo"), "<Control>z", CHANGE | CAIRN_NEEDS_UNDO, NULL),
  WINDOW (EDITING, "win.redo", N_ ("Redo"), "<Control><Shift>z <Control>y", CHANGE | CAIRN_NEEDS_REDO, NULL),

  WINDOW (BANDS, "win.add-lane", N_ ("Add a Lane"), "<Control><Shift>l", CHANGE | SWIMLANE, NULL),
  WINDOW (BANDS, "win.add-stage", N_ ("Add a Stage"), "<Control><Shift>k", CHANGE | SWIMLANE, NULL),
  WINDOW (BANDS, "win.turn-map", N_ ("Turn the Map: Lanes as Rows or as Columns"), "<Control><Shift>t",
          CHANGE | SWIMLANE, NULL),
  CANVAS (BANDS, "canvas.collapse", N_ ("Collapse the Lane or Stage"), NULL, CHANGE | SWIMLANE | SELECTION, NULL),
  CANVAS (BANDS, "canvas.expand", N_ ("Expand the Lane or Stage"), NULL, CHANGE | SWIMLANE | SELECTION, NULL),
  LISTED (BANDS, N_ ("Collapse, expand the selected lane or stage"), "Left Right"),
  CANVAS (BANDS, "canvas.set-team", N_ ("Set the Team of the Lanes"), "<Control><Shift>m", CHANGE | SWIMLANE | SELECTION, NULL),
  WINDOW (BANDS, "win.add-requirement", N_ ("Add a Requirement"), NULL, CHANGE | SIPOC, NULL),
  WINDOW (BANDS, "win.new-segment", N_ ("New Segment"), NULL, CHANGE, NULL),
  WINDOW (BANDS, "win.new-swimlane", N_ ("New Swimlane"), NULL, CHANGE, NULL),
  WINDOW (BANDS, "win.new-sipoc", N_ ("New SIPOC"), NULL, CHANGE, NULL),
  WINDOW (BANDS, "win.new-ctq", N_ ("New CTQ Tree"), NULL, CHANGE, NULL),
  WINDOW (BANDS, "win.swimlane-from-sipoc", N_ ("Create Swimlane from This SIPOC"), NULL, CHANGE | SIPOC, NULL),
  WINDOW (BANDS, "win.sipoc-from-swimlane", N_ ("Create SIPOC from This Swimlane"), NULL, CHANGE | SWIMLANE, NULL),
  WINDOW (BANDS, "win.ctq-from-sipoc", N_ ("Create CTQ Tree from This SIPOC"), NULL, CHANGE | SIPOC, NULL),
  EVERYWHERE (BANDS, "win.checks", N_ ("Checks and Comparison"), "F4", DIAGRAM, NULL),
  WINDOW (BANDS, "win.new-variant", N_ ("New Variant of This Segment"), NULL, CHANGE, NULL),
  WINDOW (BANDS, "win.new-to-be", N_ ("New To-Be Version of This Diagram"), NULL, CHANGE | DIAGRAM, NULL),
  WINDOW (BANDS, "win.reset-to-base", N_ ("Reset to Base"), NULL, CHANGE | DIAGRAM, NULL),
  WINDOW (BANDS, "win.bring-back", N_ ("Bring Back All That Is Deleted Here"), NULL, CHANGE | DIAGRAM, NULL),
  LISTED (BANDS, N_ ("Reorder the selected lane"), "<Control><Shift>Up <Control><Shift>Down"),
  LISTED (BANDS, N_ ("Reorder the selected stage"), "<Control><Shift>Left <Control><Shift>Right"),

  WINDOW (MARKS, "win.new-path", N_ ("New Happy Path from the Selection"), "<Control><Shift>h", CHANGE | SWIMLANE,
          NULL),
  WINDOW (MARKS, "win.toggle-path::1", N_ ("Put Flows on Path 1, or Take Them Off"), "<Alt>1", CHANGE | SWIMLANE | SELECTION,
          N_ ("Put the selected flows on path 1 to 5, or take them off")),
  WINDOW (MARKS, "win.toggle-path::2", N_ ("Put Flows on Path 2, or Take Them Off"), "<Alt>2", CHANGE | SWIMLANE | SELECTION,
          N_ ("Put the selected flows on path 1 to 5, or take them off")),
  WINDOW (MARKS, "win.toggle-path::3", N_ ("Put Flows on Path 3, or Take Them Off"), "<Alt>3", CHANGE | SWIMLANE | SELECTION,
          N_ ("Put the selected flows on path 1 to 5, or take them off")),
  WINDOW (MARKS, "win.toggle-path::4", N_ ("Put Flows on Path 4, or Take Them Off"), "<Alt>4", CHANGE | SWIMLANE | SELECTION,
          N_ ("Put the selected flows on path 1 to 5, or take them off")),
  WINDOW (MARKS, "win.toggle-path::5", N_ ("Put Flows on Path 5, or Take Them Off"), "<Alt>5", CHANGE | SWIMLANE | SELECTION,
          N_ ("Put the selected flows on path 1 to 5, or take them off")),
  WINDOW (MARKS, "win.pick-flows", N_ ("Pick the Flows of a Happy Path"), "<Alt>0", CHANGE | SWIMLANE,
          NULL),
  WINDOW (MARKS, "win.toggle-mark::moment-of-truth", N_ ("Mark as a Moment of Truth"), "<Control><Alt>m", CHANGE | CAIRN_NEEDS_STEP,
          NULL),
  WINDOW (MARKS, "win.toggle-mark::first-value", N_ ("Mark as the First Value"), "<Control><Alt>f", CHANGE | CAIRN_NEEDS_STEP,
          NULL),
  WINDOW (MARKS, "win.toggle-mark::clock-start", N_ ("Mark as the Start of the Clock"), "<Control><Alt>k", CHANGE | CAIRN_NEEDS_STEP,
          NULL),
  WINDOW (MARKS, "win.feeling::up", N_ ("Happier"), "<Alt>plus <Alt>equal <Alt>KP_Add", CHANGE | SWIMLANE | SELECTION,
          N_ ("Happier, unhappier")),
  WINDOW (MARKS, "win.feeling::down", N_ ("Unhappier"), "<Alt>minus <Alt>KP_Subtract", CHANGE | SWIMLANE | SELECTION,
          N_ ("Happier, unhappier")),
  WINDOW (MARKS, "win.feeling::wanted-up", N_ ("To Be Happier"), "<Control><Alt>plus <Control><Alt>equal <Control><Alt>KP_Add", CHANGE | SWIMLANE | SELECTION,
          N_ ("To be happier, unhappier")),
  WINDOW (MARKS, "win.feeling::wanted-down", N_ ("To Be Unhappier"), "<Control><Alt>minus <Control><Alt>KP_Subtract", CHANGE | SWIMLANE | SELECTION,
          N_ ("To be happier, unhappier")),
  WINDOW (MARKS, "win.feeling::clear", N_ ("Clear the Emotion"), "<Alt>BackSpace", CHANGE | SWIMLANE | SELECTION,
          NULL),
  EVERYWHERE (MARKS, "win.show-emotions", N_ ("Show or Hide the Emotion Band"), "<Control><Alt>e", SWIMLANE, NULL),

  CANVAS (GOING, "canvas.go-left", N_ ("Go to the Neighbour at the Left"), "<Alt>Left", DIAGRAM,
          N_ ("Go to the neighbour left, right")),
  CANVAS (GOING, "canvas.go-right", N_ ("Go to the Neighbour at the Right"), "<Alt>Right", DIAGRAM,
          N_ ("Go to the neighbour left, right")),
  CANVAS (GOING, "canvas.go-up", N_ ("Go to the Neighbour Above"), "<Alt>Up", DIAGRAM,
          N_ ("Go to the neighbour above, below")),
  CANVAS (GOING, "canvas.go-down", N_ ("Go to the Neighbour Below"), "<Alt>Down", DIAGRAM,
          N_ ("Go to the neighbour above, below")),
  CANVAS (GOING, "canvas.go-flow-in", N_ ("Go to the Flow That Arrives"), "<Alt><Shift>Left", ONE,
          N_ ("Go to the flow that arrives, that leaves")),
  CANVAS (GOING, "canvas.go-flow-out", N_ ("Go to the Flow That Leaves"), "<Alt><Shift>Right", ONE,
          N_ ("Go to the flow that arrives, that leaves")),
  CANVAS (GOING, "canvas.go-previous", N_ ("Go to the Previous Step"), "<Alt>Page_Up <Shift>Tab", DIAGRAM,
          N_ ("Go to the previous, next step")),
  CANVAS (GOING, "canvas.go-next", N_ ("Go to the Next Step"), "<Alt>Page_Down", DIAGRAM,
          N_ ("Go to the previous, next step")),
  CANVAS (GOING, "canvas.go-lane-first", N_ ("Go to the First Step of the Lane"), "Home", DIAGRAM,
          N_ ("Go to the first, last step of the lane")),
  CANVAS (GOING, "canvas.go-lane-last", N_ ("Go to the Last Step of the Lane"), "End", DIAGRAM,
          N_ ("Go to the first, last step of the lane")),
  CANVAS (GOING, "canvas.go-first", N_ ("Go to the First Step"), "<Control>Home", DIAGRAM,
          N_ ("Go to the first, last step")),
  CANVAS (GOING, "canvas.go-last", N_ ("Go to the Last Step"), "<Control>End", DIAGRAM,
          N_ ("Go to the first, last step")),
  WINDOW (GOING, "win.select-all", N_ ("Select All"), "<Control>a", DIAGRAM, NULL),
  WINDOW (GOING, "win.select-none", N_ ("Select Nothing"), "<Control><Shift>a", SELECTION, NULL),
  CANVAS (GOING, "canvas.escape", N_ ("Leave the Tool, the Selection"), "Escape", 0, NULL),

  LISTED (LABEL, N_ ("Done"), "Return"),
  LISTED (LABEL, N_ ("Done, and the next step"), "Tab"),
  LISTED (LABEL, N_ ("New line"), "<Shift>Return"),
  LISTED (LABEL, N_ ("Take it back"), "Escape"),

  CANVAS (TOOLS, "win.tool::select", N_ ("Select and Move"), "v", DIAGRAM, NULL),
  CANVAS (TOOLS, "win.tool::hand", N_ ("Move the Paper"), "h", DIAGRAM, NULL),
  CANVAS (TOOLS, "win.tool::lasso", N_ ("Draw a Frame Around Steps"), "l", DIAGRAM, NULL),
  CANVAS (TOOLS, "win.tool::room", N_ ("Make Room: Put a Stage or a Lane in Between"), "s", CHANGE | SWIMLANE, NULL),
  CANVAS (TOOLS, "win.tool::touchpoint", N_ ("Place a Touchpoint"), "p", CHANGE | DIAGRAM, NULL),
  CANVAS (TOOLS, "win.tool::decision", N_ ("Place a Decision"), "d", CHANGE | SWIMLANE, NULL),
  CANVAS (TOOLS, "win.tool::connect", N_ ("Draw Connections"), "c", CHANGE | DIAGRAM, NULL),
  CANVAS (TOOLS, "win.tool::note", N_ ("Place a Note"), "n t", CHANGE | SWIMLANE, NULL),

  EVERYWHERE (FILES, "win.new", N_ ("New Journey"), "<Control>n", 0, NULL),
  EVERYWHERE (FILES, "win.open", N_ ("Open a Journey"), "<Control>o", 0, NULL),
  EVERYWHERE (FILES, "win.save", N_ ("Save"), "<Control>s", CHANGE, NULL),
  EVERYWHERE (FILES, "win.save-as", N_ ("Save As"), "<Control><Shift>s", CHANGE, NULL),
  EVERYWHERE (FILES, "win.save-template", N_ ("Save as a Template"), NULL, 0, NULL),
  EVERYWHERE (FILES, "win.export::", N_ ("Export"), "<Control><Shift>e", DIAGRAM, NULL),
  EVERYWHERE (FILES, "win.export-again", N_ ("Repeat the Last Export"), "<Control>e", DIAGRAM, NULL),
  EVERYWHERE (FILES, "window.close", N_ ("Close the Window"), "<Control>w", 0, NULL),
  EVERYWHERE (FILES, "app.quit", N_ ("Quit"), "<Control>q", 0, NULL),

  EVERYWHERE (FINDING, "win.find", N_ ("Find"), "<Control>f", 0, NULL),
  EVERYWHERE (FINDING, "win.replace", N_ ("Find and Replace"), "<Control>h", CHANGE, NULL),
  EVERYWHERE (FINDING, "win.find-next", N_ ("Find the Next"), "F3", 0, N_ ("Next, previous place found")),
  EVERYWHERE (FINDING, "win.find-previous", N_ ("Find the Previous"), "<Shift>F3", 0,
              N_ ("Next, previous place found")),
  LISTED (FINDING, N_ ("Next, previous, while searching"), "<Control>g <Control><Shift>g"),
  LISTED (FINDING, N_ ("Upper and lower case differ, whole words"), "<Alt>c <Alt>w"),
  EVERYWHERE (FINDING, "win.compare-segments", N_ ("Compare Two Segments"), "<Control><Alt>g", 0, NULL),
  EVERYWHERE (FINDING, "win.compare-base", N_ ("Compare with the Base of This Variant"), "<Control><Alt>b", DIAGRAM, NULL),
  EVERYWHERE (FINDING, "win.compare-version", N_ ("Compare As Is and To Be"), "<Control><Alt>t", DIAGRAM, NULL),
  EVERYWHERE (FINDING, "win.compare-file", N_ ("Compare with a File"), NULL, 0, NULL),
  EVERYWHERE (FINDING, "win.next-difference", N_ ("Next Difference"), "F7", 0, N_ ("Next, previous difference")),
  EVERYWHERE (FINDING, "win.previous-difference", N_ ("Previous Difference"), "<Shift>F7", 0,
              N_ ("Next, previous difference")),
  EVERYWHERE (FINDING, "win.stop-comparing", N_ ("Stop Comparing"), NULL, 0, NULL),
  EVERYWHERE (FILES, "win.take-snapshot", N_ ("Take a Snapshot"), "<Control><Alt>s", CHANGE, NULL),
  EVERYWHERE (FILES, "win.snapshots", N_ ("Snapshots"), "<Control><Alt>h", 0, NULL),

  EVERYWHERE (VIEW, "win.zoom-in", N_ ("Zoom In"), "<Control>plus <Control>equal <Control>KP_Add", DIAGRAM, NULL),
  EVERYWHERE (VIEW, "win.zoom-out", N_ ("Zoom Out"), "<Control>minus <Control>KP_Subtract", DIAGRAM, NULL),
  EVERYWHERE (VIEW, "win.zoom-100", N_ ("Original Size"), "<Control>0 <Control>KP_0", DIAGRAM, NULL),
  EVERYWHERE (VIEW, "win.zoom-fit", N_ ("Whole Diagram"), "<Control>1", DIAGRAM, NULL),
  EVERYWHERE (VIEW, "win.zoom-selection", N_ ("Zoom to the Selection"), "<Control>2", SELECTION, NULL),
  EVERYWHERE (VIEW, "win.zoom-width", N_ ("Zoom to the Width"), "<Control>3", DIAGRAM, NULL),
  LISTED (VIEW, N_ ("Whole diagram, selection, width, with the focus on the drawing"), "<Shift>1 <Shift>2 <Shift>3"),
  EVERYWHERE (VIEW, "win.previous-diagram", N_ ("Previous Diagram"), "<Control>Page_Up", DIAGRAM, NULL),
  EVERYWHERE (VIEW, "win.next-diagram", N_ ("Next Diagram"), "<Control>Page_Down", DIAGRAM, NULL),
  EVERYWHERE (VIEW, "win.show-inspector", N_ ("Inspector"), "F9", 0, NULL),
  WINDOW (VIEW, "win.inspect", N_ ("Go to the Properties of What Is Selected"), "<Alt>Return", 0, NULL),
  EVERYWHERE (VIEW, "win.show-sidebar", N_ ("Journey and Outline"), "<Control>F9", 0, NULL),
  WINDOW (VIEW, "win.show-pile-ups", N_ ("Where Customers Pile Up"), NULL, 0, NULL),
  WINDOW (VIEW, "win.show-beside", N_ ("Another Diagram Beside"), "F12", DIAGRAM, NULL),
  WINDOW (VIEW, "win.show-minimap", N_ ("Small Map of a Large One"), NULL, 0, NULL),
  EVERYWHERE (VIEW, "win.next-pane", N_ ("Next Pane"), "F6", 0, N_ ("Next, previous pane")),
  EVERYWHERE (VIEW, "win.previous-pane", N_ ("Previous Pane"), "<Shift>F6", 0, N_ ("Next, previous pane")),
  EVERYWHERE (VIEW, "win.fullscreen", N_ ("Full Screen"), "F11", 0, NULL),

  EVERYWHERE (TIMINGS, "win.timings", N_ ("Show or Hide Timings"), "<Control><Shift>o", 0, NULL),
  EVERYWHERE (TIMINGS, "win.next-timings-window", N_ ("Next Span of Time"), "F8", 0,
          N_ ("Next, previous span of time")),
  EVERYWHERE (TIMINGS, "win.previous-timings-window", N_ ("Previous Span of Time"), "<Shift>F8", 0,
          N_ ("Next, previous span of time")),
  EVERYWHERE (TIMINGS, "win.stage-details", N_ ("Stage Details: Who Is Behind the Figures"), "<Control>i",
              DIAGRAM | CAIRN_NEEDS_SOURCE, NULL),
  LISTED (TIMINGS, N_ ("In the details: first to last page"), "<Alt>1 <Alt>7"),
  LISTED (TIMINGS, N_ ("In the details: copy the page, copy it as CSV"), "<Control>c <Control><Shift>c"),
  LISTED (TIMINGS, N_ ("In the details: search the customers"), "<Control>f"),
  EVERYWHERE (TIMINGS, "win.gaps", N_ ("Gaps and Actions: Missed Targets, Why, and What Is Done"), "<Control><Alt>p",
              DIAGRAM | CAIRN_NEEDS_SOURCE, NULL),
  LISTED (TIMINGS, N_ ("In gaps and actions: edit a cell, show all stages"), "F2 <Control><Shift>a"),
  EVERYWHERE (TIMINGS, "win.edit-filter", N_ ("Filter Customers"), "<Control><Shift>f", CAIRN_NEEDS_SOURCE, NULL),
  EVERYWHERE (TIMINGS, "win.clear-filter", N_ ("Count All Customers Again"), NULL, CAIRN_NEEDS_SOURCE | CHANGE, NULL),
  EVERYWHERE (TIMINGS, "win.look-back", N_ ("Look Back: Drag “Now” through the Past"), "<Control><Shift>b",
          CAIRN_NEEDS_SOURCE, NULL),
  EVERYWHERE (TIMINGS, "win.play-timings", N_ ("Play the Past"), NULL, CAIRN_NEEDS_SOURCE, NULL),
  LISTED (TIMINGS, N_ ("While looking back: a day"), "Left Right"),
  LISTED (TIMINGS, N_ ("While looking back: a week"), "<Shift>Left <Shift>Right"),
  EVERYWHERE (TIMINGS, "win.alerts", N_ ("Alerts"), "<Control><Shift>j", 0, NULL),
  EVERYWHERE (TIMINGS, "win.stop-comparing-timings", N_ ("Stop Comparing Timings"), NULL, CAIRN_NEEDS_SOURCE, NULL),
  EVERYWHERE (TIMINGS, "win.refresh", N_ ("Read the Database Again"), "<Control>r", CAIRN_NEEDS_SOURCE, NULL),
  EVERYWHERE (TIMINGS, "win.database", N_ ("Timings Database"), NULL, CHANGE, NULL),
  EVERYWHERE (TIMINGS, "win.import-next", N_ ("Import the Next File"), "<Control><Alt>i", CHANGE | CAIRN_NEEDS_SOURCE, NULL),
  EVERYWHERE (TIMINGS, "win.data-quality", N_ ("Data Quality"), "<Control><Alt>q", CAIRN_NEEDS_SOURCE, NULL),
  EVERYWHERE (TIMINGS, "win.copy-change-log", N_ ("Copy a Script That Lets the Database Note Its Changes"), NULL,
          CAIRN_NEEDS_SOURCE, NULL),

  EVERYWHERE (GENERAL, "app.help", N_ ("Help"), "F1", 0, NULL),
  EVERYWHERE (GENERAL, "win.palette", N_ ("Command Palette"), "<Control><Shift>p <Control>slash", 0, NULL),
  EVERYWHERE (GENERAL, "win.preferences", N_ ("Preferences"), "<Control>comma", 0, NULL),
  EVERYWHERE (GENERAL, "win.show-help-overlay", N_ ("Keyboard Shortcuts"), "<Control>question", 0, NULL),
  LISTED (GENERAL, N_ ("Main menu"), "F10"),
  CANVAS (GENERAL, "canvas.menu", N_ ("Menu of What Is Selected"), "Menu <Shift>F10", 0, NULL),
  EVERYWHERE (GENERAL, "app.about", N_ ("About Cairn"), NULL, 0, NULL),

  POINTER (N_ ("Select; add to the selection; toggle"), N_ ("Click; Shift+click; Ctrl+click")),
  POINTER (N_ ("Select what it touches"), N_ ("Drag on empty paper")),
  POINTER (N_ ("Move steps, branches, lanes or stages"), N_ ("Drag a step, a branch or a header")),
  POINTER (N_ ("Move a team"), N_ ("Drag its header")),
  POINTER (N_ ("Collapse, expand a lane or stage"), N_ ("Click the double arrow on its header")),
  POINTER (N_ ("Copy steps"), N_ ("Ctrl+drag")),
  POINTER (N_ ("Keep to the lane, to the stage"), N_ ("Shift+drag")),
  POINTER (N_ ("Add a lane or stage"), N_ ("Click the + on the edge of a header")),
  POINTER (N_ ("Make room in a lane or stage"), N_ ("Drag the edge of a header; double-click for no more than needed")),
  POINTER (N_ ("Connect"), N_ ("Drag from a handle")),
  POINTER (N_ ("Connect to a new step"), N_ ("Drag from a handle to an empty place, choose its kind")),
  POINTER (N_ ("Put a step into a flow"), N_ ("Drop it on the flow; or drag a tool there")),
  POINTER (N_ ("New step"), N_ ("Double-click an empty cell")),
  POINTER (N_ ("Edit a name"), N_ ("Double-click it")),
  POINTER (N_ ("Attach a playbook"), N_ ("Drag it onto a step")),
  POINTER (N_ ("What a figure means"), N_ ("Rest the pointer on it")),
  POINTER (N_ ("Who is behind a figure"), N_ ("Click it, on the map or in the list below")),
  POINTER (N_ ("Change how customers feel; how they are to feel"), N_ ("Drag a point of the emotion band; with Shift")),
  POINTER (N_ ("Menu"), N_ ("Right-click; rest a finger")),
  POINTER (N_ ("Move the view"), N_ ("Space+drag, middle button, wheel, two fingers; press in the small map")),
  POINTER (N_ ("Zoom to the pointer"), N_ ("Ctrl+wheel or pinch")),
};
/* clang-format on */

static const char *const titles[] = {
  [CAIRN_SECTION_STEPS] = N_ ("Steps and Items"),
  [CAIRN_SECTION_EDITING] = N_ ("Editing"),
  [CAIRN_SECTION_BANDS] = N_ ("Lanes, Stages, Diagrams"),
  [CAIRN_SECTION_MARKS] = N_ ("Paths, Marks, Emotions"),
  [CAIRN_SECTION_GOING] = N_ ("Going About"),
  [CAIRN_SECTION_LABEL] = N_ ("While Editing a Name"),
  [CAIRN_SECTION_TOOLS] = N_ ("Tools, with Nothing Selected"),
  [CAIRN_SECTION_FILES] = N_ ("Files"),
  [CAIRN_SECTION_FINDING] = N_ ("Finding"),
  [CAIRN_SECTION_VIEW] = N_ ("View"),
  [CAIRN_SECTION_TIMINGS] = N_ ("Timings"),
  [CAIRN_SECTION_GENERAL] = N_ ("General"),
  [CAIRN_SECTION_POINTER] = N_ ("Mouse and Touchpad"),
};

const CairnAction *
cairn_action_table (guint *n_actions)
{
  *n_actions = G_N_ELEMENTS (table);
  return table;
}

const char *
cairn_action_section_title (CairnActionSection section)
{
  return _ (titles[section]);
}
