#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What came out of "meson test": the failures in brief, then "N passed, N failed", counting single checks.

usage: summary.py BUILD-FOLDER…      succeeds when nothing failed and something passed
"""
import json
import re
import sys
from pathlib import Path

POINT = re.compile(r'(not )?ok\b(.*)')
NOISE = re.compile(r'# .*-DEBUG: |# (Start|End) of |ok ')
SHOWN = 40


def count(test):
    """Passed and failed checks of one program; one that crashed, hung or said nothing has failed once more."""
    passed = failed = 0
    for line in test.get('stdout', '').splitlines():
        point = POINT.match(line)
        if not point or re.search(r'# *SKIP\b', point[2], re.I):
            continue
        failed, passed = (failed + 1, passed) if point[1] else (failed, passed + 1)
    good = test['result'] in ('OK', 'SKIP')
    if not good and not failed:
        failed = 1
    if test['result'] == 'OK' and not passed:
        passed = 1
    return passed, failed


def brief(test):
    lines = (test.get('stdout', '') + test.get('stderr', '')).splitlines()
    return [line for line in lines if line.strip() and not NOISE.match(line)][-SHOWN:]


def main():
    passed = failed = 0
    for folder in sys.argv[1:]:
        log = Path(folder) / 'meson-logs' / 'testlog.json'
        if not log.exists():
            print(f'{folder}: the tests did not run')
            failed += 1
            continue
        for line in log.read_text(encoding='utf-8').splitlines():
            test = json.loads(line)
            good, bad = count(test)
            passed, failed = passed + good, failed + bad
            if bad:
                print(f'\n--- {folder}: {test["name"]}: {test["result"]}')
                print('\n'.join(brief(test)))
    print(f'{passed} passed, {failed} failed')
    return failed > 0 or passed == 0


if __name__ == '__main__':
    sys.exit(main())
