#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""po/POTFILES.in names exactly the files that hold words for people.

usage: check-potfiles.py [--fix] [SOURCE-ROOT]      prints TAP; --fix writes the list
"""
import re
import shutil
import subprocess
import sys
from pathlib import Path

# What gettext's rules find in each kind of file.
WORDS = {
    '.c': r'\b(?:N?C?_\s*\(\s*"|(?:g_d)?ngettext\s*\()',
    '.h': r'\b(?:N?C?_\s*\(\s*"|(?:g_d)?ngettext\s*\()',
    '.ui': r'translatable="(?:yes|true)"',
    '.in': r'^\[Desktop Entry\]|<component\b|<schemalist\b|<mime-info\b',
    '.xml': r'<component\b|<schemalist\b',
}
# The words of meson's preset for GLib that this project uses.
KEYWORDS = ['--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2', '--keyword=g_dngettext:2,3',
            '--keyword=ngettext:1,2', '--flag=N_:1:pass-c-format']
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.S)


def holds_words(path):
    if path.suffix not in WORDS:
        return False
    text = path.read_text(encoding='utf-8')
    if path.suffix in ('.c', '.h'):
        text = COMMENT.sub('', text)
    return bool(re.search(WORDS[path.suffix], text, re.M))


def candidates(root):
    """In a clone only what is tracked; a folder that is unpacked from an archive has no list."""
    if shutil.which('git'):
        git = subprocess.run(['git', 'ls-files', '-z', 'src', 'data'], cwd=root, capture_output=True, text=True)
        if git.returncode == 0 and git.stdout:
            return [root / name for name in git.stdout.split('\0') if name]
    return [path for folder in ('src', 'data') for path in (root / folder).rglob('*')]


def extract(root, names):
    """What gettext says about the words themselves, such as a plural without its singular."""
    run = subprocess.run(['xgettext', '--from-code=UTF-8', '--add-comments=translators', '--output=-', *KEYWORDS,
                          *(n for n in names if n.endswith(('.c', '.h')))], cwd=root, capture_output=True, text=True)
    return run.stderr.splitlines() if run.returncode or run.stderr else []


def main():
    options = sys.argv[1:]
    fix = '--fix' in options
    roots = [o for o in options if o != '--fix']
    root = Path(roots[0] if roots else Path(__file__).resolve().parent.parent)
    listed = root / 'po' / 'POTFILES.in'
    want = sorted(p.relative_to(root).as_posix() for p in candidates(root) if p.is_file() and holds_words(p))
    if fix:
        listed.write_text(''.join(f'{name}\n' for name in want), encoding='utf-8')
        return 0
    have = [line for line in listed.read_text(encoding='utf-8').splitlines() if line and not line.startswith('#')]
    wrong = [f'missing: {name}' for name in want if name not in have]
    wrong += [f'holds no words for people: {name}' for name in have if name not in want]
    if wrong:
        wrong.append('tests/check-potfiles.py --fix writes the list')
    points = [('po/POTFILES.in names every file with words for people', wrong),
              ('gettext reads every one of them without complaint', extract(root, want))]
    print(f'1..{len(points)}')
    for number, (what, wrong) in enumerate(points, 1):
        print('not ok' if wrong else 'ok', number, '-', what)
        for line in wrong:
            print('#', line)
    return any(wrong for _, wrong in points)


if __name__ == '__main__':
    sys.exit(main())
