#!/usr/bin/env bash
# Takes a picture of every screen of a living demo (zh/en, light/dark, 1366x768 and 360x640) and lays them on contact sheets:
#   scripts/screens.sh [FOLDER]     FOLDER (var/screens) receives sheet-*.png, sheet-*.html and the pictures
# It makes a demo of its own on free ports and ends it again. Needs what test.sh installs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/lib.sh

case ${1:-} in
    -*) sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
plain_environment
need_dotnet
install_missing chromium fonts-noto-cjk
GOVLIAISON_SCREENS=$(realpath -m -- "${1:-var/screens}")
export GOVLIAISON_SCREENS
rm -f "$GOVLIAISON_SCREENS"/*.png "$GOVLIAISON_SCREENS"/sheet-*.html
dotnet build -c Release tests/GovLiaison.Browser.Tests -v quiet -nologo
code=0
tests/GovLiaison.Browser.Tests/bin/Release/net10.0/GovLiaison.Browser.Tests -noColor -noLogo \
    -class GovLiaison.Browser.Tests.ScreensTests || code=$?
ls "$GOVLIAISON_SCREENS"/sheet-*.png
exit "$code"
