#!/bin/bash
# Runs once, when the database is created: passwords of the roles that 10-roles.sql made, from the mounted secrets.
set -euo pipefail
for role in pynomaly pynomaly_auth pynomaly_dataset pynomaly_detection pynomaly_metrics; do
    key=postgres${role#pynomaly}-password
    # psql reads the file itself: an argument would be seen by everybody who lists processes.
    file=/run/secrets/pynomaly/${key/_/-} psql --quiet --no-psqlrc -v ON_ERROR_STOP=1 -v role="$role" \
        --dbname pynomaly <<'SQL'
\set password `cat "$file"`
ALTER ROLE :"role" PASSWORD :'password';
SQL
done
psql --quiet --no-psqlrc -v ON_ERROR_STOP=1 --dbname pynomaly -c 'ALTER DATABASE pynomaly OWNER TO pynomaly'
