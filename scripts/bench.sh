#!/usr/bin/env bash
# Measures what docs and issues promise, each figure beside what is asked. Release builds; on the machine as it is, its load is printed.
#   scripts/bench.sh deliveries     100,000 deliveries over all villages: first send, all sent, memory of the server; three runs
#     --people                      the gateway's people answer meanwhile
#   scripts/bench.sh dispatch       SMS to 100,000 and 1,000,000 residents; beside it the gateway alone and what people would pick instead
#     N …                           other sizes
#   scripts/bench.sh storm          10,000 requests/s of 500,000 residents for five minutes, officers meanwhile and alone, overload
#     --seconds N                   shorter, with fewer residents
#   scripts/bench.sh kills          50,000 deliveries, kill -9 at ten random moments, and the other faults (GOVLIAISON_TEST_SEED repeats a run)
#   scripts/bench.sh demo           a demo of 1,000,000 residents
#   scripts/bench.sh tree           filter of the tree over all divisions
#   scripts/bench.sh page           the resident's page: bytes and requests
#   scripts/bench.sh all            one after another
# Exit codes: 1 a figure was missed, 2 wrong argument.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/lib.sh

run() {
    local project=$1
    shift
    dotnet build "tests/$project" -c Release -v quiet -nologo
    "tests/$project/bin/Release/net10.0/$project" "$@"
}

main() {
    case ${1:-} in
        deliveries | dispatch | demo | tree | page | storm) run GovLiaison.Benchmarks "$@" ;;
        kills) run GovLiaison.Fault.Tests -noLogo -showLiveOutput ;;
        all)
            local figure missed=0
            for figure in tree page deliveries kills demo; do
                printf '\n== %s\n' "$figure"
                main "$figure" || missed=1
            done
            return "$missed"
            ;;
        *) sed -n '2,14s/^# \{0,1\}//p' "$0" >&2; return 2 ;;
    esac
}

plain_environment
need_dotnet
main "$@"
