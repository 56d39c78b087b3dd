#!/bin/sh
# Puts a built program, its manual page, its completions, the README and the license into one
# archive: package.sh PROGRAM NAME makes NAME.tar.gz, or NAME.zip of a PROGRAM for Windows.
set -eu
program=$1
name=$2
mkdir -p "$name/completions"
cp "$program" README.md LICENSE questions.yaml "$name/"
"$program" man > "$name/align.1"
"$program" completions bash > "$name/completions/align.bash"
"$program" completions zsh > "$name/completions/_align"
"$program" completions fish > "$name/completions/align.fish"
"$program" completions powershell > "$name/completions/_align.ps1"
"$program" completions elvish > "$name/completions/align.elv"
case $program in
*.exe) 7z a "$name.zip" "$name" > /dev/null ;;
*) tar -czf "$name.tar.gz" "$name" ;;
esac
