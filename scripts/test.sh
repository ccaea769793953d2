#!/usr/bin/env bash
# Everything a change must pass, on a fresh Debian 12 with git, the .NET 10 SDK and root:
#   scripts/test.sh             all tests
#   scripts/test.sh web         only test projects with "web" in their name; where none has it, only namespaces that hold it
#   scripts/test.sh --long      also the tests that take longer than a change may wait for
# The last line is "N passed, N failed, N skipped"; the exit code is 0 only when tests ran and none failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/lib.sh
exec </dev/null

project_time_limit=20m

main() {
    step "Install what is missing"  install_missing postgresql chromium fonts-noto-cjk
    step "Restore tools"            dotnet tool restore
    step "Restore packages"         dotnet restore -v quiet
    step "Check format"             check_format
    step "Build without warnings"   build
    step "Check migrations"         scripts/migration.sh check
    step "Start PostgreSQL"         start_test_postgres
    local project
    for project in $(test_projects); do
        step "Test $project" run_tests "$project"
    done
}

# Layout only: names, usings and the other rules of .editorconfig are warnings of the build, hence errors there.
check_format() {
    local format=(dotnet format whitespace . --folder --include src/ tests/ --exclude '**/Migrations/' '**/obj/' '**/bin/')
    if ! "${format[@]}" --verify-no-changes; then
        echo "To mend it: ${format[*]@Q}"
        return 1
    fi
}

build() {
    dotnet build -c Release --no-restore -warnaserror -v quiet
    end_leftovers quietly # the compile server has done its work; tests need the memory
}

start_test_postgres() {
    if [[ -n ${GOVLIAISON_TEST_POSTGRESQL:-} ]]; then
        echo "GOVLIAISON_TEST_POSTGRESQL is given"
    elif postgres_bin >/dev/null; then
        export -n GOVLIAISON_TEST_RUN # it outlives the projects; finish stops it by its own id
        start_postgres
        export GOVLIAISON_TEST_RUN
        export GOVLIAISON_TEST_POSTGRESQL="Host=127.0.0.1;Port=$PG_PORT;Username=postgres;Database=postgres"
    else
        echo 'PostgreSQL is not installed: its tests are skipped as "unconfigured"'
    fi
}

# Shortest name first: the core speaks before what stands on it.
test_projects() {
    local all matching
    all=$(basename -a tests/*Tests | awk '{ print length, $0 }' | sort -n | cut -d' ' -f2)
    matching=$(grep -i -- "$filter" <<<"$all" || true)
    echo "${matching:-$all}"
}

run_tests() {
    local project=$1 code=0 report="$work/$1.xml" only=()
    if [[ -n $filter && ${project,,} != *"${filter,,}"* ]]; then
        only=(-namespace "*.$filter" -namespace "*.$filter.*")
    fi
    # In the background, so that this script hears at once when it is told to stop. A project that hangs is ended by
    # timeout and fails; what it started is ended below.
    timeout --foreground --kill-after=30s "$project_time_limit" "tests/$project/bin/Release/net10.0/$project" \
        -noColor -noLogo -noAutoReporters -result-xml "$report" ${only[@]+"${only[@]}"} &
    wait $! || code=$?
    count "$project" "$report" "$code"
    end_leftovers
}

# The runner ends with 0 when all passed and with 1 when a test failed; anything else, or no report, is a crash.
count() {
    local project=$1 report=$2 code=$3 p=0 f=0 s=0 e=0 head=
    [[ ! -s $report ]] || head=$(grep -o '<assembly [^>]*>' "$report" || true)
    if [[ -n $head ]]; then
        p=$(attribute passed "$head") f=$(attribute failed "$head") s=$(attribute skipped "$head") e=$(attribute errors "$head")
    fi
    passed=$((passed + p)) failed=$((failed + f + e)) skipped=$((skipped + s))
    if [[ -z $head ]] || ((code > 1 || (code == 1 && f + e == 0))); then
        failed=$((failed + 1))
        echo "$project crashed or ran out of time (exit code $code): counted as one failure more"
    elif ((p + f + s + e == 0)); then
        echo "$project has nothing to run"
    fi
}

attribute() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$2"; }

# --- the frame around the steps --------------------------------------------------------------------------------------

step() {
    current=$1
    shift
    local begin=$SECONDS
    printf '\n== %s\n' "$current"
    "$@"
    printf -- '-- %s: %s s\n' "$current" $((SECONDS - begin))
    current=
}

# Whatever was started below this script carries its mark: compile servers, browsers, gateways left by a killed test.
end_leftovers() {
    local file pid
    for file in $(grep -lzxs "GOVLIAISON_TEST_RUN=$GOVLIAISON_TEST_RUN" /proc/[0-9]*/environ || true); do
        pid=${file//[!0-9]/}
        is_running "$pid" || continue
        [[ ${1:-} == quietly ]] || echo "left running, ended now: $pid $(tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c1-120)"
        stop "$pid" TERM 5
    done
}

finish() {
    local code=$?
    trap - EXIT
    set +e
    if [[ -n $current ]]; then
        printf '\nStopped in the step "%s".\n' "$current"
        code=1
    fi
    stop_postgres
    end_leftovers quietly
    rm -rf "$work" "/tmp/$SharedCompilationId"
    if ((failed > 0 || passed + failed == 0)); then
        code=1
    fi
    printf '\n%s s in all\n' "$SECONDS"
    echo "$passed passed, $failed failed, $skipped skipped"
    exit "$code"
}

passed=0 failed=0 skipped=0 current=start filter=
while (($# > 0)); do
    case $1 in
        --long) export GOVLIAISON_TEST_LONG=1 ;;
        -*) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
        *) filter=$1 ;;
    esac
    shift
done

plain_environment
work=$(mktemp -d /var/tmp/govliaison-test.XXXXXX)
export TMPDIR=$work GOVLIAISON_TEST_RUN=$$-$RANDOM
# A compile server of our own, so that ending it takes none away from another build of this user.
export SharedCompilationId=govliaison-$GOVLIAISON_TEST_RUN
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
need_dotnet
main
