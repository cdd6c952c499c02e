#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No two entries of a menu have the same access key: the key would choose neither."""
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

FOLDER = pathlib.Path(__file__).resolve().parent.parent / 'data' / 'ui'


def label_of(entry):
    for attribute in entry.findall('attribute'):
        if attribute.get('name') == 'label':
            return attribute.text or ''
    return ''


def access_key(label):
    at = label.replace('__', '  ').find('_')
    return label[at + 1].lower() if 0 <= at < len(label) - 1 else None


def entries_of(level):
    """What is seen at once: sections are not levels of their own, menus within the menu are."""
    for child in level:
        if child.tag == 'section':
            yield from entries_of(child)
        elif child.tag in ('item', 'submenu'):
            yield child


def clashes_in(level, name):
    keys = {}
    for entry in entries_of(level):
        label = label_of(entry)
        key = access_key(label)
        if key in keys:
            yield f'{name}: “{keys[key]}” and “{label}”'
        elif key:
            keys[key] = label
        if entry.tag == 'submenu':
            yield from clashes_in(entry, f'{name}, {label}')


def main():
    files = sorted(FOLDER.glob('*.ui'))
    menus = [(path, menu) for path in files for menu in ElementTree.parse(path).getroot().iter('menu')]
    failed = False
    print(f'1..{len(menus)}')
    for number, (path, menu) in enumerate(menus, 1):
        clashes = list(clashes_in(menu, menu.get('id', 'menu')))
        failed = failed or bool(clashes)
        print(f"{'not ok' if clashes else 'ok'} {number} - {path.name} {menu.get('id')}")
        for clash in clashes:
            print(f'# {clash}')
    return 1 if failed or not menus else 0


if __name__ == '__main__':
    sys.exit(main())
