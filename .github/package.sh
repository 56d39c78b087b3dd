#!/bin/sh
# Puts a built program, its manual page, its completions, the README and the licence into one
# archive, laid out as below /usr/local: package.sh PROGRAM NAME makes NAME.tar.gz, or NAME.zip of
# a PROGRAM for Windows, and NAME.*.sha256 beside it.
set -eu
program=$1
name=$2
share=$name/share
project=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$name/bin" "$share/man/man1" "$share/doc/align" \
    "$share/bash-completion/completions" "$share/zsh/site-functions" "$share/fish/vendor_completions.d"
cp "$program" "$name/bin/"
cp "$project/README.md" "$project/LICENSE" "$project/questions.yaml" "$share/doc/align/"
"$program" man > "$share/man/man1/align.1"
"$program" completions bash > "$share/bash-completion/completions/align"
"$program" completions zsh > "$share/zsh/site-functions/_align"
"$program" completions fish > "$share/fish/vendor_completions.d/align.fish"
"$program" completions powershell > "$share/doc/align/_align.ps1"
"$program" completions elvish > "$share/doc/align/align.elv"
case $program in
*.exe)
    archive=$name.zip
    7z a "$archive" "$name" > /dev/null
    ;;
*)
    archive=$name.tar.gz
    tar -czf "$archive" "$name"
    ;;
esac
# macOS has no sha256sum, Linux not always shasum.
if command -v sha256sum > /dev/null; then
    sha256sum "$archive" > "$archive.sha256"
else
    shasum -a 256 "$archive" > "$archive.sha256"
fi
