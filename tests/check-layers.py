#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the code to docs/ARCHITECTURE.md: who may include whom, and how long a file and a function may grow.

usage: check-layers.py [SOURCE-ROOT]      prints TAP
"""
import re
import sys
from pathlib import Path

# room: the rooms it may look at; what those may look at comes with them.
ROOMS = {
    'base': [],
    'model': ['base'],
    'history': ['model'],
    'command': ['history', 'model'],
    'io': ['model'],
    'timing': ['base'],
    'insight': ['model', 'timing', 'simulator'],
    'layout': ['model'],
    'render': ['layout', 'timing', 'insight'],
    'cli': ['command', 'io', 'render'],
    'simulator': ['base'],
    'canvas': ['render', 'command'],
    'ui': ['canvas', 'io', 'insight'],
    'app': ['ui', 'cli'],
}
WITH_GTK = {'canvas', 'ui', 'app'}
NO_ROOM = re.compile(r'config\.h|cairn-(core-)?resources\.h')
MAX_FILE, MAX_FUNCTION = 900, 120


def allowed(room, seen=None):
    """The rooms that ROOM may include, itself among them."""
    seen = {room} if seen is None else seen
    for other in ROOMS[room]:
        if other not in seen:
            seen.add(other)
            allowed(other, seen)
    return seen


def includes(text):
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r'\s*#\s*(?:include|import)\s*(["<])([^">]+)[">]', line)
        if found:
            yield number, found[1], found[2]


def check_includes(path, text):
    room = path.split('/')[1]
    if room not in ROOMS:
        return [f'{path}: the room "{room}" is not in the table of docs/ARCHITECTURE.md and tests/check-layers.py']
    wrong = []
    for number, kind, name in includes(text):
        first = name.split('/')[0]
        if kind == '<':
            if first in ROOMS and '/cairn-' in name:
                wrong.append(f'{path}:{number}: write "{name}" in quotes, so that the layers can be checked')
            elif re.match(r'(gtk|gdk|gsk|adwaita)\b(?!-pixbuf)', name) and room not in WITH_GTK:
                wrong.append(f'{path}:{number}: <{name}>: {room}/ stands above the line and may not see GTK')
        elif '/' not in name:
            if not NO_ROOM.fullmatch(name):
                wrong.append(f'{path}:{number}: write "{room}/{name}": every header is named with its room')
        elif '..' in name or first not in ROOMS:
            wrong.append(f'{path}:{number}: "{name}" is in no room')
        elif first not in allowed(room):
            wrong.append(f'{path}:{number}: {room}/ may not look at {first}/ ("{name}")')
        elif first != room and name.endswith('-private.h'):
            wrong.append(f'{path}:{number}: "{name}" is private to {first}/')
    return wrong


def check_file_length(path, text):
    lines = text.count('\n')
    return [f'{path}: {lines} lines, more than {MAX_FILE}: split it by concern'] if lines > MAX_FILE else []


def check_function_length(path, text):
    """A function is a block between braces in the first column, after a line that ends its head with a bracket."""
    wrong, start, name, head = [], 0, '', ''
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith('{') and not start and head.rstrip().endswith(')'):
            start = number
        elif line.startswith('}') and start:
            length = number - start + 1
            if length > MAX_FUNCTION:
                wrong.append(f'{path}:{start}: {name} has {length} lines, more than {MAX_FUNCTION}')
            start = 0
        elif line.strip() and not start:
            found = re.match(r'(\w+) \(', line)
            name, head = (found[1] if found else name), line
    return wrong


def check_licence(path, text):
    top = '\n'.join(text.splitlines()[:2])
    return [] if 'SPDX-License-Identifier: GPL-3.0-or-later' in top else [f'{path}: no SPDX licence line at the top']


def check_once(path, text):
    if not path.endswith('.h') or '#pragma once' in text:
        return []
    return [f'{path}: a header starts with #pragma once']


def over(root, folders, patterns, check):
    wrong = []
    for folder in folders:
        for pattern in patterns:
            for path in sorted((root / folder).rglob(pattern)):
                wrong += check(path.relative_to(root).as_posix(), path.read_text(encoding='utf-8'))
    return wrong


def noticed(check, path, good, bad):
    """The check lets GOOD pass and says one thing about each text of BAD."""
    wrong = [f'refused: {text!r}' for text in good if check(path, text)]
    return wrong + [f'not noticed: {text!r}' for text in bad if len(check(path, text)) != 1]


def self_test():
    body = lambda lines: 'static int\nf (int a,\n   int b)\n{\n' + '  ;\n' * (lines - 2) + '}\n'
    table = 'static const int t[] =\n{\n' + '  1,\n' * 500 + '};\n'
    return (noticed(check_includes, 'src/layout/cairn-x.c',
                    ['#include "base/cairn-time.h"\n', '#include "layout/cairn-x-private.h"\n', '#include "config.h"\n',
                     '#include <gio/gio.h>\n'],
                    ['#include "timing/cairn-visit.h"\n', '# include "io/cairn-reader.h"\n', '#include "cairn-x.h"\n',
                     '#include "../model/cairn-x.h"\n', '#include <model/cairn-x.h>\n', '#include <gtk/gtk.h>\n',
                     '#include <adwaita.h>\n', '#include <gdk/x11/gdkx.h>\n', '#include "model/cairn-x-private.h"\n',
                     '#include "nowhere/cairn-x.h"\n'])
            + noticed(check_includes, 'src/ui/cairn-x.c', ['#include <gtk/gtk.h>\n', '#include "base/cairn-time.h"\n'],
                      ['#include "cli/cairn-cli.h"\n'])
            + noticed(check_includes, 'src/attic/cairn-x.c', [], ['\n'])
            + noticed(check_function_length, 'x.c', [body(MAX_FUNCTION), table], [body(MAX_FUNCTION + 1)])
            + noticed(check_file_length, 'x.c', ['\n' * MAX_FILE], ['\n' * (MAX_FILE + 1)])
            + noticed(check_licence, 'x.c', ['/* SPDX-License-Identifier: GPL-3.0-or-later */\n'], ['#include "x"\n'])
            + noticed(check_once, 'x.h', ['#pragma once\n'], ['#ifndef X_H\n']))


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent)
    c_files, code = ['*.c', '*.h'], ['src', 'tests']
    points = [
        ('the checks notice what they forbid', self_test()),
        ('every include respects the rooms', over(root, ['src'], c_files, check_includes)),
        (f'no file is longer than {MAX_FILE} lines', over(root, code, c_files, check_file_length)),
        (f'no function is longer than {MAX_FUNCTION} lines', over(root, code, ['*.c'], check_function_length)),
        ('every file names its licence', over(root, code, c_files + ['*.py', '*.sh'], check_licence)),
        ('every header is read once', over(root, code, ['*.h'], check_once)),
    ]
    print(f'1..{len(points)}')
    for number, (what, wrong) in enumerate(points, 1):
        print('not ok' if wrong else 'ok', number, '-', what)
        for line in wrong:
            print('#', line)
    return any(wrong for _, wrong in points)


if __name__ == '__main__':
    sys.exit(main())
