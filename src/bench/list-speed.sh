#!/usr/bin/env bash
# Whether the desk stays as fast as on its first day. Those who work: the lists, counts, search and case page with a
# thousand open tasks and a thousand closed cases, then with a hundred thousand and a million, and the team's list against
# the engine's own candidate-group query on the same data. Those who steer and check: every chart, the auditors' search by
# each fact and traces with ten thousand closed cases, then with a million and thirty million events.
#
#   mvn -B -ntp -DskipTests package
#   src/bench/list-speed.sh
#
# The database comes from SHOUHOU_DB_URL, SHOUHOU_DB_USER and SHOUHOU_DB_PASSWORD and must be empty; without them a MySQL
# server is started for the run (src/test/sh/mysql-server), given a buffer pool of BUFFER bytes (default 12 GB: what a million
# closed cases take), and filled without its redo log, which is off for that time only.
# OPEN=100000 CLOSED=1000000 are the large numbers, TIMES is how often each thing is asked. It takes about forty minutes,
# 16 GB of memory and 15 GB of disk. The exit code says whether p95 grew to at most 2 times, and whether the list is 10 times faster than the engine's.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

many_open=${OPEN:-100000}
many_closed=${CLOSED:-1000000}
work=$(mktemp -d "${TMPDIR:-/tmp}/shouhou-list-speed.XXXXXX")
say() { echo "list-speed: $*"; }
secret() { head -c 24 /dev/urandom | base64 | tr -dc 'A-Za-z0-9'; }
free_port() { node -e "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})"; }

jar=$(find target -maxdepth 1 -name 'shouhou-*.jar' 2>/dev/null | head -n 1)
[ -n "$jar" ] || { say "no jar in target: run mvn -B -ntp -DskipTests package first"; exit 2; }
cp "$jar" "$work/shouhou.jar"
(cd "$work" && jar xf shouhou.jar BOOT-INF/lib)

node=
clean_up() {
  [ -z "$node" ] || { kill "$node" 2>/dev/null && wait "$node" 2>/dev/null; } || true
  [ -z "${started_mysql:-}" ] || [ -n "${KEEP:-}" ] || src/test/sh/mysql-server stop
  rm -rf "$work/shouhou.jar" "$work/BOOT-INF"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

if [ -z "${SHOUHOU_DB_URL:-}" ]; then
  eval "$(src/test/sh/mysql-server start)"
  started_mysql=yes
  export SHOUHOU_DB_URL=$SHOUHOU_TEST_DB_URL SHOUHOU_DB_USER=$SHOUHOU_TEST_DB_USER SHOUHOU_DB_PASSWORD=$SHOUHOU_TEST_DB_PASSWORD
  src/test/sh/mysql-server sql "SET GLOBAL innodb_buffer_pool_size = ${BUFFER:-12884901888}; ALTER INSTANCE DISABLE INNODB REDO_LOG"
fi
PASSWORD=$(secret)
SHOUHOU_OPERATOR_PASSWORD=$(secret)
SHOUHOU_PORT=$(free_port)
URL=http://127.0.0.1:$SHOUHOU_PORT
export PASSWORD SHOUHOU_OPERATOR_PASSWORD SHOUHOU_PORT URL
export SPRING_PROFILES_ACTIVE=mysql
export SHOUHOU_GATEWAYS_PAYMENT=sandbox SHOUHOU_GATEWAYS_ORDER=sandbox SHOUHOU_GATEWAYS_WAREHOUSE=sandbox SHOUHOU_GATEWAYS_COURIER=sandbox
export SHOUHOU_CHANNELS_MAIL=sandbox SHOUHOU_CHANNELS_CHAT=sandbox SHOUHOU_CHANNELS_SMS=sandbox
say "logs are in $work"
# shellcheck disable=SC2086
java ${SHOUHOU_JAVA_OPTS:--Xmx1g} -jar "$work/shouhou.jar" </dev/null >"$work/node.log" 2>&1 &
node=$!
for _ in $(seq 600); do
  kill -0 "$node" 2>/dev/null || { tail -n 30 "$work/node.log"; say "the application does not start"; exit 1; }
  ! curl -fsS -o /dev/null "$URL/actuator/health/readiness" 2>/dev/null || break
  sleep 0.5
done
for role in agent supervisor auditor; do
  curl -fsS -o /dev/null -u "operator:$SHOUHOU_OPERATOR_PASSWORD" -H 'Content-Type: application/json' \
    -d "{\"name\":\"${role}1\",\"displayName\":\"${role}1\",\"password\":\"$PASSWORD\",\"roles\":[\"$role\"]}" "$URL/api/users"
done

read -r open closed < <(node src/bench/list-speed.mjs prepare)
fill() { java -cp "$work/BOOT-INF/lib/*" src/bench/ManyCases.java "$open" "$closed" "$1" "$2" >>"$work/fill.log" 2>&1 || { tail -n 5 "$work/fill.log"; exit 1; }; }
# measure PART OUT.json, with how many there are
measure() { OPEN=$have_open CLOSED=$have_closed node src/bench/list-speed.mjs measure "$1" "$work/$2"; }
have() {
  have_open=$1 have_closed=$2
  say "$(date +%T) filling: $1 open tasks, $2 closed cases"
  fill "$1" "$2"
  say "$(date +%T) filled"
}
have 1000 1000
# a server just started is slow whatever there is: the first round does not count
measure desk cold.json
measure desk desk-small.json
have 1000 10000
measure steer cold.json
measure steer steer-small.json
have 1000 "$many_closed"
[ -z "${started_mysql:-}" ] || src/test/sh/mysql-server sql "ALTER INSTANCE ENABLE INNODB REDO_LOG"
measure steer steer-large.json
have "$many_open" "$many_closed"
measure desk desk-large.json
engine=$(java -cp "$work/BOOT-INF/lib/*" src/bench/EngineList.java 2>"$work/engine.log" | grep -E '^[0-9.]+ [0-9.]+$')
node src/bench/list-speed.mjs compare "$engine" "$work"/desk-small.json "$work"/desk-large.json "$work"/steer-small.json "$work"/steer-large.json
