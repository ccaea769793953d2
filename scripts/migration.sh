#!/usr/bin/env bash
# Migrations of all databases at once.
#   scripts/migration.sh add Name   writes the migration Name for every database
#   scripts/migration.sh check      fails when a model has changes that no migration holds (Release build, as test.sh makes it)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source scripts/lib.sh

databases=(Sqlite SqlServer PostgreSql)

# Each database project is its own startup project: no database needs the settings or the packages of another.
ef() {
    local database=$1
    shift
    dotnet ef migrations "$@" --project "src/GovLiaison.$database" --startup-project "src/GovLiaison.$database"
}

add() {
    local name=${1:-} database written=()
    if [[ ! $name =~ ^[A-Z][a-z0-9]+([A-Z][a-z0-9]*)*$ ]]; then
        echo "A migration's name is PascalCase, such as AddDutyRoster; '$name' is not." >&2
        exit 2
    fi
    for database in "${databases[@]}"; do
        if compgen -G "src/GovLiaison.$database/Migrations/*_$name.cs" >/dev/null; then
            echo "GovLiaison.$database has a migration named $name already." >&2
            exit 2
        fi
    done
    for database in "${databases[@]}"; do
        echo "GovLiaison.$database: add $name"
        if ! ef "$database" add "$name" --output-dir Migrations; then
            echo "No migration for GovLiaison.$database, so the three differ now. Written before it: ${written[*]:-none}." >&2
            echo "Mend the model, take those back (dotnet ef migrations remove, or git), and add again." >&2
            exit 1
        fi
        written+=("$database")
    done
}

check() {
    local database changed=()
    for database in "${databases[@]}"; do
        if [[ ! -d src/GovLiaison.$database/Migrations ]]; then
            echo "GovLiaison.$database: no migration yet, not checked"
        elif ef "$database" has-pending-model-changes --no-build --configuration Release; then
            echo "GovLiaison.$database: model and migrations agree"
        else
            changed+=("$database")
        fi
    done
    if ((${#changed[@]} > 0)); then
        echo "Model changes without a migration: ${changed[*]}. Run scripts/migration.sh add Name." >&2
        exit 1
    fi
}

plain_environment
case ${1:-} in
    add | check)
        dotnet tool restore >/dev/null
        "$@"
        ;;
    *)
        sed -n '2,4s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac
