# Shell functions shared by the scripts beside this file; sourced, never run. Needs bash and what every Debian has.
# shellcheck shell=bash

# What a bare machine leaves unset, and a quiet dotnet that starts no server which outlives it.
plain_environment() {
    export HOME="${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}"
    export LANG="${LANG:-C.UTF-8}" DOTNET_CLI_UI_LANGUAGE=en
    export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
    export DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 MSBUILDTERMINALLOGGER=off
}

need_dotnet() {
    local version
    if ! command -v dotnet >/dev/null || ! version=$(dotnet --version 2>&1); then
        echo "This needs the .NET 10 SDK (https://dotnet.microsoft.com/download). ${version:-dotnet is not on the PATH.}" >&2
        return 1
    fi
}

# --- Debian packages -------------------------------------------------------------------------------------------------

# install_missing PACKAGE...: installs with apt-get what is not there; says what is missing where that is not possible.
install_missing() {
    local package missing=()
    for package in "$@"; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then
        echo "nothing is missing: $*"
        return 0
    fi
    if ! command -v apt-get >/dev/null || (($(id -u) != 0)); then
        echo "Missing and not to be installed without root and apt-get: ${missing[*]}"
        echo "As root:  apt-get install --no-install-recommends ${missing[*]}"
        echo "Going on without; tests that need them are skipped or fail, and say so."
        return 0
    fi
    keep_own_clusters
    echo "installing ${missing[*]}"
    apt_quietly update
    apt_quietly install -y --no-install-recommends "${missing[@]}"
}

# Only databases started here are wanted: without this Debian's package makes and starts a cluster of its own.
keep_own_clusters() {
    local file=/etc/postgresql-common/createcluster.conf
    if [[ ! -d /usr/lib/postgresql ]] && ! grep -qs '^create_main_cluster' "$file"; then
        mkdir -p "${file%/*}"
        echo 'create_main_cluster = false' >>"$file"
    fi
}

# apt_quietly ARGUMENT...: three tries, for another apt-get may hold the lists and a mirror may hang for a moment.
apt_quietly() {
    local log try
    log=$(mktemp)
    for try in 1 2 3; do
        if DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 \
            -o Dpkg::Options::=--force-confold -o APT::Update::Error-Mode=any "$@" </dev/null >"$log" 2>&1; then
            rm -f "$log"
            return 0
        fi
        ((try == 3)) || sleep 5
    done
    cat "$log" >&2
    rm -f "$log"
    echo "apt-get $1 failed three times" >&2
    return 1
}

# --- ports and processes ---------------------------------------------------------------------------------------------

port_in_use() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
    local port
    while port=$((RANDOM % 10000 + 20000)); port_in_use "$port"; do :; done
    echo "$port"
}

# stop PID [SIGNAL [SECONDS]]: asks one process to end, waits, and ends it by force when it does not.
stop() {
    local pid=$1 tenths=$((${3:-20} * 10))
    kill -"${2:-TERM}" "$pid" 2>/dev/null || return 0
    while ((tenths-- > 0)); do
        is_running "$pid" || return 0
        sleep 0.1
    done
    echo "process $pid did not end within ${3:-20} s and is killed" >&2
    kill -KILL "$pid" 2>/dev/null || true
}

# A child that has ended but was not waited for still answers kill -0; the letter after its name in stat tells.
is_running() {
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    [[ ${stat##*) } != Z* ]]
}

# --- PostgreSQL ------------------------------------------------------------------------------------------------------

# start_postgres: a PostgreSQL of our own in a fresh folder, on 127.0.0.1 and a free port; sets PG_PORT, PG_FOLDER, PG_PID.
# Returns 1 where PostgreSQL is not installed.
start_postgres() {
    local bin try
    bin=$(postgres_bin) || return 1
    # not below the clone: the user postgres may not enter root's home
    PG_FOLDER=$(mktemp -d /var/tmp/govliaison-pg.XXXXXX)
    (($(id -u) != 0)) || chown postgres: "$PG_FOLDER"
    # A Chinese default collation as on a real installation: a column that needs byte order must say so itself.
    as_postgres "$bin/initdb" -D "$PG_FOLDER/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
        --locale-provider=icu --icu-locale=zh-CN >"$PG_FOLDER/initdb.log" 2>&1 || { cat "$PG_FOLDER/initdb.log" >&2; return 1; }
    for try in 1 2 3; do
        PG_PORT=$(free_port)
        # in a session of its own: Ctrl-C is for the script, which stops the database last
        as_postgres setsid "$bin/postgres" -D "$PG_FOLDER/data" -h 127.0.0.1 -p "$PG_PORT" -k "$PG_FOLDER" \
            -c fsync=on -c max_connections=200 >"$PG_FOLDER/postgres.log" 2>&1 &
        if wait_for_postgres "$bin" $!; then
            echo "PostgreSQL $("$bin/postgres" --version | grep -o '[0-9][0-9.]*' | head -1) on 127.0.0.1:$PG_PORT, folder $PG_FOLDER"
            return 0
        fi
    done
    tail -n 20 "$PG_FOLDER/postgres.log" >&2
    echo "PostgreSQL did not start after $try tries" >&2
    return 1
}

stop_postgres() {
    if [[ -n ${PG_PID:-} ]]; then
        stop "$PG_PID" INT 30 # INT is PostgreSQL's fast shutdown: sessions end, nothing is lost
        PG_PID=
    fi
    if [[ -n ${PG_FOLDER:-} ]]; then
        rm -rf "$PG_FOLDER"
        PG_FOLDER=
    fi
}

# The newest installed version; the packages keep these programs off the PATH.
postgres_bin() {
    local found
    found=$(find /usr/lib/postgresql -maxdepth 3 -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
    [[ -n $found ]] || found=$(command -v initdb) || return 1
    dirname "$(readlink -f "$found")"
}

# initdb and postgres refuse root
as_postgres() {
    if (($(id -u) == 0)); then
        (cd / && exec runuser -u postgres -- "$@" </dev/null)
    else
        "$@" </dev/null
    fi
}

# The process id is read from the server's own file: runuser may stand between.
wait_for_postgres() {
    local bin=$1 child=$2 tenths=300
    PG_PID=
    while ((tenths-- > 0)); do
        PG_PID=$(head -n 1 "$PG_FOLDER/data/postmaster.pid" 2>/dev/null || true)
        if [[ -n $PG_PID ]] && "$bin/pg_isready" -q -h "$PG_FOLDER" -p "$PG_PORT" -U postgres; then
            return 0
        fi
        is_running "$child" || return 1
        sleep 0.1
    done
    return 1
}
