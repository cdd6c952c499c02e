#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Says (TAP) whether every C file looks as .clang-format wants it; "check-format.sh --fix" makes it so.
# Releases of clang-format differ in taste, so only the one that Debian 12 has decides.
cd "$(dirname "$0")/.." || exit 1

for tool in clang-format-14 clang-format; do
  case $("$tool" --version 2>/dev/null) in *' 14.'*) break ;; esac
  tool=
done
if [ -z "$tool" ]; then
  echo "1..0 # SKIP clang-format 14 is not installed"
  exit 0
fi

# In a clone only what is tracked; a folder that is unpacked from an archive has no list.
files () {
  if git ls-files --error-unmatch .clang-format >/dev/null 2>&1; then
    git ls-files -z -- 'src/*.[ch]' 'tests/*.[ch]'
  else
    find src tests -name '*.[ch]' -print0
  fi
}

if [ "${1:-}" = --fix ]; then
  files | xargs -0 "$tool" -i
  exit
fi

echo 1..1
if complaints=$(files | xargs -0 "$tool" --dry-run -Werror 2>&1); then
  echo 'ok 1 - every C file is formatted'
else
  echo 'not ok 1 - every C file is formatted (./dev format does it)'
  echo "$complaints" | sed -n 's/^\([^ :]*\):\([0-9]*\):.*/# \1:\2/p' | uniq | head -n 40
  exit 1
fi
