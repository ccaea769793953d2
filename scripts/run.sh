#!/usr/bin/env bash
# Builds GovLiaison, makes the demo province and runs it until Ctrl-C, on a Debian 12 with git and the .NET 10 SDK:
#   scripts/run.sh                  console on http://127.0.0.1:5080, training gateway on 5081
#     --residents N                 how many residents the demo has (100000)
#     --seed S                      the same seed makes the same province (1)
#     --port P                      console on P, training gateway on P+1
#     --data DIR                    where the demo is kept (var/data); each run makes it anew
#     --keep                        goes on with the demo that is there
#     --postgres                    keeps the demo in a PostgreSQL of its own instead of SQLite; gone when the run ends
#     --no-build                    runs what was built before
#   scripts/run.sh --stop           ends the run whose data lie in DIR
# Exit codes: 1 something failed, 2 wrong option, 3 a port is in use.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/lib.sh

apps=$PWD/var/app
start_time_limit=60

main() {
    check_ports
    check_data
    ((build == 0)) || step "Build" build_apps
    prepare_data
    step "Prepare the database" prepare_database
    if ((keep == 0)); then
        step "Make the demo with $residents residents" make_demo
    fi
    step "Start the training gateway" start_app gateway "$gateway_address" /
    step "Start the console" start_app web "$web_address" /health
    # the first screen lives: a drill has just gone out, and the gateway's people answer it
    ((keep == 1)) || step "Send a training alert" cli demo start-alert
    show_addresses
    keep_running
}

# --- steps -----------------------------------------------------------------------------------------------------------

check_ports() {
    local taken
    for taken in "$port" "$gateway_port"; do
        if port_in_use "$taken"; then
            echo "端口 $taken 已被占用：请关闭占用它的程序，或用 --port 换一个端口（例如 --port $((port + 10))）。" >&2
            echo "Port $taken is in use: end the program that holds it, or choose another with --port (such as --port $((port + 10)))." >&2
            exit 3
        fi
    done
}

build_apps() {
    need_dotnet
    publish Web web
    publish Cli cli
    publish TrainingGateway gateway
    built=$SECONDS
}

# Published, not run from bin: only published output serves its static files outside the Development environment.
publish() {
    echo "publishing GovLiaison.$1"
    dotnet publish "src/GovLiaison.$1" -c Release -o "$apps/$2" -v quiet -nologo
}

# Only a folder that a run made itself is ever cleared.
check_data() {
    if [[ -d $data && ! -e $data/.govliaison-demo && -n $(ls -A "$data") ]]; then
        echo "$data holds files that no demo made. Choose another folder with --data; nothing was touched." >&2
        exit 1
    elif [[ -s $data/run.pid ]] && is_run "$(<"$data/run.pid")"; then
        echo "A demo runs from $data already; it is ended by: scripts/run.sh --stop --data $data" >&2
        exit 1
    elif ((keep == 1)) && [[ ! -e $data/govliaison.db ]]; then
        echo "$data holds no demo to go on with; run without --keep first." >&2
        exit 1
    fi
}

# Each run makes the demo anew, because its passwords are shown once and kept nowhere.
prepare_data() {
    mkdir -p "$data"
    touch "$data/.govliaison-demo"
    ((keep == 1)) || find "$data" -mindepth 1 ! -name .govliaison-demo -delete
    mkdir -p "$data/keys" "$data/logs"
    chmod 700 "$data" "$data/keys"
    echo $$ >"$data/run.pid"
}

# What the three programs are told, by the environment alone: nothing secret stands on a command line.
prepare_database() {
    if ((postgres == 1)); then
        install_missing postgresql
        start_postgres
        export Database__Provider=PostgreSql
        export Database__ConnectionString="Host=127.0.0.1;Port=$PG_PORT;Username=postgres;Database=govliaison"
    else
        export Database__Provider=Sqlite
        export Database__ConnectionString="Data Source=$data/govliaison.db"
    fi
    export Keys__Folder=$data/keys
    export Demo__PublicAddress=$web_address Demo__GatewayAddress=$gateway_address
    export Dispatch__PublicAddress=$web_address Scheduling__Folder=$data
    export Gateway__Ledger=$data/training-ledger.jsonl Gateway__CallbackBase=$web_address Gateway__Seed=$seed Gateway__Mode=training
    # the gateway and the demo's endpoints must share a secret; with --keep it is the one in the database already
    [[ -s $data/keys/gateway-secret ]] || (umask 077 && head -c 24 /dev/urandom | base64 | tr '+/' '-_' >"$data/keys/gateway-secret")
    Gateway__Secret=$(<"$data/keys/gateway-secret")
    export Gateway__Secret Demo__GatewaySecret=$Gateway__Secret
    # scripts/govliaison, run beside the demo, reads where it lies
    printf 'export %s=%q\n' Database__Provider "$Database__Provider" Database__ConnectionString "$Database__ConnectionString" \
        Keys__Folder "$Keys__Folder" Dispatch__PublicAddress "$Dispatch__PublicAddress" >"$data/demo.env"
    cli migrate
}

# The demo tells its progress on stderr and its accounts on stdout; they are shown when all runs, and kept nowhere.
make_demo() {
    accounts_file=$(mktemp "$data/accounts.XXXXXX") # mktemp makes it readable by its owner alone
    cli demo --residents "$residents" --seed "$seed" >"$accounts_file"
    accounts=$(<"$accounts_file")
    rm -f "$accounts_file"
}

# In the background, so that this script hears at once when it is told to stop.
cli() {
    local program=$apps/cli/govliaison code=0
    [[ -x $program ]] || program=$apps/cli/GovLiaison.Cli
    (cd "$data" && exec "$program" "$@" </dev/null) &
    pids[cli]=$!
    wait "${pids[cli]}" || code=$?
    unset 'pids[cli]'
    if ((code != 0)); then
        echo "govliaison $1 failed with exit code $code." >&2
        exit 1
    fi
}

# start_app NAME ADDRESS PATH: starts one program and waits until PATH answers.
start_app() {
    local name=$1 address=$2 path=$3 pid waited=0 log
    log=$data/logs/$name.log
    # the working folder is the program's own: there it looks for its static files and settings
    (cd "$apps/$name" && ASPNETCORE_URLS=$address exec "./${program[$name]}" </dev/null >>"$log" 2>&1) &
    pid=$!
    pids[$name]=$pid
    while ! answers "$address" "$path"; do
        if ! is_running "$pid"; then
            fail_with_log "$name ended while starting" "$log"
        elif ((waited >= start_time_limit * 5)); then
            fail_with_log "$name did not answer at $address$path within $start_time_limit s" "$log"
        fi
        sleep 0.2
        ((++waited % 25)) || echo "waiting for $address$path, $((waited / 5)) s"
    done
}

show_addresses() {
    cat <<END

控制台  Console            $web_address
网关    Training gateway   $gateway_address
日志    Logs               $data/logs

${accounts:-账号与上次相同  Accounts: as shown when this demo was made}

就绪 Ready $((SECONDS - built)) s after the build. 按 Ctrl-C 结束 Ctrl-C ends it.
END
}

# The console goes on without the gateway: whoever kills it wants to see what the console says of a dead supplier.
keep_running() {
    while true; do
        wait -n "${pids[@]}" || true
        is_running "${pids[web]}" || fail_with_log "web ended by itself" "$data/logs/web.log"
        echo "演练网关停了，控制台照常运行；60 秒后再启动网关。 The gateway ended; the console goes on, the gateway starts again in 60 s."
        sleep 60 &
        pids[pause]=$!
        wait -n "${pids[web]}" "${pids[pause]}" || true
        is_running "${pids[web]}" || fail_with_log "web ended by itself" "$data/logs/web.log"
        unset 'pids[pause]'
        start_app gateway "$gateway_address" /
    done
}

# --- the frame around the steps --------------------------------------------------------------------------------------

step() {
    local begin=$SECONDS what=$1
    shift
    printf '== %s\n' "$what"
    "$@"
    printf -- '-- %s: %s s\n' "$what" $((SECONDS - begin))
}

# answers ADDRESS PATH: whether GET gives a status below 400. Without curl, which a bare Debian lacks.
answers() {
    local host=${1#http://} status
    status=$(
        exec 2>/dev/null 3<>"/dev/tcp/${host%:*}/${host#*:}" || exit 0
        printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$2" "$host" >&3
        read -r -t 5 _ code _ <&3 && echo "$code"
    ) || true
    [[ $status =~ ^[23] ]]
}

fail_with_log() {
    echo "$1. The end of $2:" >&2
    tail -n 20 "$2" >&2
    exit 1
}

is_run() { is_running "$1" && tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -q 'run\.sh'; }

stop_other_run() {
    local pid=
    [[ ! -s $data/run.pid ]] || pid=$(<"$data/run.pid")
    if [[ -n $pid ]] && is_run "$pid"; then
        stop "$pid" TERM 60
        echo "stopped"
    else
        echo "no demo runs from $data"
    fi
}

# The console first: it still hands over what it holds while the gateway answers.
finish() {
    local code=$? name
    trap - EXIT
    trap '' INT TERM HUP
    set +e
    for name in cli pause web gateway; do
        [[ -z ${pids[$name]:-} ]] || stop "${pids[$name]}" TERM 20
    done
    stop_postgres
    [[ -z $accounts_file ]] || rm -f "$accounts_file"
    [[ $(cat "$data/run.pid" 2>/dev/null) != "$$" ]] || rm -f "$data/run.pid"
    exit "$code"
}

usage() { sed -n '2,13s/^# \{0,1\}//p' "$0"; }

number() {
    [[ ${2:-} =~ ^[0-9]{1,9}$ ]] || { echo "$1 needs a number, not '${2:-}'." >&2; exit 2; }
    echo "$((10#$2))"
}

residents=100000 seed=1 port=5080 data=var/data keep=0 postgres=0 build=1 stop_only=0 built=0 accounts='' accounts_file=''
declare -A pids=() program=([web]=GovLiaison.Web [gateway]=GovLiaison.TrainingGateway)
while (($# > 0)); do
    case $1 in
        --residents) residents=$(number "$@"); shift ;;
        --seed) seed=$(number "$@"); shift ;;
        --port) port=$(number "$@"); shift ;;
        --data) data=${2:?--data needs a folder}; shift ;;
        --keep) keep=1 ;;
        --postgres) postgres=1 ;;
        --no-build) build=0 ;;
        --stop) stop_only=1 ;;
        --help | -h) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done
if ((port < 1 || port > 65534)); then
    echo "--port is a number from 1 to 65534." >&2
    exit 2
elif ((keep == 1 && postgres == 1)); then
    echo "--keep and --postgres do not go together: that PostgreSQL is gone when its run ends." >&2
    exit 2
fi
data=$(realpath -m -- "$data")
gateway_port=$((port + 1)) web_address=http://127.0.0.1:$port gateway_address=http://127.0.0.1:$((port + 1))

plain_environment
if ((stop_only == 1)); then
    stop_other_run
    exit 0
fi
trap finish EXIT
trap 'exit 0' INT
trap 'exit 143' TERM HUP
main
